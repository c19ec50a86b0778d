"""Carrying codes from one version of a code set to another (CLS-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from redress.rulebook.book import Rulebook

Code = tuple[str, str]
"""Class and sub-reason; an empty sub-reason stands for none."""


class Way(StrEnum):
    """How a code comes over."""

    SAME = "same"
    MAPPED = "mapped"
    REPLACED = "replaced"
    """By what the new code set itself names as the replacement of a retired code."""
    LOST = "lost"
    """The new code set does not know it and nobody says what takes its place."""


@dataclass(frozen=True, slots=True)
class CodeMap:
    """What takes the place of codes: class by class, and class with sub-reason where that is finer."""

    classes: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[Code, Code] = field(default_factory=dict)


NO_MAP = CodeMap()


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a code goes, and how; `to` is empty when it is lost."""

    to: Code
    way: Way


@dataclass(frozen=True, slots=True)
class Row:
    """One code in use: how many cases bear it, and where it goes."""

    code: Code
    cases: int
    carried: Carried


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every code in use, the most used first."""

    rows: tuple[Row, ...]

    @property
    def cases(self) -> int:
        return sum(row.cases for row in self.rows)

    @property
    def lost(self) -> int:
        """Cases whose code has no place in the new set."""
        return sum(row.cases for row in self.rows if row.carried.way is Way.LOST)

    @property
    def complete(self) -> bool:
        return self.lost == 0


def carry(code: Code, new: Rulebook, mapping: CodeMap = NO_MAP) -> Carried:
    """Where a code goes under the new rulebook's own classes. The mapping comes first, the same code last."""
    class_code, reason = code
    if code in mapping.reasons:
        return _known(mapping.reasons[code], new, Way.MAPPED)
    if class_code in mapping.classes:
        return _known((mapping.classes[class_code], ""), new, Way.MAPPED)
    classes = new.method.class_sets["method"].codes
    entry = classes.get(class_code)
    if entry is None:
        return Carried(("", ""), Way.LOST)
    if entry.replaced_by:
        return _known((entry.replaced_by, ""), new, Way.REPLACED)
    if not reason:
        return Carried(code, Way.SAME)
    kept = entry.reasons.get(reason)
    if kept is None:
        return Carried(("", ""), Way.LOST)
    if kept.replaced_by:
        return _known((class_code, kept.replaced_by), new, Way.REPLACED)
    return Carried(code, Way.SAME)


def coverage(in_use: Mapping[Code, int], new: Rulebook, mapping: CodeMap = NO_MAP) -> Coverage:
    """Where each code in use goes. `in_use`: code -> number of cases."""
    rows = [Row(code, cases, carry(code, new, mapping)) for code, cases in in_use.items()]
    return Coverage(tuple(sorted(rows, key=lambda row: (-row.cases, row.code))))


def _known(to: Code, new: Rulebook, way: Way) -> Carried:
    """A target that the new set does not hold is no target."""
    entry = new.method.class_sets["method"].codes.get(to[0])
    if entry is None or (to[1] and to[1] not in entry.reasons):
        return Carried(("", ""), Way.LOST)
    return Carried(to, way)
