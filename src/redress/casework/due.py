"""How much working time is left until a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import ClassVar

from django.utils import timezone

from redress.worktime import Calendar


class Urgency(StrEnum):
    """What the colour of a deadline means; never told by colour alone."""

    LATE = "late"
    NEAR = "near"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline seen at one moment. `left` is working time, negative when late; `days` the same in working days."""

    at: datetime
    left: timedelta
    days: int
    late: bool

    A_DAY: ClassVar[timedelta] = timedelta(hours=8)
    """Less than this is told in hours; within this a limit is near."""

    @property
    def urgency(self) -> Urgency:
        if self.late:
            return Urgency.LATE
        return Urgency.NEAR if self.left <= self.A_DAY else Urgency.FINE


def due(at: datetime, now: datetime, calendar: Calendar) -> Due:
    """The deadline `at` as it stands at `now`."""
    zone, late = calendar.zone, at <= now
    # A limit in days ends at 24:00, written as 00:00 of the day after: its last day is the day before.
    last = at if late else at - timedelta(microseconds=1)
    return Due(
        at=at,
        left=calendar.working_time_between(now, at),
        days=calendar.working_days_between(now.astimezone(zone).date(), last.astimezone(zone).date()),
        late=late,
    )


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
