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


def compare(
    before: Iterable[ClockState], after: Iterable[ClockState], now: datetime, came: datetime | None = None
) -> Iterator[Compared]:
    """Clock by clock, what two projections of the same journal say. A running clock is judged at `now`.

    `came`: when the case came from another register; what had passed by then was not ours to keep (INT-17).
    """
    old, new = _late(before, now, came), _late(after, now, came)
    for key in {**old, **new}:
        yield Compared(key, key in old, old.get(key, False), key in new, new.get(key, False))


def _late(clocks: Iterable[ClockState], now: datetime, came: datetime | None) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for clock in clocks:
        late = (clock.status is ClockStatus.LATE or clock.overdue(now)) and (not came or clock.due_at > came)
        found[clock.key] = found.get(clock.key, False) or late
    return found
