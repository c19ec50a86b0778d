"""Writes that move deadlines."""

from __future__ import annotations

from redress.clocks.tasks import recompute_provisional
from redress.organisation.models import CalendarYear


def have_recomputed(year: CalendarYear) -> None:
    """Have the deadlines recomputed that waited for a year of a calendar; the job commits with the year (CLK-06).

    It has a lock of its own: a job that is already queued may begin before this commits, and would then not know the
    year.
    """
    lock = f"recompute {year.calendar} {year.year} {year.loaded_at.isoformat()}"
    recompute_provisional.configure(queueing_lock=lock).defer()
