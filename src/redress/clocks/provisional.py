"""Deadlines beyond the known calendar are provisional; they are computed again when the year is loaded (CLK-06)."""

from __future__ import annotations

from redress.casework.door import Call, Outcome
from redress.casework.kinds import KINDS, together
from redress.clocks.models import Clock
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.calendars import forget

BATCH = 500


def recompute() -> int:
    """Project again every file with a provisional running clock, in batches; how many were."""
    forget()
    done, after = 0, -1
    with acting_as(SYSTEM):
        while batch := _after(after):
            calls = [(key, Call(KINDS.of(key).recompute(), number)) for key, number in batch]
            done += sum(isinstance(result, Outcome) for result in together(calls, SYSTEM))
            after = batch[-1][0]
    return done


def _after(file_id: int) -> list[tuple[int, str]]:
    rows = Clock.objects.filter(status="running", provisional=True, file_id__gt=file_id)
    return list(rows.order_by("file_id").distinct("file_id").values_list("file_id", "file__number")[:BATCH])
