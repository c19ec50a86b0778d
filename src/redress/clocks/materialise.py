"""Keeps the clock table equal to the projection of the journal (idea 4, CLK-01)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from redress.casework import blank
from redress.casework.journal import Journal
from redress.casework.open_served import OpenServed
from redress.clocks.models import Clock
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Event, project

_FIELDS = ["group", "status", "started_at", "due_at", "stopped_at", "provisional", "steps_at", "steps_do"]
QUIET = frozenset({"warned", "urged", "breached"})
"""Events that no clock starts or stops by; after them nothing needs projecting."""


def moves_clocks(file: OpenServed[Any]) -> bool:
    """Whether what happened to the file moves its clocks."""
    return file.reproject or any(event.name not in QUIET for event in file.events)


def materialise(files: Sequence[OpenServed[Any]], journal: Journal[Any]) -> list[Clock]:
    """Project the files of a kind that had events; write clocks of known ones, return those of new ones for insertion.

    Also sets what the rows say of their clocks (`OpenServed.timed`), which the caller writes.
    """
    moved = [file for file in files if moves_clocks(file)]
    known = [file.row.id for file in moved if file.row.version > 1]
    past = journal.events_of(known) if known else {}
    new: list[Clock] = []
    changed: list[Clock] = []
    for file in moved:
        events = past.get(file.row.id, []) + file.with_entry(file.row.version)
        (changed if file.row.id in past else new).extend(_rows(file, events))
    if changed:
        Clock.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["file", "key", "about", "occurrence"],
            update_fields=_FIELDS,
        )
        # What happened late may show that a clock never ran (FLW-14): its row goes.
        kept = [clock.pk for clock in changed]
        Clock.objects.filter(file_id__in=past).exclude(pk__in=kept).delete()
    return new


def _rows(file: OpenServed[Any], events: list[Event]) -> list[Clock]:
    states = project(events, file.rulebook, calendar_of(file.row.unit))
    file.timed(states, events)
    return [_row(file, state) for state in states]


def _row(file: OpenServed[Any], state: ClockState) -> Clock:
    steps = sorted(ladder(state))
    instants = [at for at, _, _ in steps]
    return blank.new(
        Clock,
        file_id=file.row.id,
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
        step=bisect_right(instants, file.now) if file.taken_over else 0,
    )


def ladder(state: ClockState) -> list[tuple[datetime, int, str]]:
    """(when, order among equal times, 'action:whom') of every step; passing the limit is a step of its own."""
    steps = [(step.at, 2, f"{step.action}:{step.to}") for step in state.steps]
    steps.append((state.due_at, 1, "breach:owner"))
    if state.warn_at:
        steps.append((state.warn_at, 0, "warn:owner"))
    return steps
