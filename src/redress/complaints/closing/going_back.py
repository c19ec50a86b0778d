"""What stands no longer when a result is taken back or changed, by whichever command (FLW-15, CLO-04, AUT-06).

What was found valid, signed and asked at the callback was about the result of then; the journal keeps all of it. The
legal limit runs anew by the rulebook, from the events of UNDOING; what regulators' offices had set is set again.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from redress.complaints.kinds import CallbackState, DecisionState, ProposalState
from redress.complaints.law.commands import earlier_limit
from redress.complaints.models import Proposal
from redress.rulebook.events import CHANGING, UNDOING

if TYPE_CHECKING:
    from redress.complaints.case import Case


def undo(case: Case, event: str, at: datetime | None = None) -> None:
    """The result of the case stands no longer; `event` says why, and starts its limits again."""
    if event not in UNDOING:
        raise ValueError(
            f"'{event}' starts no limit anew; what undoes a result is one of {', '.join(UNDOING)}"
        )
    _clear(case)
    case.event(event, at=at)
    earlier_limit.hold_on(case)


def change(case: Case) -> None:
    """Another result stands in the place of the old one (AUT-06): it is told, determined and signed anew.

    The limits of law do not run anew, because a result stands; those that waited for the old one's closing end.
    """
    unsay(case)
    _clear(case)
    case.event(CHANGING)


STANDING: Final = (ProposalState.PENDING, ProposalState.ACCEPTED)
"""Opinions that the customer may still take up, or has."""


def _clear(case: Case) -> None:
    """What was asked, promised, determined and signed was about the result of then."""
    row = case.row
    for proposal in row.proposals.filter(state__in=STANDING):
        if (Proposal, proposal.pk) not in case.updates:  # the command itself says what becomes of it
            proposal.state = ProposalState.SET_ASIDE
            case.change(proposal, "state")
    row.callback = CallbackState.NONE
    if row.validity:
        row.validity = row.validity_reasons = ""
        row.causes.all().delete()
        row.sign_offs.all().delete()


def unsay(case: Case) -> None:
    """Nothing that was decided or told holds: it is decided and told anew."""
    for decision in case.row.decisions.exclude(state=DecisionState.SUPERSEDED):
        decision.state = DecisionState.SUPERSEDED
        case.change(decision, "state")
    case.row.decided_at = case.row.result_told_at = case.row.result_received_at = None
