"""A child may not decide with fewer people or votes, meet less often, or let a ruling stand in for more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.rulebook.conditions import covers
from redress.rulebook.problems import Problem
from redress.rulebook.sections.committee.schema import SessionRule
from redress.rulebook.strictness.compare import Pair

_ANY_CASE: Final = frozenset({"handling"})
"""What it may be asked of any case: more people are heard, and its word is the last one only where `final` says."""


def check_committee(pair: Pair) -> Iterator[Problem]:
    """Sessions one by one, and what a ruling on closing replaces."""
    old, new = pair.parent.committee, pair.child.committee
    for key, rule in old.sessions.items():
        path = ("committee", "sessions", key)
        if key not in new.sessions:
            yield pair.looser(path, "the session is dropped", "该会议被删除")
            continue
        for name, en, zh in _looser(rule, new.sessions[key]):
            yield pair.looser((*path, name), en, zh)
    for code, reason in old.reasons.items():
        kept = new.reasons.get(code)
        if kept is None or not covers(kept.when, reason.when) or set(reason.questions) - set(kept.questions):
            en, zh = "fewer cases or questions go before the committee", "提交委员会的情形或者事项减少"
            yield pair.looser(("committee", "reasons", code), en, zh)
    for code, reason in new.reasons.items():
        # Its word on closing stands in for signatures: why it may be asked is not the child's to widen.
        if old.sessions and code not in old.reasons and (asked := sorted(set(reason.questions) - _ANY_CASE)):
            names = ", ".join(asked)
            en, zh = f"for another reason it may rule on {names}", f"可以另有理由提请裁决 {names}"
            yield pair.looser(("committee", "reasons", code), en, zh, against=("committee", "reasons"))
    if old.sessions and new.final and not (old.final and covers(old.final.when, new.final.when)):
        en, zh = "a ruling is the last word in more cases", "裁决作为最终决定的情形增加"
        yield pair.looser(("committee", "final", "when"), en, zh)
    before = set(old.closing_ruled.instead_of) if old.closing_ruled else set()
    after = set(new.closing_ruled.instead_of) if new.closing_ruled else set()
    if old.sessions and after - before:
        names = ", ".join(sorted(after - before))
        en, zh = f"a ruling stands in for more: {names}", f"裁决可以代替的手续增加：{names}"
        yield pair.looser(("committee", "closing_ruled", "instead_of"), en, zh)


def _looser(old: SessionRule, new: SessionRule) -> Iterator[tuple[str, str, str]]:
    if new.present < old.present:
        yield "present", f"{new.present} is less than {old.present}", f"{new.present} 小于 {old.present}"
    if new.at_least < old.at_least:
        yield "at_least", f"{new.at_least} is less than {old.at_least}", f"{new.at_least} 少于 {old.at_least}"
    if new.more_than < old.more_than:
        yield (
            "more_than",
            f"{new.more_than} is less than {old.more_than}",
            f"{new.more_than} 小于 {old.more_than}",
        )
    if more := sorted(set(new.rules_on) - set(old.rules_on)):
        names = ", ".join(more)
        yield "rules_on", f"such a session may rule on {names} too", f"此类会议还可以裁决 {names}"
    if lost := sorted(set(old.bodies) - set(new.bodies)):
        names = ", ".join(lost)
        yield "bodies", f"it meets without {names}", f"{names} 不再参加"
    if old.every_months and (new.every_months is None or new.every_months > old.every_months):
        en, zh = f"less often than every {old.every_months} months", f"少于每 {old.every_months} 个月一次"
        yield "every_months", en, zh
