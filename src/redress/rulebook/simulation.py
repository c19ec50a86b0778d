"""Which limits would have been broken under another rulebook or calendar (CLK-10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from redress.rulebook.clockstate import ClockState, ClockStatus


class Compared(NamedTuple):
    """One clock rule of one case: whether any run of it was late as it was, and as it would have been.

    `ran_before`, `ran_after`: whether the rule applied at all.
    """

    key: str
    ran_before: bool
    late_before: bool
    ran_after: bool
    late_after: bool


def compare(before: Iterable[ClockState], after: Iterable[ClockState], now: datetime) -> Iterator[Compared]:
    """Clock by clock, what two projections of the same journal say. A running clock is judged at `now`."""
    old, new = _late(before, now), _late(after, now)
    for key in {**old, **new}:
        yield Compared(key, key in old, old.get(key, False), key in new, new.get(key, False))


def _late(clocks: Iterable[ClockState], now: datetime) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for clock in clocks:
        late = clock.status is ClockStatus.LATE or clock.overdue(now)
        found[clock.key] = found.get(clock.key, False) or late
    return found
