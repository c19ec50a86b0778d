"""The rows of one number put together: one claim with its events, or why it cannot be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redress.claims.histories import AFTER, Happened, first, in_order
from redress.claims.kinds import ClaimOutcome
from redress.operations.importing.cells import Record
from redress.operations.importing.claims.rows import RULE, EventReader, EventRow
from redress.operations.importing.problems import Unusable
from redress.operations.importing.table import as_words
from redress.operations.importing.tally import Reject, Tally
from redress.operations.speech import gettext as _

_ENDS = ("closed", "withdrawn")
_ANY_TIME = ("disputed",)
"""A customer may complain of a claim that is over."""


def understood(records: Iterable[Record], reader: EventReader, report: Tally) -> list[EventRow]:
    """The rows of a claim that can be taken; a claim with one unusable row is rejected as a whole."""
    rows: list[EventRow] = []
    unusable: list[Reject] = []
    for record in records:
        report.rows += 1
        try:
            rows.append(reader.read(record))
        except Unusable as problem:
            unusable.append(Reject(record.line, str(problem), [as_words(c) for c in record.cells]))
    because = ""
    if rows and unusable:
        because = _("line %(line)s of the same number was rejected; a claim is imported whole") % {
            "line": unusable[0].line
        }
    elif rows:
        try:
            check(once(rows))
        except Unusable as problem:
            because = f"{problem} ({RULE})"
    if because:
        unusable += [Reject(row.line, because, [*row.cells.values()]) for row in rows]
        rows = []
    for reject in sorted(unusable, key=lambda each: each.line):
        report.reject(reject)
    return rows


def once(rows: Sequence[EventRow]) -> list[EventRow]:
    """Of rows that say the same, the first."""
    said: dict[tuple[str, ...], EventRow] = {}
    for row in rows:
        said.setdefault(row.said, row)
    return [*said.values()]


def happened(rows: Sequence[EventRow], outcome: ClaimOutcome | None = None) -> tuple[Happened, ...]:
    """What the rows say was done; of a refused claim nothing was agreed, whatever its decision is taken for else."""
    never = ("claim_agreed",) if outcome is ClaimOutcome.REFUSE else ()
    return tuple(
        Happened(said=row.event, at=row.at, what=tuple(what for what in row.what if what not in never))
        for row in rows
    )


def check(rows: Sequence[EventRow]) -> None:
    """Raises Unusable, with both lines, for a history that cannot have been."""
    for problem in _faults(sorted(rows, key=lambda row: row.at)):
        raise Unusable(problem)


def _faults(rows: Sequence[EventRow]) -> Iterator[str]:
    """`rows` by their times."""
    zones = {row.zone: row.line for row in reversed(rows) if row.zone is not None}
    if len(zones) > 1:
        yield _(
            "line %(with)s names a time zone and line %(without)s of the same claim names none; add the zone to the "
            "times, or say 'zone:' in the mapping"
        ) % {"with": zones[True], "without": zones[False]}
    reports = [row for row in rows if "claim_reported" in row.what]
    if not reports:
        yield _("no row of claim %(number)s says that it was reported; add that row") % {
            "number": rows[0].number
        }
        return
    if len(reports) > 1:
        yield _(
            "claim %(number)s is reported twice, in lines %(first)s and %(second)s; leave one of the two, or give the "
            "second claim a number of its own"
        ) % {
            "number": rows[0].number,
            "first": min(row.line for row in reports),
            "second": max(row.line for row in reports),
        }
    report = reports[0]
    for row in rows:
        said = {"event": row.event, "line": row.line, "report": report.line}
        if row.what and "loss_known" not in row.what and row.at < report.at:
            yield (
                _(
                    "'%(event)s' in line %(line)s lies before the report in line %(report)s; correct the date of one "
                    "of them"
                )
                % said
            )
        if "loss_known" in row.what and row.at > report.at:
            yield (
                _(
                    "the loss in line %(line)s lies after its report in line %(report)s; correct the date of one "
                    "of them"
                )
                % said
            )
    yield from _after_the_end(rows)
    yield from _out_of_order(rows)


def _after_the_end(rows: Sequence[EventRow]) -> Iterator[str]:
    end = next((row for row in rows if not set(_ENDS).isdisjoint(row.what)), None)
    later = next(
        (row for row in rows if end is not None and {*row.what} - {*_ANY_TIME} and row.at > end.at), None
    )
    if end is not None and later is not None:
        yield _(
            "'%(event)s' in line %(line)s lies after the claim ended in line %(end)s; correct the date, or give what "
            "came later a claim of its own"
        ) % {"event": later.event, "line": later.line, "end": end.line}


def _out_of_order(rows: Sequence[EventRow]) -> Iterator[str]:
    events = in_order(happened(rows))
    for later, befores in AFTER:
        at = first(events, later)
        before = next(((name, since) for name in befores if (since := first(events, name)) is not None), None)
        if at is None or before is None or at >= before[1]:
            continue
        lines: dict[str, int] = {what: row.line for row in reversed(rows) for what in row.what}
        yield _(
            "line %(line)s lies before line %(before)s, which it follows from; correct the date of one of them"
        ) % {"line": lines[later], "before": lines[before[0]]}
