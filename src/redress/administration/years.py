"""Years of working calendars (CLK-06)."""

from __future__ import annotations

from redress.administration.authority import ADMINISTRATORS
from redress.administration.recording import record
from redress.organisation import calendars
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change
from redress.organisation.models import CalendarYear, User
from redress.organisation.refusals import NotYourDuty
from redress.sealing.doors import atomic


@atomic("organisation")
def load_year(actor: Actor, calendar: str, text: str, where: str) -> CalendarYear:
    """Keep a year of a working calendar; CalendarError when the file does not hold. `where` names the file.

    Whoever calls this has the provisional deadlines recomputed: redress.clocks.commands does both.
    """
    if not may_load(actor, calendar):
        raise NotYourDuty(ADMINISTRATORS, calendar)
    _tried, plan = calendars.try_year(calendar, text, where)
    earlier = CalendarYear.objects.select_for_update().filter(calendar=calendar, year=plan.year).first()
    by = User.objects.get(pk=actor.id) if actor.id else None
    kept = calendars.load_year(calendar, text, by, where)
    record(
        actor,
        Change.YEAR_LOADED,
        before={"plan": earlier.plan} if earlier else {},
        after={"calendar": calendar, "year": str(kept.year), "file": where, "plan": text},
    )
    return kept


def may_load(actor: Actor, calendar: str) -> bool:
    """A year moves deadlines of every unit that follows the calendar: the actor must administer them all."""
    hanging = calendars.followers(calendar)
    administers = actor.system or bool(actor.over(ADMINISTRATORS))
    return administers and all(actor.has_over(ADMINISTRATORS, unit) for unit in hanging)
