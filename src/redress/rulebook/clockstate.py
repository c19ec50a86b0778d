"""A clock as it stands: a ledger of segments, and the instants that follow from it.

Boundary: a limit in days is used up at local midnight after its last day, written as 00:00 of the day after,
and that instant is already late. A limit in hours or minutes, or a planned time, includes its last instant
(以内 includes the number itself, 2020-3/43). `ClockState.inclusive` says which of the two holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from redress.rulebook.limits import Amount
from redress.rulebook.words import Title


class ClockStatus(StrEnum):
    """What became of a clock; whether a running one is overdue is a question of now."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    CANCELLED = "cancelled"


OPEN = frozenset({ClockStatus.RUNNING, ClockStatus.PAUSED})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do at a time: urge, tell or notify; `index` names it within its clock, for once only."""

    at: datetime
    action: str
    to: str
    index: int
    phase: Literal["near", "late"]


class Segment(NamedTuple):
    """A stretch of a clock's life, and on what ground."""

    kind: Literal["running", "paused", "extended"]
    start: datetime
    end: datetime | None
    amount: Amount | None
    reason: str
    rule: str
    cite: tuple[str, ...]
    approver: str
    entry: int


@dataclass(frozen=True, slots=True)
class ClockState:
    """One running of one clock rule.

    `about` is the order it belongs to, or empty; `occurrence` counts from 1 for each rule and order. While
    paused, `due_at` is the earliest it can be: as if the pause ended as it began. `warn_at` and `steps` are
    never before `started_at`. `provisional`: the working calendar does not reach that far yet, so
    that the steps before and after may move; `guessed`: the end itself may, being counted in time of work.
    """

    key: str
    about: str
    occurrence: int
    title: Title
    cite: tuple[str, ...]
    group: str
    limit: Amount
    started_by: str
    started_at: datetime
    due_at: datetime
    inclusive: bool
    warn_at: datetime | None
    steps: tuple[Step, ...]
    status: ClockStatus
    stopped_by: str
    stopped_at: datetime | None
    provisional: bool
    segments: tuple[Segment, ...]
    guessed: bool = False

    @property
    def name(self) -> tuple[str, str, int]:
        """What tells this clock from the others of its case."""
        return self.key, self.about, self.occurrence

    @property
    def open(self) -> bool:
        return self.status in OPEN

    def is_late(self, at: datetime) -> bool:
        """Whether that instant is past the limit."""
        return at > self.due_at if self.inclusive else at >= self.due_at

    def overdue(self, now: datetime) -> bool:
        """Whether it runs, and its limit is used up."""
        return self.status is ClockStatus.RUNNING and self.is_late(now)


def governing(clocks: Iterable[ClockState], group: str) -> ClockState | None:
    """The open clock of a group that is due first: method and law side by side, the earlier governs (CLK-02).

    A paused clock governs only when nothing else in the group runs.
    """
    candidates = [clock for clock in clocks if clock.group == group and clock.open]
    return min(
        candidates,
        key=lambda clock: (clock.status is ClockStatus.PAUSED, clock.due_at, clock.key, clock.occurrence),
        default=None,
    )
