"""How soon report calls are picked up: by unit and day, nights apart (CLM-02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from redress.claims.choices import in_force
from redress.claims.kinds import SEES
from redress.claims.models import ReportCall
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.rulebook.sections.pickup.schema import Pickup

DAYS: Final = 31
"""So many days are shown unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Share:
    """Calls, and how many of them were answered at all, and soon enough. What was not answered was given up."""

    calls: int
    answered: int
    in_time: int
    longest: int
    """Seconds that the longest rang."""

    @property
    def given_up(self) -> int:
        return self.calls - self.answered

    @property
    def share(self) -> float:
        """Of all calls, those answered in time."""
        return self.in_time / self.calls if self.calls else 0.0


@dataclass(frozen=True, slots=True)
class Day(Share):
    """Of one unit and day, by day or by night."""

    unit: str
    """Its code."""
    name: str
    day: date
    night: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, against which rule."""

    rule: Pickup
    since: date
    until: date
    days: tuple[Day, ...]
    by_day: Share
    by_night: Share

    def enough(self, share: Share) -> bool:
        """Whether as many were answered in time as the standard asks for."""
        return share.in_time * 100 >= self.rule.share * share.calls

    @property
    def told(self) -> list[tuple[Day, bool]]:
        """Each unit's days and nights, and whether enough was reached."""
        return [(day, self.enough(day)) for day in self.days]

    @property
    def whole(self) -> list[tuple[bool, Share, bool]]:
        """By day and by night: whether it is the night, what was reached, whether that is enough."""
        return [
            (night, each, self.enough(each)) for night, each in ((False, self.by_day), (True, self.by_night))
        ]


def rule(actor: Actor) -> Pickup | None:
    """How soon calls are to be picked up, by the standard in force where the actor works; None: it says nothing."""
    return in_force(actor).method.pickup


def figures(
    actor: Actor, measured: Pickup, *, since: date | None = None, until: date | None = None, unit: str = ""
) -> Figures:
    """Of the units whose claims the actor sees, from one day to another, both included: two queries."""
    last = until or timezone.localdate()
    first = since or last - timedelta(days=DAYS - 1)
    rows = _seen(actor).filter(called_at__gte=_start(first), called_at__lt=_start(last + timedelta(days=1)))
    if unit:
        rows = rows.filter(unit__code=unit)
    days = tuple(_days(rows, measured))
    return Figures(
        measured, first, last, days, _sum(d for d in days if not d.night), _sum(d for d in days if d.night)
    )


def may_see(actor: Actor) -> bool:
    """Whether somebody sees the calls of any unit."""
    return actor.system or bool(actor.over(SEES))


def _seen(actor: Actor) -> QuerySet[ReportCall]:
    rows = ReportCall.objects.all()
    return rows if actor.system else rows.filter(unit__in=actor.over(SEES))


def _days(rows: QuerySet[ReportCall], measured: Pickup) -> Iterator[Day]:
    night = _night(measured)
    found = (
        rows.order_by()
        .annotate(day=TruncDate("called_at"), night=Case(When(night, then=True), default=False))
        .values("unit", "day", "night")
        .annotate(
            calls=Count("pk"),
            taken=Count("pk", filter=Q(answered=True)),
            soon=Count("pk", filter=Q(answered=True, rang__lte=measured.within_seconds)),
            longest=Max("rang"),
        )
        .order_by(F("day").desc(), "unit", "night")
        .values_list("unit", "day", "night", "calls", "taken", "soon", "longest")
    )
    told = list(found)
    units = Unit.objects.in_bulk({row[0] for row in told})
    for key, day, at_night, calls, taken, soon, longest in told:
        unit = units[key]
        yield Day(calls, taken, soon, longest, unit.code, str(unit), day, at_night)


def _night(measured: Pickup) -> Q:
    """Between the hours that the standard calls night, which may lie around midnight."""
    begins, ends = measured.night_from, measured.night_until
    late, early = Q(called_at__time__gte=time(begins)), Q(called_at__time__lt=time(ends))
    return late | early if begins > ends else late & early


def _sum(days: Iterable[Day]) -> Share:
    found = list(days)
    return Share(
        sum(each.calls for each in found),
        sum(each.answered for each in found),
        sum(each.in_time for each in found),
        max((each.longest for each in found), default=0),
    )


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
