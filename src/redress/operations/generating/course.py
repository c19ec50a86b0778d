"""The course of one generated case: when it came, how far it got, what the journal says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from redress.rulebook import Event, State

FIRST_HOUR, LAST_HOUR = 8, 20
_HOUSE = timedelta(hours=8)
"""China has one zone and no summer time."""
_OPEN = (
    (State.REGISTERED, 30, 1.0),
    (State.INVESTIGATING, 40, 6.0),
    (State.PROPOSED, 15, 8.0),
    (State.ANSWERED, 15, 5.0),
)
"""Where open cases stand: state, weight, mean age in days."""
_WITHDRAWN_SHARE = 0.12
YEARS_BACK = 730


@dataclass(slots=True)
class Step:
    """One command of the course. Payload and facts are what the command itself would have left in the journal."""

    command: str
    at: datetime
    state: State
    by: int
    payload: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Times:
    """Instants in UTC, in this order; None for what has not happened."""

    received: datetime
    registered: datetime
    state: State
    confirmed: datetime | None = None
    dispatched: datetime | None = None
    answered: datetime | None = None
    """Proposed to the customer, settled, or withdrawn: whatever ended the handling so far."""
    closed: datetime | None = None
    archived: datetime | None = None


def times(random: Random, until: datetime, open_: bool, at_once: bool) -> Times:
    """A plausible course that ends before `until`. `at_once`: the channel is one where the customer is present."""
    return _open(random, until, at_once) if open_ else _ended(random, until, at_once)


def _open(random: Random, until: datetime, at_once: bool) -> Times:
    state, _, mean_age = random.choices(_OPEN, [weight for _, weight, _ in _OPEN])[0]
    later = _later(random, until)
    received = _at_work(random, until - timedelta(days=min(random.expovariate(1 / mean_age), 60)), until)
    registered = later(received, 0.005 if at_once else 0.08)
    confirmed = later(registered, 0.3) if not at_once and random.random() < 0.75 else None
    dispatched = answered = None
    if state in (State.INVESTIGATING, State.PROPOSED):
        dispatched = later(confirmed or registered, 0.2)
    if state is State.PROPOSED:
        answered = later(dispatched or registered, 2.0)
    if state is State.ANSWERED:
        confirmed, answered = None, later(registered, 0.5)
    return Times(received, registered, state, confirmed, dispatched, answered)


def _ended(random: Random, until: datetime, at_once: bool) -> Times:
    later = _later(random, until)
    received = _at_work(random, until - timedelta(days=random.uniform(0.5, YEARS_BACK)), until)
    registered = later(received, 0.005 if at_once else 0.08)
    answered = later(registered, 1.5)
    if random.random() < _WITHDRAWN_SHARE:
        return Times(received, registered, State.WITHDRAWN, answered=answered)
    closed = later(answered, 2.0)
    archived = _at_work(random, closed + timedelta(days=random.uniform(0.2, 12)), until + timedelta(days=1))
    if archived >= until:
        return Times(received, registered, State.CLOSED, answered=answered, closed=closed)
    return Times(received, registered, State.ARCHIVED, answered=answered, closed=closed, archived=archived)


class _later:  # noqa: N801 - reads as a function
    """later(since, mean) is some working moment after `since`, `mean` days later on average, never past the end."""

    def __init__(self, random: Random, until: datetime) -> None:
        self.random, self.until = random, until

    def __call__(self, since: datetime, mean_days: float) -> datetime:
        wanted = since + timedelta(days=self.random.expovariate(1 / mean_days), minutes=1)
        return (
            max(since, _at_work(self.random, wanted, self.until))
            if wanted < self.until
            else max(since, self.until)
        )


def _at_work(random: Random, moment: datetime, until: datetime) -> datetime:
    """The same day between 8 and 20 o'clock, mostly not on a Sunday."""
    local = moment + _HOUSE
    if not FIRST_HOUR <= local.hour < LAST_HOUR:
        local = local.replace(hour=random.randrange(FIRST_HOUR, LAST_HOUR))
    if local.weekday() == 6 and random.random() < 0.7:
        local += timedelta(days=1)
    return min((local - _HOUSE).replace(second=0, microsecond=0, tzinfo=UTC), until)


def in_order(steps: Iterator[Step]) -> list[Step]:
    """The steps; each at or after the one before it, as a journal is."""
    found = list(steps)
    for before, after in pairwise(found):
        after.at = max(before.at, after.at)
    return found
