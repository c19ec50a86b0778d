"""Timed work on clocks, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from redress.clocks.provisional import recompute
from redress.clocks.sweeper import sweep


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="sweep")  # type: ignore[untyped-decorator]
def sweep_clocks(timestamp: int) -> str:
    """Every minute: take the ladder steps that are due (FLW-04)."""
    swept = sweep()
    return f"{swept.taken} taken, {swept.left} left"


@app.task(queueing_lock="recompute")  # type: ignore[untyped-decorator]
def recompute_provisional() -> int:
    """After a year was loaded: recompute the deadlines that were waiting for it (CLK-06)."""
    return recompute()
