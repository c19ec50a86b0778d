"""A file that services serve, while a command works on it: its rulebook, and what its clocks are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Generic, TypeVar

from redress.casework.models import ServedFile
from redress.casework.open_file import OpenFile
from redress.casework.rulebooks import rulebook_of
from redress.rulebook import ClockState, ClockStatus, Event, Rulebook

Served = TypeVar("Served", bound=ServedFile)


@dataclass
class OpenServed(OpenFile[Served], Generic[Served]):
    """An open file whose events move clocks."""

    taken_over: bool = False
    """It comes from another register: what its clocks would have told before was not ours to tell (INT-17)."""
    reproject: bool = False
    """Compute the clocks again although nothing happened to the file itself."""

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rulebook version frozen when the file was entered (CLK-09)."""
        return rulebook_of(self.row)

    @property
    def subject(self) -> Mapping[str, str]:
        """What conditions of the rulebook look at."""
        return {}

    @property
    def facts(self) -> Mapping[str, str]:
        """What of that its row itself says."""
        return self.subject

    def timed(self, states: Sequence[ClockState], events: Sequence[Event]) -> None:
        """Its clocks were computed anew from all its events: the row says what comes next."""
        first = min(self.counting(states), key=_due_at, default=None)
        self.row.next_due_at = first.due_at if first else None
        self.row.next_due_clock = first.key if first else ""

    def counting(self, states: Sequence[ClockState]) -> list[ClockState]:
        """Those that run, and whose end somebody here has to keep."""
        return [state for state in states if state.status is ClockStatus.RUNNING]


def _due_at(state: ClockState) -> datetime:
    return state.due_at
