"""Reviews of branches' decisions that wait for the unit above them (AUT-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from redress.casework import moment
from redress.casework.due import Due, due
from redress.casework.paging import SIZE, Cursor, Page
from redress.clocks.models import Clock
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Complaint, Review
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.conditions import Among, Is
from redress.rulebook import ClockStatus
from redress.rulebook.known import REVIEW

WAITING = ("open", "decided")
"""States in which the unit above still owes something: the decision, or telling it."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with its case; `due` is the review's own deadline."""

    case: CaseRow
    number: str
    state: str
    requested_at: datetime
    last_day: date | None
    grounds: str
    due: Due | None


def reviews(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[ReviewRow]:
    """Reviews for the actor's units to decide, longest waiting first: a fixed number of queries."""
    waiting = Review.objects.filter(
        Is("state", *WAITING),
        Among("unit_id", actor.units),
        complaint__in=Complaint.objects.visible_to(actor),
    )
    if after and after.at:
        waiting = waiting.filter(Q(requested_at__gt=after.at) | Q(requested_at=after.at, id__gt=after.id))
    found = list(waiting.order_by("requested_at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(
        _rows(actor, found[:size]),
        Cursor(last.requested_at, last.pk).pack() if last else "",
        continued=after is not None,
    )


def _rows(actor: Actor, found: list[Review]) -> list[ReviewRow]:
    ids, now = [review.complaint_id for review in found], moment.now()
    cases = {row.id: row for row in rows.read(actor, ids, now)}
    running = Clock.objects.filter(
        Among("file_id", ids), Is("status", ClockStatus.RUNNING), key=REVIEW, due_at__isnull=False
    )
    limits = dict(running.values_list("file_id", "due_at"))
    return [
        ReviewRow(
            case=cases[review.complaint_id],
            number=review.number,
            state=review.get_state_display(),
            requested_at=review.requested_at,
            last_day=review.last_day,
            grounds=review.grounds,
            due=_due(limits.get(review.complaint_id), now, cases[review.complaint_id]),
        )
        for review in found
    ]


def _due(at: datetime | None, now: datetime, case: CaseRow) -> Due | None:
    return due(at, now, calendar_at(case.unit_path), case.counted(REVIEW)) if at else None
