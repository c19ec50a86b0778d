"""Counting a vote: whether a session can decide, and whether it has (AUT-04)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from redress.rulebook.sections.committee.schema import SessionRule


@dataclass(frozen=True, slots=True)
class Tally:
    """One item of an agenda. `members` are all of the body, `entitled` those present who may vote on it.

    >>> Tally(members=7, entitled=5, in_favour=3, against=1, abstained=1).voted
    5
    """

    members: int
    entitled: int
    in_favour: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def voted(self) -> int:
        return self.in_favour + self.against + self.abstained


def needed_present(rule: SessionRule, members: int) -> int:
    """How many members must be there and entitled to vote."""
    return max(rule.at_least, ceil(rule.present * members))


def needed_votes(rule: SessionRule, entitled: int) -> int:
    """How many votes in favour carry a motion among so many entitled."""
    return floor(rule.more_than * entitled) + 1


def quorate(rule: SessionRule, tally: Tally) -> bool:
    """Whether enough members are there to decide the item."""
    return tally.entitled >= needed_present(rule, tally.members)


def carried(rule: SessionRule, tally: Tally) -> bool:
    """Whether the motion has its majority; a session without quorum carries nothing."""
    return quorate(rule, tally) and tally.in_favour >= needed_votes(rule, tally.entitled)
