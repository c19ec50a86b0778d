"""How much working time is left until a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

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
    zone = calendar.zone
    return Due(
        at=at,
        left=calendar.working_time_between(now, at),
        days=calendar.working_days_between(now.astimezone(zone).date(), at.astimezone(zone).date()),
        late=at <= now,
    )


def near_until(now: datetime, calendar: Calendar) -> datetime:
    """Deadlines up to here are near."""
    return calendar.add_working_time(now, Due.A_DAY)
