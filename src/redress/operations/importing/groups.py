"""Puts the rows of one number together, wherever they stand in the file, without keeping the file.

A first reading notes for each row only whether it is the last one of its number: eight bytes a row while it counts,
one afterwards. In the second a number's rows wait until its last one has come.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from redress.operations.importing.cells import Record
from redress.operations.importing.problems import Unusable
from redress.operations.importing.report import Report
from redress.operations.importing.rows import Reader, Row
from redress.operations.importing.table import as_words
from redress.operations.importing.tally import Reject, Tally
from redress.operations.speech import gettext as _
from redress.privacy.visible import visible

Told = Callable[[int], object]
_OFTEN = 2_000


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first reading found: for each filled row in order, whether its number does not come again."""

    last: npt.NDArray[np.bool_]

    @property
    def rows(self) -> int:
        return len(self.last)


def survey(records: Iterable[Record], place: int | None, told: Told) -> Survey:
    """Look through the file once. `place`: the number's column; none where all rows have the same constant number."""
    marks = array("q")
    for record in records:
        if record.cells:
            marks.append(hash(number_of(record, place)))
            if len(marks) % _OFTEN == 0:
                told(_OFTEN)
    told(len(marks) % _OFTEN)
    seen = np.frombuffer(marks, dtype=np.int64) if marks else np.empty(0, dtype=np.int64)
    order = np.argsort(seen, kind="stable")
    ends = np.append(seen[order][1:] != seen[order][:-1], True) if len(seen) else np.empty(0, dtype=bool)
    last = np.zeros(len(seen), dtype=bool)
    last[order] = ends
    return Survey(last)


def number_of(record: Record, place: int | None) -> str:
    """What stands in the number's column, '' in a row that is too short."""
    if place is None or place >= len(record.cells):
        return ""
    words = as_words(record.cells[place])
    return words if words.isprintable() else visible(words)


def gathered(
    records: Iterable[Record], found: Survey, place: int | None, report: Tally
) -> Iterator[list[Record]]:
    """The rows of each number, as soon as its last one was read."""
    waiting: dict[str, list[Record]] = {}
    at = -1
    for record in records:
        if not record.cells:
            report.blank += 1
            continue
        at += 1
        number = number_of(record, place)
        if found.last[at]:
            yield [*waiting.pop(number, ()), record]
        else:
            waiting.setdefault(number, []).append(record)


@dataclass(slots=True)
class Group:
    """Rows of one number: those that can be used, and those that cannot, each with why."""

    rows: list[Row] = field(default_factory=list)
    unusable: list[Reject] = field(default_factory=list)


def understood(records: Iterable[Record], reader: Reader, report: Report, *, last: bool) -> list[Row]:
    """The rows of a number that can be taken; others go to the rejects.

    A number with one unusable row is rejected as a whole. `last`: of several rows the last one holds.
    """
    group = Group()
    for record in records:
        report.rows += 1
        try:
            group.rows.append(reader.read(record))
        except Unusable as problem:
            group.unusable.append(Reject(record.line, str(problem), [as_words(c) for c in record.cells]))
    return _taken(group, report, last=last)


def _taken(group: Group, report: Report, *, last: bool) -> list[Row]:
    rows = group.rows
    if last and len(rows) > 1 and not group.unusable:
        report.superseded += len(rows) - 1
        return rows[-1:]
    if because := _unfit(group):
        group.unusable += [Reject(row.line, because, [*row.cells.values()]) for row in rows]
        rows = []
    for reject in sorted(group.unusable, key=lambda each: each.line):
        report.reject(reject)
    return rows


def _unfit(group: Group) -> str:
    if not group.rows:
        return ""
    first = group.rows[0]
    if group.unusable:
        return _("line %(line)s of the same number was rejected; a complaint is imported whole") % {
            "line": group.unusable[0].line
        }
    for row in group.rows:
        if (row.received, row.closed, row.status) != (first.received, first.closed, first.status):
            return _("dates and status differ between lines %(first)s and %(line)s of number %(number)s") % {
                "first": first.line,
                "line": row.line,
                "number": first.number,
            }
    return ""
