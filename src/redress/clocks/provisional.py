"""Deadlines beyond the known calendar are provisional; they are computed again when the year is loaded (CLK-06)."""

from __future__ import annotations

from redress.casework.door import Call, Outcome
from redress.clocks.models import Clock
from redress.complaints.commands.recompute import RecomputeClocks
from redress.complaints.executor import execute_unlocked
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.calendars import forget

BATCH = 500


def recompute() -> int:
    """Project again every case with a provisional running clock, in batches; how many were."""
    forget()
    done, after = 0, 0
    with acting_as(SYSTEM):
        while batch := _after(after):
            results = execute_unlocked([Call(RecomputeClocks(), number) for _, number in batch], SYSTEM)
            done += sum(isinstance(result, Outcome) for result in results)
            after = batch[-1][0]
    return done


def _after(case_id: int) -> list[tuple[int, str]]:
    rows = Clock.objects.filter(status="running", provisional=True, complaint_id__gt=case_id)
    return list(
        rows.order_by("complaint_id")
        .distinct("complaint_id")
        .values_list("complaint_id", "complaint__number")[:BATCH]
    )
