"""The working calendar: which days and hours count, and arithmetic over them (CLK-02, CLK-06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

from redress.worktime import bulk, coverage
from redress.worktime.clock import Clock
from redress.worktime.daytable import DayTable, plain
from redress.worktime.hours import Intervals, ServiceHours
from redress.worktime.hours_text import read_hours
from redress.worktime.plan import SATURDAY, YearPlan
from redress.worktime.skipped import Reason, SkippedDay
from redress.worktime.timetable import TimeTable

DEFAULT_HOURS = "08:30-12:00, 13:30-17:30"


@dataclass(frozen=True, eq=False, repr=False)
class Calendar:
    """An immutable working calendar; make one with `load` or `from_years`.

    Days are plain dates in `zone`. Instants are aware datetimes of any zone; results carry `zone`. Service
    hours are wall-clock time: an hour that a change of clocks skips or repeats counts as the wall clock
    shows it. Days outside `coverage` are computed as Monday to Friday and are provisional (CLK-06). Every
    method raises OverflowError when it would leave 1990-01-01 to 2100-12-31.
    """

    name: str
    zone: ZoneInfo
    years: Mapping[int, YearPlan]
    hours: ServiceHours
    base: Calendar | None = None

    @classmethod
    def from_years(
        cls,
        name: str,
        zone: str | ZoneInfo,
        years: Mapping[int, YearPlan],
        hours: ServiceHours | str | Mapping[str, Any] = DEFAULT_HOURS,
    ) -> Calendar:
        """A calendar of these year plans; `hours` may be written as `read_hours` reads them.

        Raises CalendarError when no year is confirmed, or the confirmed years leave a gap.
        """
        return cls(name, _zone(zone), dict(years), _hours(hours))

    def extended(
        self, name: str, years: Mapping[int, YearPlan], hours: ServiceHours | str | None = None
    ) -> Calendar:
        """A regional calendar: its plans are laid over this one's, and its years bound the coverage."""
        return Calendar(name, self.zone, dict(years), self.hours if hours is None else _hours(hours), self)

    def with_year(self, plan: YearPlan) -> Calendar:
        """This calendar with a year loaded or corrected; for a regional calendar, the region's own plan."""
        return replace(self, years={**self.years, plan.year: plan})

    def with_base(self, base: Calendar) -> Calendar:
        """This regional calendar over a newer national one."""
        return replace(self, base=base, zone=base.zone)

    def with_hours(self, hours: ServiceHours | str | Mapping[str, Any]) -> Calendar:
        """This calendar with other service hours."""
        return replace(self, hours=_hours(hours))

    def __repr__(self) -> str:
        return "<Calendar {} {}..{}>".format(self.name, *self.coverage)

    def __post_init__(self) -> None:
        coverage.check_keys(self.name, self.years)
        coverage.confirmed_years(self.name, self.plans)

    @cached_property
    def plans(self) -> dict[int, YearPlan]:
        """The plans in force by year, a region's laid over those it extends."""
        if self.base is None:
            return dict(self.years)
        return coverage.lay_over(self.base.plans, self.years)

    @cached_property
    def coverage(self) -> tuple[date, date]:
        """First and last day of the whole years whose plans are confirmed by a notice."""
        years = coverage.confirmed_years(self.name, self.plans)
        return date(years[0], 1, 1), date(years[-1], 12, 31)

    def is_provisional(self, day: date) -> bool:
        """Whether the day lies outside coverage: a deadline on it may move when its year is loaded."""
        first, last = self.coverage
        return not first <= plain(day) <= last

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked: a weekday that is not off, or a make-up day."""
        return self._days.is_working(plain(day))

    def hours_on(self, day: date) -> Intervals:
        """The service intervals of the day; empty on a day that is not worked."""
        return self.hours.at(day.month, day.day, day.weekday()) if self.is_working_day(day) else ()

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, itself never counted; before it if n < 0, `start` if n is 0."""
        return self._days.add(start, n)

    def working_days_between(self, a: date, b: date) -> int:
        """Working days from `a` to `b`: `a` never counts, `b` does; negative when b is earlier than a.

        Thus `working_days_between(s, add_working_days(s, n)) == n` for every n, also when s is a day off.
        """
        return self._days.between(a, b)

    def skipped(self, a: date, b: date) -> list[SkippedDay]:
        """The days from `a` (excluded) to `b` (included) that do not count, in order from a, with reasons."""
        return [self._reason(day) for day in _walk(a, b) if not self._days.is_working(day)]

    def make_up_days(self, a: date, b: date) -> list[date]:
        """The weekend days from `a` (excluded) to `b` (included) that count, in order from a."""
        return [day for day in _walk(a, b) if day.weekday() >= SATURDAY and self._days.is_working(day)]

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The instant at which `amount` of service time has passed since `start`, in the calendar's zone.

        Three rules make the result unique. Forward, the earliest such instant: the end of an interval, never
        the start of the next (16:30 + 1 h = 17:30). Backward, the latest: the start of an interval, never the
        end of the one before. Zero returns `start`, also outside service hours. So sums of one sign may be
        added in steps, and `working_time_between(s, add_working_time(s, x)) == x` for every x.
        Raises ValueError for a naive datetime.
        """
        return self._clock.add(start, amount)

    def working_time_between(self, a: datetime, b: datetime) -> timedelta:
        """Service time from `a` to `b`, negative when b is earlier; ValueError for a naive datetime."""
        return self._clock.between(a, b)

    def add_working_days_many(self, starts: ArrayLike, n: ArrayLike) -> NDArray[np.datetime64]:
        """`add_working_days` over datetime64[D] and whole numbers of any shapes that broadcast."""
        return bulk.add_days(self._days, starts, n)

    def working_days_between_many(self, a: ArrayLike, b: ArrayLike) -> NDArray[np.int64]:
        """`working_days_between` over datetime64[D] of any shapes that broadcast."""
        return bulk.days_between(self._days, a, b)

    def add_working_time_many(self, starts: ArrayLike, amounts: ArrayLike) -> NDArray[np.datetime64]:
        """`add_working_time` over datetime64[s] in UTC and timedelta64[s]; returns datetime64[s] in UTC.

        Raises TypeError for finer units (rounding is the caller's choice), ValueError for NaT.
        """
        return self._bulk_clock.add(starts, amounts)

    def working_time_between_many(self, a: ArrayLike, b: ArrayLike) -> NDArray[np.timedelta64]:
        """`working_time_between` over datetime64[s] in UTC; the result is timedelta64[s]."""
        return self._bulk_clock.between(a, b)

    def _reason(self, day: date) -> SkippedDay:
        plan = self.plans.get(day.year)
        if plan is None or day not in plan.off:
            return SkippedDay(day, Reason.WEEKEND)
        return SkippedDay(day, Reason.HOLIDAY, plan.off[day])

    @cached_property
    def _days(self) -> DayTable:
        return DayTable(self.plans.values())

    @cached_property
    def _times(self) -> TimeTable:
        return TimeTable(self._days, self.hours)

    @cached_property
    def _clock(self) -> Clock:
        return Clock(self._times, self.zone)

    @cached_property
    def _bulk_clock(self) -> bulk.BulkClock:
        return bulk.BulkClock(self._times, self.zone)


def _walk(a: date, b: date) -> Iterator[date]:
    step = 1 if a <= b else -1
    for distance in range(1, abs((plain(b) - plain(a)).days) + 1):
        yield a + timedelta(step * distance)


def _zone(zone: str | ZoneInfo) -> ZoneInfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def _hours(hours: ServiceHours | str | Mapping[str, Any]) -> ServiceHours:
    return hours if isinstance(hours, ServiceHours) else read_hours(hours)
