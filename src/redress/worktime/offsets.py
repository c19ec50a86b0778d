"""A zone's distance from UTC over the span, as the few instants at which it changes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from redress.worktime.span import FIRST, LAST

Seconds = NDArray[np.int64]


class Changes:
    """Offsets in seconds, by the seconds (UTC or wall) at which each begins."""

    def __init__(self, since: list[int], offsets: list[int]) -> None:
        self._since, self._offsets = since, offsets
        self._since_array, self._offsets_array = np.array(since, np.int64), np.array(offsets, np.int64)

    def at(self, seconds: Seconds) -> Seconds | int:
        """The offset at each of these seconds (not empty); one number when it is the same at all of them."""
        first = bisect_right(self._since, int(seconds.min()))
        if first == bisect_right(self._since, int(seconds.max())):
            return self._offsets[first]
        found: Seconds = self._offsets_array[np.searchsorted(self._since_array, seconds, side="right")]
        return found


@cache
def changes(zone: ZoneInfo) -> tuple[Changes, Changes]:
    """The zone's changes by UTC seconds and by wall seconds.

    A wall time that a change repeats or skips takes the offset before the change, as a datetime with fold 0.
    """
    start = datetime(FIRST.year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    at, end = int(start.timestamp()), int(datetime(LAST.year + 1, 1, 2, tzinfo=UTC).timestamp())
    offsets, utc, wall = [_offset(zone, at)], [], []
    while at < end:
        following = at + 86_400
        if (offset := _offset(zone, following)) != offsets[-1]:
            moment = _moment(zone, at, following)
            utc.append(moment)
            wall.append(moment + max(offset, offsets[-1]))
            offsets.append(offset)
        at = following
    return Changes(utc, offsets), Changes(wall, offsets)


def _moment(zone: ZoneInfo, before: int, after: int) -> int:
    """The first UTC second at which the offset is that of `after`."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, seconds: int) -> int:
    offset = datetime.fromtimestamp(seconds, zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())
