"""Counting rules: named, versioned, pure (CLO-06, CLO-07, CLO-09).

A rule weighs each filing; a figure is the sum of the weights, so that every figure leads to its cases. The rules know
filings as their journals tell them; `complaints/oversight/queries/figures.py` asks SQL for the same weights. A version
never changes once figures were drawn by it: what counts otherwise is a new version beside the old one.

Common to all: a filing that is not counted (a callback finding without complaint intent, INT-08) weighs nothing, nor
does one that was not taken on: transferred out of scope (INT-11) or declined (2020-3 Art. 18).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from redress.rulebook.words import Words

MatterCode = tuple[str, str]
"""Class and reason."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One entry of the register: what its journal says of it now.

    `repeat_of` and `merged_into` are ids of other filings, by links that stand. An escalation is a case of its own and
    needs no mention.
    """

    id: int
    counted: bool = True
    not_taken: bool = False
    withdrawn: bool = False
    substantiated: bool = False
    complainants: int = 1
    matters: frozenset[MatterCode] = frozenset()
    repeat_of: int | None = None
    merged_into: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it is one of those counted, and handled under its own number."""
        return self.counted and not self.not_taken and self.merged_into is None


@dataclass(frozen=True)
class World:
    """All filings that can bear on each other, by id, with those that point at each."""

    filings: Mapping[int, Filing]
    repeats: Mapping[int, list[Filing]] = field(default_factory=dict)
    merged: Mapping[int, list[Filing]] = field(default_factory=dict)

    @classmethod
    def of(cls, filings: Iterable[Filing]) -> World:
        by_id = {filing.id: filing for filing in filings}
        repeats: dict[int, list[Filing]] = {}
        merged: dict[int, list[Filing]] = {}
        for filing in by_id.values():
            if filing.repeat_of is not None:
                repeats.setdefault(filing.repeat_of, []).append(filing)
            if filing.merged_into is not None:
                merged.setdefault(filing.merged_into, []).append(filing)
        return cls(by_id, repeats, merged)


def cases(filing: Filing, world: World) -> int:
    """件: once a case. A repeat belongs to its first filing (CLO-06); an escalation is a second case (CLO-07); a filing
    merged inside the legal period belongs to the case it was merged into (CLO-08). A repeat of something that is not
    counted itself stands for itself."""
    first = world.filings.get(filing.repeat_of) if filing.repeat_of is not None else None
    return int(filing.stands and not (first is not None and first.stands))


def times(filing: Filing, world: World) -> int:
    """次: how often the customers came: cases, repeats and escalations, but not what was merged."""
    return int(filing.stands)


def matters(filing: Filing, world: World) -> int:
    """个: the different matters of a case, with those of filings merged into it; at least one."""
    if not cases(filing, world):
        return 0
    raised = set(filing.matters)
    for merged in world.merged.get(filing.id, ()):
        raised |= merged.matters
    return max(len(raised), 1)


def complainants(filing: Filing, world: World) -> int:
    """人: the people who complain, once a case."""
    return filing.complainants if cases(filing, world) else 0


def substantiated(filing: Filing, world: World) -> int:
    """有效件: cases found substantiated, at first or when they came again."""
    found = filing.substantiated or any(
        again.substantiated and again.stands for again in world.repeats.get(filing.id, ())
    )
    return int(found and bool(cases(filing, world)))


def net_of_withdrawn(filing: Filing, world: World) -> int:
    """Cases without those that the customer withdrew."""
    return int(not filing.withdrawn and bool(cases(filing, world)))


class CountingRule(NamedTuple):
    """A way of counting under its name and version."""

    name: str
    version: str
    weigh: Callable[[Filing, World], int]
    title: Words


RULES: Final[dict[str, CountingRule]] = {
    rule.name: rule
    for rule in (
        CountingRule("cases", "1", cases, Words("件数", "Cases")),
        CountingRule("times", "1", times, Words("次数", "Times")),
        CountingRule("matters", "1", matters, Words("事项数", "Matters")),
        CountingRule("complainants", "1", complainants, Words("人数", "Complainants")),
        CountingRule("substantiated", "1", substantiated, Words("有效件数", "Substantiated cases")),
        CountingRule(
            "net_of_withdrawn", "1", net_of_withdrawn, Words("扣除撤回件后的件数", "Cases net of withdrawn")
        ),
    )
}


def count(rule: CountingRule, filings: Iterable[Filing], world: World) -> int:
    """The figure: the sum of the weights."""
    return sum(rule.weigh(filing, world) for filing in filings)
