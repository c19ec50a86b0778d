"""The figures of a simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from redress.rulebook.simulation import Compared

Key = tuple[str, str, str]
"""Unit's code, class code, clock."""


@dataclass(slots=True)
class Tally:
    """Cases by what became of a clock. `ran`: it applied before or after; `newly` late, or `relieved` of it."""

    ran: int = 0
    before: int = 0
    after: int = 0
    newly: int = 0
    relieved: int = 0

    def count(self, seen: Compared) -> None:
        self.ran += 1
        self.before += seen.late_before
        self.after += seen.late_after
        self.newly += seen.late_after and not seen.late_before
        self.relieved += seen.late_before and not seen.late_after

    def add(self, other: Tally) -> None:
        self.ran += other.ran
        self.before += other.before
        self.after += other.after
        self.newly += other.newly
        self.relieved += other.relieved


@dataclass(slots=True)
class Report:
    """How many cases were replayed, the tallies, and the clocks that only one of the rulebooks has."""

    cases: int = 0
    tallies: dict[Key, Tally] = field(default_factory=dict)

    def count(self, unit: str, class_code: str, seen: Iterable[Compared]) -> None:
        """One case."""
        self.cases += 1
        for each in seen:
            self.tallies.setdefault((unit, class_code, each.key), Tally()).count(each)

    def add(self, other: Report) -> None:
        """Another part of the same simulation."""
        self.cases += other.cases
        for key, tally in other.tallies.items():
            self.tallies.setdefault(key, Tally()).add(tally)

    def by_unit(self) -> dict[str, Tally]:
        return self._by(lambda key: key[0])

    def by_class(self) -> dict[str, Tally]:
        return self._by(lambda key: key[1])

    def by_clock(self) -> dict[str, Tally]:
        return self._by(lambda key: key[2])

    def _by(self, part: Callable[[Key], str]) -> dict[str, Tally]:
        found: dict[str, Tally] = {}
        for key, tally in sorted(self.tallies.items()):
            found.setdefault(part(key), Tally()).add(tally)
        return found
