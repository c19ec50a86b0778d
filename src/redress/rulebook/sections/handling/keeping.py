"""A child may not drop what must precede closing, keep papers for less long, or see fewer cases as major."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redress.rulebook.conditions import covers
from redress.rulebook.problems import Problem
from redress.rulebook.sections.aftercare.strictness import check_aftercare
from redress.rulebook.sections.codes.schema import AutomaticLevel
from redress.rulebook.strictness.compare import Pair


def check_keeping(pair: Pair) -> Iterator[Problem]:
    """Preconditions of closing, callback, spot checks, retention, representatives, automatic levels."""
    yield from _preconditions(pair)
    yield from check_aftercare(pair)
    yield from _retention(pair)
    yield from _representatives(pair)
    yield from _automatic_levels(pair)


def _preconditions(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.before_closing.items():
        new = pair.child.before_closing.get(key)
        path = ("before_closing", key)
        if new is None:
            yield pair.looser(path, "the precondition is dropped", "该结案条件被删除")
        elif not covers(new.when, old.when):
            yield pair.looser(path, "the precondition holds in fewer cases", "该结案条件的适用范围缩小")


def _retention(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.retention.items():
        new = pair.child.retention.get(key)
        path = ("retention", key)
        if new is None:
            yield pair.looser(path, "the period is dropped", "该保存期限被删除")
        elif new.years < old.years:
            en, zh = f"{new.years} years are fewer than {old.years}", f"{new.years} 年短于 {old.years} 年"
            yield pair.looser((*path, "years"), en, zh)
        elif new.counts_from != old.counts_from:
            en, zh = (
                f"counted from {new.counts_from}, not {old.counts_from}",
                f"自 {new.counts_from} 而不是 {old.counts_from} 起算",
            )
            yield pair.looser((*path, "from"), en, zh, against=path)


def _representatives(pair: Pair) -> Iterator[Problem]:
    for key, old in pair.parent.complainants.items():
        most = old.max_representatives
        new = pair.child.complainants.get(key)
        path = ("complainants", key)
        if new is None:
            yield pair.looser(path, "the kind of complainant is dropped", "该类投诉人被删除")
        elif most is not None and (new.max_representatives is None or new.max_representatives > most):
            en, zh = f"more than {most} representatives", f"代表超过 {most} 名"
            yield pair.looser((*path, "max_representatives"), en, zh)
        elif most is not None and new.max_representatives is not None and new.max_representatives < most:
            en, zh = f"the law gives {most} representatives (Art. 12)", f"代表不得少于 {most} 名的名额"
            yield pair.looser((*path, "max_representatives"), en, zh)


def _automatic_levels(pair: Pair) -> Iterator[Problem]:
    """The first rule that holds decides, so what each case becomes is compared, not only which rules are there."""
    old, new = pair.parent.automatic_levels, pair.child.automatic_levels
    for number, rule in enumerate(old):
        if any(_made(new, *probe) != _made(old, *probe) for probe in _probes(rule, (*old, *new))):
            path = ("automatic_levels",)
            en, zh = f"no longer {rule.level}: {rule.title.en}", f"不再自动定为 {rule.level}：{rule.title.zh}"
            yield pair.looser(path, en, zh, against=("automatic_levels", number))


_Probe = tuple[int, bool, str]
"""Heads, whether it is designated, and the event that caused it."""


def _probes(rule: AutomaticLevel, known: Iterable[AutomaticLevel]) -> list[_Probe]:
    """Cases that the rule makes what it says: at its own bound, and at every other that lies beyond it."""
    if rule.complainants is not None:
        bounds = {each.complainants for each in known if each.complainants}
        return [(most, False, "") for most in sorted(bounds) if most >= rule.complainants]
    if rule.designated:
        return [(1, True, "")]
    return [(1, False, event) for event in rule.event or ()]


def _made(rules: Iterable[AutomaticLevel], heads: int, designated: bool, event: str) -> str:
    for rule in rules:
        enough = rule.complainants is not None and heads >= rule.complainants
        if enough or (rule.designated and designated) or event in (rule.event or ()):
            return rule.level
    return ""
