"""A child may merge less than its parent, never more, and may see no fewer escalations, look-alikes and clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from redress.rulebook.conditions import covers, matches
from redress.rulebook.linking import VALUES, verdict
from redress.rulebook.problems import Problem
from redress.rulebook.strictness.compare import Pair

_HELD = {
    "merge": ("merged", "并案"),
    "repeat": ("a repeat, which counts no further case,", "不另计件的重复投诉"),
}
_LOST = {
    "escalation": ("it is no longer an escalation", "不再视为投诉升级"),
    "again": ("it is no longer a repeat", "不再视为重复投诉"),
    "apart": ("nothing links it with the earlier case any more", "不再与前件关联"),
}
_LINKED: Final = frozenset({"merge", "repeat", "related", "escalation"})
_WEIGHT = {"merge": 0, "repeat": 0, "escalation": 2}
"""Cases that a further filing adds to the figures; any other adds one (CLO-06, CLO-07)."""


def check_linking(pair: Pair) -> Iterator[Problem]:
    """Every pair of cases that the conditions can tell apart, under both; one report for each way of being looser."""
    old, new = pair.parent.linking, pair.child.linking
    if old.higher is not None:
        now = new.higher.any_of if new.higher else ()
        for condition in old.higher.any_of:
            if not any(covers(other, condition) for other in now):
                en, zh = "fewer complaints count as taken higher", "视为越级投诉的情形减少"
                yield pair.looser(("linking", "higher"), en, zh)
                break
        direct = new.higher.direct if new.higher else None
        if old.higher.direct is not None and (direct is None or not covers(direct, old.higher.direct)):
            en, zh = "fewer complaints count as taken higher", "视为越级投诉的情形减少"
            yield pair.looser(("linking", "higher", "direct"), en, zh, against=("linking", "higher"))
    yield from _surfacing(pair)
    if old.rules == new.rules:
        return
    told: set[str] = set()
    counts_repeats = any(rule.becomes == "repeat" for rule in old.rules)
    for facts in _pairs(pair):
        was, now_is = verdict(old, facts), verdict(new, facts)
        wider = now_is.kind == "merge" and was.kind != "merge"
        fewer = counts_repeats and _WEIGHT.get(now_is.kind, 1) < _WEIGHT.get(was.kind, 1)
        held = "merge" if wider else "repeat" if fewer else _lost(was.kind, now_is.kind)
        if held and held not in told:
            told.add(held)
            given = ", ".join(f"{name}={value}" for name, value in facts.items())
            number = new.rules.index(now_is.rule) if now_is.rule else 0
            if held in _LOST:
                en, zh = _LOST[held]
                words = f"{en} ({given})", f"{zh}（{given}）"
            else:
                en, zh = _HELD[held]
                words = f"it is {en} in more cases ({given})", f"{zh}的情形增加（{given}）"
            yield pair.looser(("linking", "rules", number), *words, against=("linking", "rules"))


def _lost(was: str, now: str) -> str:
    """What the later filing no longer is. The times of a repeat, its re-review and the figures of repeats hang on that
    it is one (CLO-06, FLW-15); a merge may be less, and stays linked."""
    if was == "escalation" and now != was:
        return was
    if was == "repeat" and now not in (was, "escalation"):
        return "again"
    return "apart" if was in _LINKED and now not in _LINKED else ""


def _surfacing(pair: Pair) -> Iterator[Problem]:
    """What makes near-identical texts and clusters of cases come to light (INT-15, INS-07)."""
    old, new = pair.parent.linking, pair.child.linking
    if old.wording and new.wording is None:
        yield pair.looser(
            ("linking", "wording"), "near-identical texts are not found", "不再查找文字雷同的投诉"
        )
    elif old.wording and new.wording:
        for name in ("at_least", "shortest"):
            before, after = getattr(old.wording, name), getattr(new.wording, name)
            if after > before:
                en, zh = (
                    f"fewer texts are near-identical: {after} is more than {before}",
                    f"文字雷同的标准放宽：{after} 大于 {before}",
                )
                yield pair.looser(("linking", "wording", name), en, zh, against=("linking", "wording"))
    for key, rule in old.clusters.items():
        path = ("linking", "clusters", key)
        kept = new.clusters.get(key)
        if kept is None or kept.by != rule.by:
            yield pair.looser(path, "the group risk is not looked for", "不再识别该类群体性风险")
            continue
        if kept.at_least > rule.at_least:
            en, zh = (
                f"{kept.at_least} cases are more than {rule.at_least}",
                f"{kept.at_least} 件多于 {rule.at_least} 件",
            )
            yield pair.looser((*path, "at_least"), en, zh)
        if kept.days < rule.days:
            en, zh = f"{kept.days} days are fewer than {rule.days}", f"{kept.days} 日短于 {rule.days} 日"
            yield pair.looser((*path, "days"), en, zh)


def _pairs(pair: Pair) -> Iterator[Mapping[str, str]]:
    """Only facts that some condition asks for are told apart; the others take any value."""
    rules = (*pair.parent.linking.rules, *pair.child.linking.rules)
    asked = {name for rule in rules for name in rule.when}
    values = [list(known) if name in asked else [next(iter(known))] for name, known in VALUES.items()]
    for chosen in product(*values):
        facts = dict(zip(VALUES, chosen, strict=True))
        if any(matches(rule.when, facts) for rule in rules if rule.becomes in _LINKED):
            yield facts
