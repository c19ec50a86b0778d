"""Writes that move deadlines."""

from __future__ import annotations

from redress.casework import moment
from redress.clocks.tasks import recompute_provisional, recompute_unit
from redress.organisation.models import CalendarYear, Unit


def have_recomputed(year: CalendarYear) -> None:
    """Have the deadlines recomputed that waited for a year of a calendar; the job commits with the year (CLK-06).

    It has a lock of its own: a job that is already queued may begin before this commits, and would then not know the
    year.
    """
    lock = f"recompute {year.calendar} {year.year} {year.loaded_at.isoformat()}"
    recompute_provisional.configure(queueing_lock=lock).defer()


def have_unit_recomputed(unit: Unit) -> None:
    """Have the deadlines of a unit and those below computed by another calendar; the job commits with it (CLK-06)."""
    lock = f"recompute {unit.path} {unit.calendar} {moment.now().isoformat()}"
    recompute_unit.configure(queueing_lock=lock).defer(path=unit.path)
