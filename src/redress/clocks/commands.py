"""Writes that move deadlines."""

from __future__ import annotations

from django.db import transaction

from redress import administration
from redress.clocks.tasks import recompute_provisional
from redress.organisation.actor import Actor
from redress.organisation.models import CalendarYear


@transaction.atomic
def load_year(actor: Actor, calendar: str, text: str, where: str) -> CalendarYear:
    """Keep a year of a working calendar and have the deadlines recomputed that waited for it (CLK-06).

    The job commits with the year. It has a lock of its own: a job that is already queued may begin before this
    commits, and would then not know the year. Raises NotYourDuty, CalendarError.
    """
    kept = administration.load_year(actor, calendar, text, where)
    lock = f"recompute {calendar} {kept.year} {kept.loaded_at.isoformat()}"
    recompute_provisional.configure(queueing_lock=lock).defer()
    return kept
