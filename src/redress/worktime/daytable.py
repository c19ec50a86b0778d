"""Which days of the span are worked, counted once so that arithmetic becomes two look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from redress.worktime.plan import SATURDAY, YearPlan
from redress.worktime.span import DAYS, EPOCH_DAY, ORIGIN, index_of, leave


class DayTable:
    """Working days over the whole span; outside the plans' years plain Monday to Friday."""

    def __init__(self, plans: Iterable[YearPlan]) -> None:
        numbers = np.arange(DAYS) + EPOCH_DAY
        self.weekday: NDArray[np.int64] = (numbers + 3) % 7  # 1970-01-01 was a Thursday
        self.works: NDArray[np.bool_] = self.weekday < SATURDAY
        for plan in plans:
            self.works[[index_of(day) for day in plan.off]] = False
            self.works[[index_of(day) for day in plan.working]] = True
        self.before: NDArray[np.int64] = np.concatenate(([0], np.cumsum(self.works)))
        """before[i]: how many working days come before day i."""
        self.working: NDArray[np.int64] = np.flatnonzero(self.works)
        """The indices of the working days."""

    @cached_property
    def _before(self) -> list[int]:
        before: list[int] = self.before.tolist()
        return before

    @cached_property
    def _dates(self) -> list[date]:
        return [date.fromordinal(ORIGIN + index) for index in self.working.tolist()]

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        index = index_of(day)
        return self._before[index] != self._before[index + 1]

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`, or before it for negative n; `start` itself for 0."""
        index = start.toordinal() - ORIGIN
        if not 0 <= index < DAYS or isinstance(start, datetime):
            index = index_of(plain(start))
        if not n:
            return start
        place = self._before[index + 1] + n - 1 if n > 0 else self._before[index] + n
        if not 0 <= place < len(self._dates):
            leave()
        return self._dates[place]

    def between(self, a: date, b: date) -> int:
        """Working days from `a` (excluded) to `b` (included), negative when b is earlier."""
        first, last = index_of(plain(a)), index_of(plain(b))
        if first <= last:
            return self._before[last + 1] - self._before[first + 1]
        return self._before[last] - self._before[first]


def plain(day: date) -> date:
    """The day, unless it is a datetime: whose date depends on a zone that the caller must choose."""
    if isinstance(day, datetime):
        raise TypeError(f"{day!r} is a datetime; pass its date in the calendar's zone.")
    return day
