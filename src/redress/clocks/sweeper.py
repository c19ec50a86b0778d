"""Takes the steps of clocks that are due. Found by index, one transaction a batch, each step once (FLW-04)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import reduce

from django.db import connection
from django.db.models import F

from redress.casework import moment
from redress.casework.door import Call, Outcome
from redress.clocks.models import Clock
from redress.complaints.commands.ladder import Advance
from redress.complaints.executor import execute_unlocked
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

BATCH = 500
SWEEPERS = 2
"""How many share the work when more than a batch is due: while one computes, another waits for the database."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many steps were taken, and how many cases were left to a later round because somebody had them open."""

    taken: int = 0
    left: int = 0

    def __add__(self, other: Swept) -> Swept:
        return Swept(self.taken + other.taken, self.left + other.left)


def sweep(most: int = 100_000) -> Swept:
    """Take steps until none is due, or about `most` were taken. Several sweepers may run at once."""
    with acting_as(SYSTEM):
        calls = _due(0, 1)
        if len(calls) < BATCH:
            return _until_none(0, 1, most, calls)
    with ThreadPoolExecutor(SWEEPERS) as pool:
        # Each thread begins in a copy of this context: it knows the moment, and becomes the system by itself.
        parts = [pool.submit(copy_context().run, _part, part, most // SWEEPERS) for part in range(SWEEPERS)]
        return reduce(Swept.__add__, (part.result() for part in parts))


def _part(part: int, most: int) -> Swept:
    """The cases of one sweeper, in a thread and on a connection of its own."""
    try:
        with acting_as(SYSTEM):
            return _until_none(part, SWEEPERS, most, _due(part, SWEEPERS))
    finally:
        connection.close()


def _until_none(part: int, of: int, most: int, calls: list[Call]) -> Swept:
    taken, left = 0, 0
    while calls:
        results = execute_unlocked(calls, SYSTEM)
        done = sum(isinstance(result, Outcome) for result in results)
        taken += done
        left = len(results) - done
        if not done or taken >= most:
            break
        calls = _due(part, of)
    return Swept(taken, left)


def _due(part: int, of: int) -> list[Call]:
    """The next batch of every so-manieth case, at most one step a case: a case is locked once."""
    # Of an import that is being taken back the executor leaves the cases out: no batch may begin with them.
    rows = Clock.objects.filter(next_step_at__lte=moment.now(), complaint__import_run__taking_back_at=None)
    if of > 1:
        rows = rows.alias(part=F("complaint_id") % of).filter(part=part)
    found = rows.order_by("next_step_at", "id").values_list("id", "step", "complaint__number")[:BATCH]
    first = {number: (clock, step) for clock, step, number in reversed(list(found))}
    return [Call(Advance(clock=clock, step=step), number) for number, (clock, step) in first.items()]
