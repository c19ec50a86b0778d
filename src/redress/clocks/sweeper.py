"""Takes the steps of clocks that are due. Found by index, one transaction a batch, each step once (FLW-04)."""

from __future__ import annotations

from dataclasses import dataclass

from redress.clocks.models import Clock
from redress.complaints import moment
from redress.complaints.commands.ladder import Advance
from redress.complaints.executor import Call, Outcome, execute_unlocked
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How many steps were taken, and how many cases were left to a later round because somebody had them open."""

    taken: int = 0
    left: int = 0


def sweep(most: int = 100_000) -> Swept:
    """Take steps until none is due, or about `most` were taken. Several sweepers may run at once."""
    taken, left = 0, 0
    with acting_as(SYSTEM):
        while taken < most:
            calls = _due()
            results = execute_unlocked(calls, SYSTEM) if calls else []
            done = sum(isinstance(result, Outcome) for result in results)
            taken += done
            left = len(results) - done
            if not done:
                break
    return Swept(taken, left)


def _due() -> list[Call]:
    """The next batch, at most one step a case: a case is locked once."""
    rows = (
        Clock.objects.filter(next_step_at__lte=moment.now())
        .order_by("next_step_at")
        .values_list("id", "step", "complaint__number")[:BATCH]
    )
    first = {number: (clock, step) for clock, step, number in reversed(list(rows))}
    return [Call(Advance(clock=clock, step=step), number) for number, (clock, step) in first.items()]
