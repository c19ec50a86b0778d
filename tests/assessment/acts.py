"""Hands that give the commands on corrective actions, and the rows that come of it."""

from __future__ import annotations

from typing import Any

from redress.assessment.actions import OpenAction, ReportDone, Verify, give
from redress.assessment.models import CorrectiveAction
from redress.organisation.actor import Actor


def opened(actor: Actor, asked: OpenAction, **more: Any) -> CorrectiveAction:
    return CorrectiveAction.objects.get(number=give(asked, actor, **more).number)


def acted(actor: Actor, action: CorrectiveAction, said: ReportDone | Verify, **more: Any) -> CorrectiveAction:
    give(said, actor, action.number, **more)
    return CorrectiveAction.objects.get(pk=action.pk)
