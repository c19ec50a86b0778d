"""A child may not take from the customer what the law gives: remedies, proof, a review, an answer."""

from __future__ import annotations

from collections.abc import Iterator

from redress.rulebook.problems import Problem
from redress.rulebook.sections.clocks.lengths import can_be_longer
from redress.rulebook.sections.law.schema import Review, Telling
from redress.rulebook.strictness.compare import Pair


def check_law(pair: Pair) -> Iterator[Problem]:
    """Remedies, telling, review, withdrawal, declining."""
    for key in pair.parent.remedies:
        if key not in pair.child.remedies:
            yield pair.looser(("remedies", key), "the remedy is dropped", "该救济途径被删除")
    for key, proof in pair.parent.proofs.items():
        now = pair.child.proofs.get(key)
        if proof.tells and now is not None and not now.tells:
            en, zh = "it is not recorded how the notice was given", "不再记录通知的方式和时间"
            yield pair.looser(("proofs", key, "tells"), en, zh, against=("proofs", key))
    if pair.parent.telling:
        yield from _telling(pair, pair.parent.telling, pair.child.telling)
    if pair.parent.review:
        yield from _review(pair, pair.parent.review, pair.child.review)
    withdrawal = pair.parent.withdrawal
    if withdrawal and set(withdrawal.proof) - set(
        pair.child.withdrawal.proof if pair.child.withdrawal else ()
    ):
        yield pair.looser(("withdrawal",), "less of a withdrawal is kept", "撤回申请的留存要求降低")
    asked = set(pair.child.withdrawal.proof if pair.child.withdrawal else ())
    if withdrawal and (more := sorted(asked - set(withdrawal.proof))):
        names = ", ".join(more)
        en, zh = f"the customer must also bring {names}", f"增加要求客户提供 {names}"
        yield pair.looser(("withdrawal", "proof"), en, zh)
    yield from _declining(pair)


def _telling(pair: Pair, old: Telling, new: Telling | None) -> Iterator[Problem]:
    path = ("telling",)
    if new is None:
        yield pair.looser(path, "the rules of telling are dropped", "告知规则被删除")
        return
    if missing := sorted(old.proven - new.proven):
        names = ", ".join(missing)
        yield pair.looser((*path, "proven"), f"no proof of telling {names}", f"{names} 的告知不再要求证明")
    for means, way in new.means.items():
        before = old.means.get(means)
        if before is None:
            yield pair.looser((*path, "means"), f"{means} is no means of telling", f"{means} 不是告知方式")
        elif way.counts not in (before.counts, "handed"):
            en, zh = (
                f"it counts when {way.counts}, not {before.counts}",
                f"以 {way.counts} 而不是 {before.counts} 计时",
            )
            yield pair.looser((*path, "means", means), en, zh)
    for what in old.limits:
        if what not in new.limits:
            en, zh = "nothing says whether it was told in time", "不再判断是否按时告知"
            yield pair.looser((*path, "limits", what), en, zh)
        elif new.limits[what] != old.limits[what]:
            en = f"whether it was told in time is measured by '{new.limits[what]}', not '{old.limits[what]}'"
            zh = f"是否按时告知改按 {new.limits[what]} 而不是 {old.limits[what]} 判断"
            yield pair.looser((*path, "limits", what), en, zh)
    if old.written and (new.written is None or can_be_longer(new.written.within, old.written.within)):
        en, zh = "contacts may be written down later", "事后补记的时限放宽"
        yield pair.looser((*path, "written"), en, zh)
    yield from _unreachable(pair, old, new)


def _unreachable(pair: Pair, old: Telling, new: Telling) -> Iterator[Problem]:
    path, ours, theirs = ("telling",), new.unreachable, old.unreachable
    for field, fewer in (
        ("attempts", ours.attempts < theirs.attempts),
        ("days", ours.days < theirs.days),
        ("counts_at", ours.counts_at == "first_attempt" and theirs.counts_at == "last_attempt"),
    ):
        if fewer:
            en, zh = "a customer counts as unreachable sooner", "更早认定客户无法联系"
            yield pair.looser((*path, "unreachable", field), en, zh)


def _review(pair: Pair, old: Review, new: Review | None) -> Iterator[Problem]:
    path = ("review",)
    if new is None:
        yield pair.looser(path, "the review is dropped", "核查被删除")
        return
    if new.days() < old.days():
        en = f"{new.days()} days to ask for it are fewer than {old.days()}"
        yield pair.looser((*path, "within"), en, f"申请期限 {new.days()} 日短于 {old.days()} 日")
    if missing := sorted(old.units - new.units):
        names = ", ".join(missing)
        yield pair.looser((*path, "units"), f"results of {names} are not reviewed", f"{names} 的结果不再核查")
    if more := sorted(set(new.proof) - set(old.proof)):
        names = ", ".join(more)
        yield pair.looser(
            (*path, "proof"), f"the customer must also bring {names}", f"增加要求客户提供 {names}"
        )


def _declining(pair: Pair) -> Iterator[Problem]:
    """More grounds to decline, or one that needs less to be missing."""
    for key, new in pair.child.declining.items():
        old = pair.parent.declining.get(key)
        path = ("declining", key)
        if old is None:
            if pair.parent.declining:
                en, zh = "a further ground to decline", "增加不予受理的情形"
                yield pair.looser(path, en, zh, against=("declining",))
        elif old.lacks and not (new.lacks and set(new.lacks) <= set(old.lacks)):
            yield pair.looser((*path, "lacks"), "declined for less", "不予受理的条件放宽")
        if old and old.judged_by and (not new.judged_by or set(new.judged_by) - set(old.judged_by)):
            yield pair.looser((*path, "judged_by"), "more people may judge it", "可以认定的人员增加")
