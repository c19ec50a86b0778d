"""Keeps the clock table equal to the projection of the journal (idea 4, CLK-01)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from redress.casework import blank
from redress.clocks.models import Clock
from redress.complaints.journal import JOURNAL
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, ClockStatus, Event, project
from redress.rulebook.known import LEGAL_LIMIT

if TYPE_CHECKING:
    from redress.complaints.case import Case

_FIELDS = ["group", "status", "started_at", "due_at", "stopped_at", "provisional", "steps_at", "steps_do"]
QUIET = frozenset({"warned", "urged", "breached"})
"""Events that no clock starts or stops by; after them nothing needs projecting."""


def materialise(cases: Sequence[Case]) -> list[Clock]:
    """Project the cases that had events; write clocks of known cases, return those of new cases for insertion.

    Also sets `next_due_at`, `late_from` and `legal_due_at` on the case rows, which the caller writes.
    """
    stirred = [case for case in cases if case.reproject or any(e.name not in QUIET for e in case.events)]
    known = [case.row.id for case in stirred if case.row.version > 1]
    past = JOURNAL.events_of(known) if known else {}
    # A case of another register has been ours since its first entry.
    came = JOURNAL.entered_at(
        [case.row.id for case in stirred if case.row.version > 1 and case.row.import_run_id]
    )
    came |= {case.row.id: case.now for case in stirred if case.taken_over}
    new: list[Clock] = []
    changed: list[Clock] = []
    for case in stirred:
        events = past.get(case.row.id, []) + case.with_entry(case.row.version)
        rows = _rows(case, events, came.get(case.row.id))
        (changed if case.row.id in past else new).extend(rows)
    if changed:
        Clock.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["complaint", "key", "about", "occurrence"],
            update_fields=_FIELDS,
        )
        # What happened late may show that a clock never ran (FLW-14): its row goes.
        kept = [clock.pk for clock in changed]
        Clock.objects.filter(complaint_id__in=past).exclude(pk__in=kept).delete()
    return new


def _rows(case: Case, events: list[Event], came: datetime | None) -> list[Clock]:
    """`came`: when the case came from another register."""
    states = project(events, case.rulebook, calendar_of(case.row.unit))
    running = [state for state in states if state.status is ClockStatus.RUNNING]
    first = min(running, key=lambda state: state.due_at, default=None)
    case.row.next_due_at = first.due_at if first else None
    ours = [state.due_at for state in running if came is None or state.due_at > came]
    case.row.late_from = min(ours, default=None)
    case.row.next_due_clock = first.key if first else ""
    case.row.legal_due_at = next((state.due_at for state in running if state.key == LEGAL_LIMIT), None)
    return [_row(case, state) for state in states]


def _row(case: Case, state: ClockState) -> Clock:
    steps = sorted(ladder(state))
    instants = [at for at, _, _ in steps]
    return blank.new(
        Clock,
        complaint_id=case.row.id,
        key=state.key,
        about=state.about,
        occurrence=state.occurrence,
        group=state.group,
        status=state.status,
        started_at=state.started_at,
        due_at=state.due_at,
        stopped_at=state.stopped_at,
        provisional=state.provisional,
        steps_at=instants,
        steps_do=[what for _, _, what in steps],
        step=bisect_right(instants, case.now) if case.taken_over else 0,
    )


def ladder(state: ClockState) -> list[tuple[datetime, int, str]]:
    """(when, order among equal times, 'action:whom') of every step; passing the limit is a step of its own."""
    steps = [(step.at, 2, f"{step.action}:{step.to}") for step in state.steps]
    steps.append((state.due_at, 1, "breach:owner"))
    if state.warn_at:
        steps.append((state.warn_at, 0, "warn:owner"))
    return steps
