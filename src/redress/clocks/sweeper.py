"""Takes the steps of clocks that are due. Found by index, one transaction a batch, each step once (FLW-04)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import reduce

from django.db import connection
from django.db.models import F, QuerySet

from redress.casework import moment
from redress.casework.door import Call, Outcome
from redress.casework.kinds import KINDS, together
from redress.clocks.models import Clock
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

Due = tuple[int, Call]
"""The key of a file, and the command that takes its next step."""

BATCH = 500
SWEEPERS = 2
"""How many share the work when more than a batch is due: while one computes, another waits for the database."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many steps were taken, and how many files were left to a later round because somebody had them open."""

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
    """The files of one sweeper, in a thread and on a connection of its own."""
    try:
        with acting_as(SYSTEM):
            return _until_none(part, SWEEPERS, most, _due(part, SWEEPERS))
    finally:
        connection.close()


def _until_none(part: int, of: int, most: int, calls: list[Due]) -> Swept:
    taken, left = 0, 0
    while calls:
        results = together(calls, SYSTEM)
        done = sum(isinstance(result, Outcome) for result in results)
        taken += done
        left = len(results) - done
        if not done or taken >= most:
            break
        calls = _due(part, of)
    return Swept(taken, left)


def waiting() -> QuerySet[Clock]:
    """Clocks with a step that is due."""
    rows = Clock.objects.filter(next_step_at__lte=moment.now())
    # What the door of its kind leaves out for now no batch may begin with.
    for kind in KINDS:
        if kind.left_alone is not None:
            rows = rows.exclude(file_id__in=kind.left_alone())
    return rows


def _due(part: int, of: int) -> list[Due]:
    """The next batch of every so-manieth file, at most one step a file: a file is locked once."""
    rows = waiting()
    if of > 1:
        rows = rows.alias(part=F("file_id") % of).filter(part=part)
    found = rows.order_by("next_step_at", "id").values_list("id", "step", "file_id", "file__number")[:BATCH]
    first = {key: (clock, step, number) for clock, step, key, number in reversed(list(found))}
    return [
        (key, Call(KINDS.of(key).advance(clock=clock, step=step), number))
        for key, (clock, step, number) in first.items()
    ]
