"""An open file whose commands tell colleagues of it, whatever its kind (COM-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypedDict, Unpack

from redress.casework.open_served import OpenServed, Served
from redress.messages.models import Alert, AlertKind
from redress.organisation.models import Department, User


class Told(TypedDict, total=False):
    """Who is alerted, and with which words: one person or one department."""

    user: User
    user_id: int | None
    department: Department
    department_id: int | None
    words: str
    about: str
    due_at: datetime | None


@dataclass
class Alerting(OpenServed[Served], Generic[Served]):
    """An open file that makes alerts; they are written with the command."""

    def alert(self, kind: AlertKind, **told: Unpack[Told]) -> Alert:
        """Tell a person, or whoever has a duty in a department, of the file."""
        alert = Alert(file_id=self.row.pk, kind=kind, at=self.now, **told)
        self.add(alert)
        return alert


_STEPS: Final = {"warn": AlertKind.WARNING, "urge": AlertKind.URGED, "breach": AlertKind.BREACH}


def alert_of(action: str, *, late: bool) -> AlertKind:
    """What a step of a clock alerts somebody of; what is told after the limit is no longer near it."""
    kind = _STEPS.get(action, AlertKind.WARNING)
    return AlertKind.BREACH if late and kind is AlertKind.WARNING else kind
