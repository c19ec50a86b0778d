"""Claims that stand out because days went by, with nothing done: weighed again when those days are full (CLM-14)."""

from __future__ import annotations

from redress.casework import moment
from redress.casework.door import Call, Outcome
from redress.claims.commands.clocks import WeighClaim
from redress.claims.door import DOOR
from redress.claims.models import Claim
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH = 500
MOST = 20
"""Batches a turn: the rest waits for the next one, and no other timed work waits for it."""


def weigh_again() -> int:
    """Weigh what is due, the longest due first; how many were."""
    done = 0
    with acting_as(SYSTEM):
        for _turn in range(MOST):
            due = Claim.objects.filter(risk_again_at__lte=moment.now()).order_by("risk_again_at", "id")
            numbers = list(due.values_list("number", flat=True)[:BATCH])
            answers = DOOR.execute_unlocked([Call(WeighClaim(), number) for number in numbers], SYSTEM)
            weighed = sum(isinstance(each, Outcome) for each in answers)
            done += weighed
            if len(numbers) < BATCH or not weighed:
                break
    return done
