"""The same arithmetic over NumPy arrays: every step is a look-up, no step a search."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

from redress.worktime.daytable import DayTable
from redress.worktime.offsets import Seconds, changes
from redress.worktime.span import DAYS, EPOCH_DAY, leave
from redress.worktime.timetable import TimeTable

_DAY = 86_400
_BLOCK = 1 << 14
"""Elements worked on at a time, so that the intermediate arrays stay in the processor's cache."""


def as_numbers(values: ArrayLike, unit: str, name: str) -> Seconds:
    """int64 counts of `unit` (such as "datetime64[s]"); raises TypeError where the cast would lose any."""
    array = np.asarray(values)
    if array.dtype.kind != np.dtype(unit).kind or not np.can_cast(array.dtype, unit, casting="safe"):
        raise TypeError(f"{name} is {array.dtype}; pass {unit} (UTC), rounding finer units yourself.")
    if np.isnat(array).any():
        raise ValueError(f"{name} contains NaT; leave out the rows without a value.")
    return array.astype(unit).astype(np.int64)


def add_days(table: DayTable, starts: ArrayLike, n: ArrayLike) -> NDArray[np.datetime64]:
    """See `Calendar.add_working_days_many`."""
    index = _indices(as_numbers(starts, "datetime64[D]", "starts"))
    steps = np.asarray(n)
    if steps.dtype.kind not in "iu":
        raise TypeError(f"n is {steps.dtype}; pass whole numbers of working days.")
    place = np.where(steps > 0, table.before[index + 1] - 1, table.before[index]) + steps
    stays = np.broadcast_to(steps == 0, place.shape)
    if not ((stays | (place >= 0)) & (stays | (place < table.working.size))).all():
        leave()
    found = np.where(stays, index, table.working[np.where(stays, 0, place)])
    return (found + EPOCH_DAY).astype("datetime64[D]")


def days_between(table: DayTable, a: ArrayLike, b: ArrayLike) -> NDArray[np.int64]:
    """See `Calendar.working_days_between_many`."""
    first = _indices(as_numbers(a, "datetime64[D]", "a"))
    last = _indices(as_numbers(b, "datetime64[D]", "b"))
    forward = first <= last
    return np.asarray(table.before[last + forward] - table.before[first + forward])


def _indices(numbers: Seconds) -> Seconds:
    index = numbers - EPOCH_DAY
    if index.size and (index.min() < 0 or index.max() >= DAYS):
        leave()
    return index


class BulkClock:
    """A `TimeTable` flattened, with a table that guesses the day on which any given second was worked."""

    def __init__(self, table: TimeTable, zone: ZoneInfo) -> None:
        self._utc, self._wall = changes(zone)
        self._before = table.before
        width = table.done.shape[1]
        self._row = table.template * width
        self._done = table.done.ravel() * 60
        self._opened = np.diff(table.done, axis=1, append=table.done[:, -1:]).ravel()
        self._minute = table.minute.ravel() * 60
        self._open_before = table.open_before
        self._open_row = self._row[table.open_days]
        self._open_start = (table.open_days + EPOCH_DAY) * _DAY
        self._total = int(table.open_before[-1])
        # No open day is shorter than a step of the guess, so the guess is right or one day early.
        shortest = int(np.diff(table.open_before).min(initial=_DAY))
        self._shift = shortest.bit_length() - 1
        steps = np.arange((self._total >> self._shift) + 1) << self._shift
        self._guess = np.searchsorted(table.open_before, steps, side="right") - 1

    def add(self, starts: ArrayLike, amounts: ArrayLike) -> NDArray[np.datetime64]:
        """See `Calendar.add_working_time_many`."""
        start = as_numbers(starts, "datetime64[s]", "starts")
        amount = as_numbers(amounts, "timedelta64[s]", "amounts")
        return _in_blocks(self._add, start, amount).astype("datetime64[s]")

    def between(self, a: ArrayLike, b: ArrayLike) -> NDArray[np.timedelta64]:
        """See `Calendar.working_time_between_many`."""
        first, last = as_numbers(a, "datetime64[s]", "a"), as_numbers(b, "datetime64[s]", "b")
        return _in_blocks(lambda x, y: self._worked(y) - self._worked(x), first, last).astype(
            "timedelta64[s]"
        )

    def _add(self, start: Seconds, amount: Seconds) -> Seconds:
        past = (amount > 0).astype(np.int64)  # as in Clock.add: find the last second worked, step past it
        worked = self._worked(start) + amount - past
        stays = amount == 0
        if stays.any():
            worked[stays] = 0
        if worked.min() < 0 or worked.max() >= self._total:
            leave()
        place = self._guess[worked >> self._shift]
        place += self._open_before[place + 1] <= worked
        worked -= self._open_before[place]
        minutes = worked // 60
        wall = self._open_start[place] + self._minute[self._open_row[place] + minutes]
        wall += worked - minutes * 60 + past
        wall -= self._wall.at(wall)
        return np.where(stays, start, wall) if stays.any() else wall

    def _worked(self, instant: Seconds) -> Seconds:
        """Seconds of service from the start of the span to these UTC seconds."""
        wall = instant + self._utc.at(instant)
        day = wall // _DAY
        second = wall - day * _DAY
        index = _indices(day)
        minute = second // 60
        cell = self._row[index] + minute
        worked: Seconds = self._before[index] + self._done[cell] + self._opened[cell] * (second - minute * 60)
        return worked


def _in_blocks(work: Callable[[Seconds, Seconds], Seconds], a: Seconds, b: Seconds) -> Seconds:
    shape = np.broadcast_shapes(a.shape, b.shape)
    first, second = np.broadcast_to(a, shape).ravel(), np.broadcast_to(b, shape).ravel()
    out = np.empty(first.size, np.int64)
    for at in range(0, first.size, _BLOCK):
        block = slice(at, at + _BLOCK)
        out[block] = work(first[block], second[block])
    return out.reshape(shape)
