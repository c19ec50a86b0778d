"""Service time of every day of the span, in tables that turn wall time into worked time and back.

Days with equal intervals share a template, so that the minute tables fit a processor's cache.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redress.worktime.daytable import DayTable
from redress.worktime.hours import MINUTES_A_DAY, Intervals, ServiceHours
from redress.worktime.span import DAYS, EPOCH_DAY

_WIDTH = MINUTES_A_DAY + 1


class TimeTable:
    """Prefix sums of service time. Template 0 is the closed day."""

    def __init__(self, days: DayTable, hours: ServiceHours) -> None:
        templates: dict[Intervals, int] = {(): 0}
        self.template: NDArray[np.int64] = np.where(days.works, _by_day(hours, days.weekday, templates), 0)
        opened = np.array([_open_minutes(intervals) for intervals in templates])
        self.done: NDArray[np.int64] = np.concatenate(
            (np.zeros((len(opened), 1), np.int64), np.cumsum(opened, axis=1)), axis=1
        )
        """done[t, m]: service minutes of template t before wall minute m (0..1440)."""
        self.minute: NDArray[np.int64] = np.zeros((len(opened), _WIDTH), np.int64)
        """minute[t, k]: the wall minute in which the k-th service minute of template t runs."""
        for number, row in enumerate(opened):
            at = np.flatnonzero(row)
            self.minute[number, : at.size] = at
        length = self.done[self.template, MINUTES_A_DAY] * 60
        self.before: NDArray[np.int64] = np.concatenate(([0], np.cumsum(length)))
        """before[i]: service seconds before day i."""
        self.open_days: NDArray[np.int64] = np.flatnonzero(length)
        """The indices of the days that have service time."""
        self.open_before: NDArray[np.int64] = np.append(self.before[self.open_days], self.before[-1])
        """open_before[k]: service seconds before the k-th of the open days; the last entry is the total."""


def _by_day(
    hours: ServiceHours, weekday: NDArray[np.int64], templates: dict[Intervals, int]
) -> NDArray[np.int64]:
    """The template of each day of the span if it is worked; new templates are added to `templates`."""
    by_key = np.zeros((12, 31, 7), np.int64)
    for month, day, of_week in np.ndindex(12, 31, 7):
        intervals = hours.at(month + 1, day + 1, of_week)
        by_key[month, day, of_week] = templates.setdefault(intervals, len(templates))
    dates = (np.arange(DAYS) + EPOCH_DAY).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    month = months.astype(np.int64) % 12
    day = (dates - months.astype("datetime64[D]")).astype(np.int64)
    found: NDArray[np.int64] = by_key[month, day, weekday]
    return found


def _open_minutes(intervals: Intervals) -> NDArray[np.int64]:
    opened = np.zeros(MINUTES_A_DAY, np.int64)
    for interval in intervals:
        opened[interval.start : interval.end] = 1
    return opened
