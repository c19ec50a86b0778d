"""Service time between single instants, to the microsecond.

Wall time is turned into worked time, which stands still outside service hours, and back. Where it stands
still, many instants share one value; `Calendar.add_working_time` states which of them is chosen.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from redress.worktime.span import DAYS, ORIGIN, leave
from redress.worktime.timetable import TimeTable

_MINUTE = 60_000_000
_SECOND = 1_000_000
_UNIT = timedelta(microseconds=1)


class Clock:
    """The tables of a `TimeTable` as plain lists, which single look-ups read faster than arrays."""

    def __init__(self, table: TimeTable, zone: ZoneInfo) -> None:
        self._zone = zone
        done = (table.done * _MINUTE).tolist()
        minute = (table.minute * _MINUTE).tolist()
        self._done: list[list[int]] = [done[template] for template in table.template.tolist()]
        self._before: list[int] = (table.before * _SECOND).tolist()
        self._open_before: list[int] = (table.open_before * _SECOND).tolist()
        self._minute: list[list[int]] = [minute[t] for t in table.template[table.open_days].tolist()]
        self._midnight = [
            datetime.fromordinal(ORIGIN + index).replace(tzinfo=zone) for index in table.open_days.tolist()
        ]

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """See `Calendar.add_working_time`."""
        wall = start if start.tzinfo is self._zone else self._local(start)
        step = amount // _UNIT
        if not step:
            return wall
        # Forward, look for the last microsecond worked and step past it: the end of an interval comes
        # before the start of the next. Backward, look for the first microsecond given back.
        past = 1 if step > 0 else 0
        worked = self._worked(wall) + step - past
        if not 0 <= worked < self._open_before[-1]:
            leave()
        place = bisect_right(self._open_before, worked) - 1
        minutes, rest = divmod(worked - self._open_before[place], _MINUTE)
        return self._midnight[place] + _UNIT * (self._minute[place][minutes] + rest + past)

    def between(self, a: datetime, b: datetime) -> timedelta:
        """See `Calendar.working_time_between`."""
        zone = self._zone
        first = self._worked(a if a.tzinfo is zone else self._local(a))
        last = self._worked(b if b.tzinfo is zone else self._local(b))
        return _UNIT * (last - first)

    def _worked(self, wall: datetime) -> int:
        """Microseconds of service from the start of the span to this wall time."""
        index = wall.toordinal() - ORIGIN
        if not 0 <= index < DAYS:
            leave()
        done = self._done[index]
        minute = wall.hour * 60 + wall.minute
        worked = done[minute]
        if done[minute + 1] != worked:
            worked += wall.second * _SECOND + wall.microsecond
        return self._before[index] + worked

    def _local(self, instant: datetime) -> datetime:
        if instant.tzinfo is None:
            raise ValueError(
                f"{instant!r} has no time zone; pass an aware datetime, such as django's timezone.now()."
            )
        return instant.astimezone(self._zone)
