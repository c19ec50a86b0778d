"""Which limits of a claim are the reader's own (CLK-01)."""

from __future__ import annotations

from collections.abc import Iterable

from redress.claims.file import OpenClaim
from redress.organisation.actor import Actor
from redress.rulebook import ClockState
from redress.rulebook.whose import Whose, whose


def mine(claim: OpenClaim, clocks: Iterable[ClockState], actor: Actor) -> list[ClockState]:
    """Those that run and that the reader can meet, the earliest first; a claim has one handler, and no department."""
    if claim.row.owner_id not in actor.people:
        return []
    rules = claim.rulebook.method.clocks
    found = (
        clock
        for clock in clocks
        if clock.open and clock.key in rules and whose(rules[clock.key]) is Whose.HANDLER
    )
    return sorted(found, key=lambda clock: clock.due_at)
