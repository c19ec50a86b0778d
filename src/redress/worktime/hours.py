"""Service hours: intervals of wall-clock minutes, per weekday and season (CLK-06)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from redress.worktime.errors import CalendarError

MINUTES_A_DAY = 24 * 60
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """Open from `start` to `end`, both in minutes after local midnight; `end` itself is closed.

    Raises CalendarError unless 0 <= start < end <= 1440.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MINUTES_A_DAY:
            raise CalendarError(
                f"The interval {self} must start before it ends, within a day; split it at midnight."
            )

    def __str__(self) -> str:
        return f"{self.start // 60:02}:{self.start % 60:02}-{self.end // 60:02}:{self.end % 60:02}"


Intervals: TypeAlias = tuple[Interval, ...]


@dataclass(frozen=True)
class WeekHours:
    """`daily` intervals of a working day, replaced on the weekdays (0 = Monday) that `weekdays` names.

    A make-up working day at a weekend keeps `daily`, unless `weekdays` names that Saturday or Sunday.
    Raises CalendarError when intervals are out of order or overlap.
    """

    daily: Intervals
    weekdays: dict[int, Intervals] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if unknown := set(self.weekdays) - set(range(7)):
            raise CalendarError(f"Weekdays are numbered 0 (Monday) to 6 (Sunday), not {sorted(unknown)}.")
        _check_order("daily", self.daily)
        for weekday, intervals in self.weekdays.items():
            _check_order(WEEKDAYS[weekday], intervals)

    def on(self, weekday: int) -> Intervals:
        """The intervals of a working day that falls on this weekday (0 = Monday)."""
        return self.weekdays.get(weekday, self.daily)


@dataclass(frozen=True)
class Season:
    """Other hours from one (month, day) to another, both inclusive, every year; may pass the new year."""

    first: tuple[int, int]
    last: tuple[int, int]
    hours: WeekHours

    def __post_init__(self) -> None:
        for month, day in (self.first, self.last):
            try:
                date(2024, month, day)  # a leap year, so that 02-29 may bound a season
            except ValueError:
                raise CalendarError(
                    f"The season bound {month:02}-{day:02} is no date; write MM-DD."
                ) from None

    def contains(self, month: int, day: int) -> bool:
        """Whether the season includes this day of the year."""
        if self.first <= self.last:
            return self.first <= (month, day) <= self.last
        return (month, day) >= self.first or (month, day) <= self.last

    def __str__(self) -> str:
        return "{:02}-{:02}..{:02}-{:02}".format(*self.first, *self.last)


@dataclass(frozen=True)
class ServiceHours:
    """The hours of ordinary days and of the seasons that replace them.

    Raises CalendarError when two seasons share a day.
    """

    usual: WeekHours
    seasons: tuple[Season, ...] = ()

    def __post_init__(self) -> None:
        for index, season in enumerate(self.seasons):
            for other in self.seasons[:index]:
                if season.contains(*other.first) or other.contains(*season.first):
                    raise CalendarError(
                        f"The seasons {other} and {season} overlap; let one end before the other."
                    )

    def at(self, month: int, day: int, weekday: int) -> Intervals:
        """The intervals of a working day with this month, day and weekday (0 = Monday)."""
        for season in self.seasons:
            if season.contains(month, day):
                return season.hours.on(weekday)
        return self.usual.on(weekday)


def _check_order(where: str, intervals: Intervals) -> None:
    for before, after in pairwise(intervals):
        if after.start < before.end:
            raise CalendarError(
                f"{where}: {after} begins before {before} ends; order them and let none overlap."
            )
