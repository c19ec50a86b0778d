"""What an emergency that runs says at the head of its case, whatever else the page is about (FLW-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from redress.complaints.kinds import EmergencyState
from redress.complaints.queries.case import CaseFile
from redress.rulebook import ClockStatus

PREFIX = "emergency"
"""How the clocks of an emergency are named."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is owed: what, until when, and whether that is past."""

    title: str
    at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Banner:
    """What is owed, the earliest first."""

    owed: list[Owed]

    @property
    def late(self) -> bool:
        return any(each.late for each in self.owed)


def banner(file: CaseFile) -> Banner | None:
    """None where no emergency process runs. No query: the clocks of the page are read already."""
    if file.row.emergency != EmergencyState.RUNNING:
        return None
    language, known = get_language() or "zh", file.rulebook.method.clocks
    owed = [
        Owed(
            known[clock.key].title.get(language),
            clock.due_at,
            bool(clock.due_at and clock.due_at <= file.case.now),
        )
        for clock in file.clocks
        if clock.key.startswith(PREFIX) and clock.status == ClockStatus.RUNNING and clock.key in known
    ]
    return Banner(sorted(owed, key=lambda each: (each.at is None, each.at or file.case.now)))
