"""How much time is left until a deadline, in what its limit counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import ClassVar, NamedTuple

from django.utils import timezone

from redress.rulebook import arithmetic
from redress.rulebook.limits import WORKING, Unit
from redress.worktime import Calendar

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Urgency(StrEnum):
    """What the colour of a deadline means; never told by colour alone."""

    LATE = "late"
    NEAR = "near"
    FINE = "fine"


class Span(NamedTuple):
    """So many of a unit."""

    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline seen at one moment. `left` is working time, negative when late: by it a limit is near.

    `told` is what is left, or by how much it has passed, in the unit of the limit: in a smaller one where less than one
    of it is left, and in days where hours of the clock would be many. It is empty within a minute.
    """

    at: datetime
    left: timedelta
    late: bool
    told: tuple[Span, ...]

    A_DAY: ClassVar[timedelta] = timedelta(hours=8)
    """Less working time than this is told in hours; within this a limit is near."""

    @property
    def urgency(self) -> Urgency:
        if self.late:
            return Urgency.LATE
        return Urgency.NEAR if self.left <= self.A_DAY else Urgency.FINE


def due(at: datetime, now: datetime, calendar: Calendar, unit: Unit | None) -> Due:
    """The deadline `at`, of a limit that counts that unit, as it stands at `now`.

    None: what it counts is not known; days and hours of the clock hold whatever it counts.
    """
    left, late = calendar.working_time_between(now, at), at <= now
    # A limit in days ends at 24:00, written as 00:00 of the day after: its last day is the day before.
    last = at if late else at - timedelta(microseconds=1)
    today, day = now.astimezone(calendar.zone).date(), last.astimezone(calendar.zone).date()
    if unit in WORKING:
        days = abs(calendar.working_days_between(today, day)) if unit is Unit.WORKING_DAY else 0
        told = _worked(abs(left), days)
    elif unit in _BY_THE_CLOCK:
        told = _by_the_clock(abs(at - now), _MANY_HOURS)
    else:
        first, then = sorted((today, day))
        told = _by_date(first, then, abs(at - now), calendar, years=unit is Unit.YEAR)
    return Due(at, left, late, tuple(told))


_BY_THE_CLOCK = frozenset({Unit.HOUR, Unit.MINUTE})
_MANY_HOURS = 3 * DAY
"""A limit in hours of the clock is told in days from here on: 60 hours are read, 2,160 are not."""


def _worked(size: timedelta, days: int) -> Iterator[Span]:
    if days and size >= Due.A_DAY:
        yield Span(days, Unit.WORKING_DAY)
    elif size >= HOUR:
        yield Span(size // HOUR, Unit.WORKING_HOUR)
    elif size >= MINUTE:
        yield Span(size // MINUTE, Unit.WORKING_MINUTE)


def _by_the_clock(size: timedelta, in_days_from: timedelta) -> Iterator[Span]:
    if size >= in_days_from:
        yield Span(size // DAY, Unit.CALENDAR_DAY)
    elif size >= HOUR:
        yield Span(size // HOUR, Unit.HOUR)
    elif size >= MINUTE:
        yield Span(size // MINUTE, Unit.MINUTE)


def _by_date(first: date, last: date, size: timedelta, calendar: Calendar, *, years: bool) -> Iterator[Span]:
    """Days from one date to the other, whole years before them; under a day hours."""
    if size < DAY:
        yield from _by_the_clock(size, DAY)
        return
    whole = 0
    if years:
        whole = last.year - first.year
        whole -= arithmetic.add_days(first, whole, Unit.YEAR, calendar) > last
        first = arithmetic.add_days(first, whole, Unit.YEAR, calendar)
    if whole:
        yield Span(whole, Unit.YEAR)
    if days := (last - first).days:
        yield Span(days, Unit.CALENDAR_DAY)


_LAST_SECOND = time(23, 59, 59)


def last_day(at: datetime) -> date:
    """The day on which a limit ends: one in days is used up at midnight, which belongs to the day before."""
    return (timezone.localtime(at) - timedelta(microseconds=1)).date()


def until(at: datetime, zone: tzinfo | None = None) -> str:
    """The last instant in time: '2026-11-18 17:30', and '2026-11-18 24:00' for the midnight after that day.

    A planned day includes its last second (`clockstate`); people know that as the same 24:00.
    """
    local = at.astimezone(zone or timezone.get_current_timezone())
    if local.time() == time():
        return f"{local.date() - timedelta(days=1)} 24:00"
    if local.time() >= _LAST_SECOND:
        return f"{local.date()} 24:00"
    return local.isoformat(" ", "minutes")[:16]


def near_until(now: datetime, calendar: Calendar) -> datetime:
    """Deadlines up to here are near."""
    return calendar.add_working_time(now, Due.A_DAY)
