"""A child may not widen who closes, nor who settles on the spot and up to how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from redress.rulebook.conditions import matches, subjects
from redress.rulebook.kinds import CLOSER_RANK, CLOSERS, Duty
from redress.rulebook.problems import Problem
from redress.rulebook.sections.handling.schema import ClosingRule, Spot
from redress.rulebook.strictness.compare import Pair


def check_authority(pair: Pair) -> Iterator[Problem]:
    """Closing, determining and settlement on the spot, for every subject."""
    yield from _closing(pair)
    if pair.parent.determining and not pair.child.determining:
        en, zh = (
            "others than who closes determine validity and causes",
            "结案单位以外的也可以认定有效性和原因",
        )
        yield pair.looser(("determining",), en, zh)
    yield from _on_the_spot(pair)


def _closing(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.closing, pair.child.closing
    if not old:
        return
    told = set()
    for subject in subjects([rule.when for rule in (*old, *new)], pair.values):
        was, before = _first(old, subject)
        now, after = _first(new, subject)
        if before is None or (now, was) in told:
            continue
        if after is not None and _as_strict(after, before):
            if more := sorted(_closing_duties(after) - _closing_duties(before)):
                told.add((now, was))
                names = ", ".join(more)
                en, zh = f"closed and determined by {names} too", f"{names} 也可以结案和认定"
                yield pair.looser(("closing", now), en, zh, against=("closing", was))
            continue
        told.add((now, was))
        who = after.who if after else "-"
        en = f"closed by {CLOSERS[who].en if after else 'anyone'}, not {CLOSERS[before.who].en}"
        zh = f"由{CLOSERS[who].zh if after else '任何单位'}结案，而不是{CLOSERS[before.who].zh}"
        yield pair.looser(("closing", now), en, zh, against=("closing", was))


def _as_strict(after: ClosingRule, before: ClosingRule) -> bool:
    rank, least = CLOSER_RANK[after.who], CLOSER_RANK[before.who]
    return rank > least or (rank == least and after.within_area >= before.within_area)


def _closing_duties(rule: ClosingRule) -> frozenset[str]:
    return rule.duties if rule.duties is not None else frozenset(get_args(Duty))


def _first(rules: tuple[ClosingRule, ...], subject: dict[str, str]) -> tuple[int, ClosingRule | None]:
    for number, rule in enumerate(rules):
        if matches(rule.when, subject):
            return number, rule
    return 0, None


def _on_the_spot(pair: Pair) -> Iterator[Problem]:
    old, new = pair.parent.on_the_spot, pair.child.on_the_spot
    if not old:
        return
    told = set()
    for subject in subjects([rule.when for rule in (*old, *new)], pair.values):
        for duty in get_args(Duty):
            allowed = max((_amount(rule) for rule in old if _fits(rule, subject, duty)), default=Decimal(-1))
            for number, rule in enumerate(new):
                if number not in told and _fits(rule, subject, duty) and _amount(rule) > allowed:
                    told.add(number)
                    en = f"{duty} may settle more on the spot ({_facts(subject)})"
                    zh = f"{duty} 当场解决的权限扩大（{_facts(subject)}）"
                    yield pair.looser(("on_the_spot", number), en, zh, against=("on_the_spot",))


def _fits(rule: Spot, subject: dict[str, str], duty: str) -> bool:
    return duty in rule.duties and matches(rule.when, subject)


def _amount(rule: Spot) -> Decimal:
    return Decimal("Infinity") if rule.up_to is None else rule.up_to


def _facts(subject: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in subject.items()) or "every case"
