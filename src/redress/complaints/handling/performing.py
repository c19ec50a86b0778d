"""What was promised to the customer and is still to be performed, and that it is performed (AUT-01, COM-04)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from redress.complaints.models import Proposal

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor


def owed(case: Case) -> Proposal | None:
    """The opinion that was accepted and not performed yet."""
    return next((proposal for proposal in case.row.proposals.all() if proposal.owed), None)


def perform(case: Case, actor: Actor, proposal: Proposal, at: datetime, proof: str) -> None:
    """Write down the performance, whichever step said so; the clocks that wait for it stop."""
    proposal.executed_at, proposal.executed_by_id, proposal.execution = at, actor.id, proof
    case.change(proposal, "executed_at", "executed_by", "execution")
    case.event("executed", at=at)
