"""Timed work on clocks, run by the worker."""

from __future__ import annotations

from redress.clocks.provisional import beneath, recompute
from redress.clocks.sweeper import sweep
from redress.jobs.lanes import CLOCKS, SLOW
from redress.jobs.tasks import job


@job(CLOCKS, alone="sweep", every="* * * * * */10")
def sweep_clocks(timestamp: int) -> str:
    """Every ten seconds: take the ladder steps that are due (FLW-04)."""
    swept = sweep()
    return f"{swept.taken} taken, {swept.left} left"


@job(SLOW, alone="recompute")
def recompute_provisional() -> int:
    """After a year was loaded: recompute the deadlines that were waiting for it (CLK-06)."""
    return recompute()


@job(SLOW)
def recompute_unit(path: str) -> int:
    """After a unit was given another calendar: compute its running deadlines, and those of units below, by it."""
    return recompute(beneath(path))
