"""What was decided within the table stays within it when the case changes: else it is asked anew (AUT-01)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from redress.complaints.closing import going_back
from redress.complaints.deciding import approvals, authority
from redress.complaints.kinds import ApprovalState, Asked, ProposalState
from redress.rulebook import State

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.complaints.models import Approval, Proposal
    from redress.organisation.actor import Actor
    from redress.organisation.chain import Chain

LIVE = (State.PROPOSED, State.DECIDED, State.ANSWERED, State.DETERMINED)
"""Where an opinion is before the customer, or accepted and perhaps still to be performed."""

TOLD_APART = (
    "rulebook_id",
    "unit_id",
    "received_unit_id",
    "channel",
    "source",
    "class_code",
    "other_classes",
    "level",
    "complexity",
    "complainant_kind",
    "flow",
    "sale_stage",
    "grade",
)
"""Columns on which the limits of a case can depend: its facts, its rulebook, and whose case it is."""


def follow(case: Case, actor: Actor) -> None:
    """Put the opinion to approval anew when the command left it beyond who decided it, whichever command it was.

    Until that is decided nothing goes to the customer, nothing is performed and the case is not closed.
    """
    if State(case.row.state) not in LIVE or not any(case.became(column) for column in TOLD_APART):
        return
    proposal = case.row.proposals.order_by("position").last()
    if proposal is None or not (proposal.state == ProposalState.PENDING or proposal.owed):
        return
    chain = authority.chain_of(case)
    if stands(case, proposal, chain):
        return
    authors = {each for each in (proposal.by_id, proposal.by_for_id) if each}
    whom = authority.next_who(case, proposal.amount, chain, without=authors | actor.people)
    proposal.state = ProposalState.AWAITING_APPROVAL
    case.change(proposal, "state")
    approvals.ask(
        case,
        actor,
        Asked.PROPOSAL,
        whom,
        question=proposal.plan,
        amount=proposal.amount,
        proposal=proposal.position,
    )


def stands(case: Case, proposal: Proposal, chain: Chain) -> bool:
    """Whether who decided the opinion may decide it in the case as it is now."""
    approved = case.row.approvals.filter(
        proposal=proposal.position, asked=Asked.PROPOSAL, state=ApprovalState.APPROVED
    )
    by_whom = [
        (each.decided_for_id or each.decided_by_id, each.decided_at) for each in approved if each.decided_at
    ]
    by_whom += [(each, proposal.at) for each in (proposal.by_id, proposal.by_for_id) if each]
    if authority.any_may(case, {person for person, _at in by_whom}, proposal.amount, chain):
        return True
    if authority.final_ruling(case, proposal.amount):
        return True
    return any(
        authority.covers(case, given, proposal.amount or Decimal(0), chain)
        for given in case.row.authorisations.all()
        for person, at in by_whom
        if given.to_id == person
        and given.given_at <= at < given.expires_at
        and (given.revoked_at is None or given.revoked_at > at)
    )


def approved_state(proposal: Proposal) -> ProposalState:
    """What an opinion becomes when it is approved: one that the customer has accepted before stays accepted."""
    return ProposalState.ACCEPTED if proposal.answered_at else ProposalState.PENDING


def leads_to(case: Case, approval: Approval) -> State:
    """Where a case goes whose opinion was not approved: back to work if the opinion was out already."""
    back = approval.asked == Asked.PROPOSAL and case.state in LIVE
    return State.INVESTIGATING if back else case.state


def set_back(case: Case, proposal: Proposal) -> None:
    """The opinion is not approved; what was decided and determined on it holds no longer. The journal keeps all."""
    proposal.state = ProposalState.DISAPPROVED
    case.change(proposal, "state")
    if case.state in LIVE:
        going_back.unsay(case)
        going_back.undo(case, "reopened")
