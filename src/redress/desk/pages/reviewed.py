"""Letters that wait for legal counsel, with what a list says of their files (COM-04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redress.casework import moment, titles
from redress.casework.due import Due, due
from redress.casework.kinds import KINDS
from redress.casework.paging import Cursor, Page
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.letters import queries
from redress.letters.queries import Waiting
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A letter that waits; `case` says more of the file where that is a complaint."""

    id: int
    number: str
    title: str
    author: str
    submitted_at: datetime
    file: str
    case: CaseRow | None
    due: Due | None
    due_title: str


def waiting(actor: Actor, after: Cursor | None = None) -> Page[ReviewRow]:
    """Longest waiting first: a fixed number of queries."""
    page = queries.waiting(actor, after)
    of_cases = {each.row.pk for each in page.rows if KINDS.of(each.row.pk) is COMPLAINT}
    cases = {row.id: row for row in rows.read(actor, of_cases, moment.now())} if of_cases else {}
    units = Unit.objects.in_bulk([each.row.unit_id for each in page.rows])
    lines = [_row(each, cases.get(each.row.pk), units) for each in page.rows]
    return Page(lines, page.next, page.continued)


def _row(waits: Waiting, case: CaseRow | None, units: dict[int, Unit]) -> ReviewRow:
    letter, row = waits.letter, waits.row
    left, limit = (case.due, case.due_title) if case else _due(row, units)
    return ReviewRow(
        letter.pk,
        letter.number,
        waits.title,
        str(letter.author or ""),
        letter.submitted_at or letter.written_at,
        row.number,
        case,
        left,
        limit,
    )


def _due(row: Any, units: dict[int, Unit]) -> tuple[Due | None, str]:
    if row.next_due_at is None:
        return None, ""
    file = KINDS.of(row.pk).door.opened(row)
    unit = file.rulebook.counted_in(row.next_due_clock, file.facts)
    left = due(row.next_due_at, moment.now(), calendar_of(units[row.unit_id]), unit)
    return left, titles.clock(file.rulebook, row.next_due_clock)
