"""Timed work on clocks, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from redress.clocks.provisional import recompute
from redress.clocks.sweeper import sweep


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep", pass_context=False)
def sweep_clocks(timestamp: int) -> str:
    """Every minute: take the ladder steps that are due (FLW-04)."""
    swept = sweep()
    return f"{swept.taken} taken, {swept.left} left"


@app.task(queueing_lock="recompute")
def recompute_provisional() -> int:
    """After a year was loaded: recompute the deadlines that were waiting for it (CLK-06)."""
    return recompute()
