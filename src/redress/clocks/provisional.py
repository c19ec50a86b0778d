"""Computing deadlines anew: those beyond the known calendar once a year is loaded, and those of a unit that counts by
another calendar (CLK-06)."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from redress.casework.door import Call, Outcome
from redress.casework.kinds import KINDS, together
from redress.clocks.models import Clock
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.calendars import forget
from redress.rulebook.clockstate import OPEN

BATCH = 500
PROVISIONAL: Final = Q(status="running", provisional=True)


def beneath(path: str) -> Q:
    """Open clocks of files of any kind that are with the unit of that path or one below it."""
    within = (kind.model._default_manager.filter(unit__path__startswith=path) for kind in KINDS)
    return Q(status__in=OPEN) & reduce(or_, (Q(file_id__in=files.values("pk")) for files in within))


def recompute(which: Q = PROVISIONAL) -> int:
    """Project again every file with such a clock, in batches; how many were."""
    forget()
    done, after = 0, -1
    with acting_as(SYSTEM):
        while batch := _after(which, after):
            calls = [(key, Call(KINDS.of(key).recompute(), number)) for key, number in batch]
            done += sum(isinstance(result, Outcome) for result in together(calls, SYSTEM))
            after = batch[-1][0]
    return done


def _after(which: Q, file_id: int) -> list[tuple[int, str]]:
    rows = Clock.objects.filter(which, file_id__gt=file_id)
    return list(rows.order_by("file_id").distinct("file_id").values_list("file_id", "file__number")[:BATCH])
