"""Asking for an approval and finding the one that waits; what the commands of authority share (AUT-01, FLW-09)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.complaints.deciding.authority import Asked as Whom
from redress.complaints.kinds import ApprovalState, Asked, ProposalState
from redress.complaints.models import Approval, Proposal
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.kinds import HEADS, DepartmentKind, Duty
from redress.organisation.models import Department

if TYPE_CHECKING:
    from redress.complaints.case import Case

UNAPPROVED = (ProposalState.AWAITING_APPROVAL, ProposalState.DISAPPROVED)
"""What may not be put to the customer."""


def label(number: int) -> str:
    """What an approval is called on its clock and in the journal: 'A1'."""
    return f"A{number}"


def ask(
    case: Case,
    actor: Actor,
    asked: Asked,
    whom: Whom | Department,
    *,
    question: str = "",
    amount: Decimal | None = None,
    proposal: int | None = None,
    clock: str = "",
    needed_by: datetime | None = None,
    follows: Approval | None = None,
) -> Approval:
    """A new question to whoever has a duty in a unit, or to the head of a department; they are told."""
    new = Approval(
        complaint=case.row,
        number=case.row.approvals.count() + sum(isinstance(row, Approval) for row in case.inserts) + 1,
        asked=asked,
        question=question,
        amount=amount,
        proposal=proposal,
        clock=clock,
        urgent=needed_by is not None,
        follows=follows,
        by_id=actor.id,
        by_for_id=actor.on_behalf_of,
        at=case.now,
    )
    _address(case, new, whom)
    case.add(new)
    case.row.approvals_waiting += 1
    case.event("approval_asked", about=label(new.number), due=needed_by)
    return new


def _address(case: Case, new: Approval, whom: Whom | Department) -> None:
    if isinstance(whom, Department):
        of_service = whom.kind == DepartmentKind.CUSTOMER_SERVICE
        new.of_unit_id, new.of_department = whom.unit_id, whom
        new.of_duty = Duty.CS_HEAD if of_service else Duty.DEPARTMENT_HEAD
        case.share("approval", department=whom.pk)
        _tell(case, new, AlertKind.APPROVAL, department=whom.pk)
        return
    new.of_unit_id, new.of_duty = whom.unit, whom.duty
    for person in whom.people:
        case.share("approval", user=person)
        _tell(case, new, AlertKind.APPROVAL, user=person)


def _tell(
    case: Case, approval: Approval, kind: AlertKind, *, user: int | None = None, department: int | None = None
) -> None:
    words = label(approval.number)
    case.alert(kind, user_id=user, department_id=department, words=words)


def decide(case: Case, actor: Actor, approval: Approval, state: ApprovalState, words: str) -> None:
    """Write down what was decided, by whom and for whom; who asked is told unless it was passed on."""
    approval.state, approval.words, approval.decided_at = state, words, case.now
    approval.decided_by_id, approval.decided_for_id = actor.id, actor.on_behalf_of
    case.change(approval)
    case.row.approvals_waiting -= 1
    case.event("approval_decided", about=label(approval.number))
    if state != ApprovalState.PASSED_ON and approval.by_id is not None:
        _tell(case, approval, AlertKind.DECIDED, user=approval.by_id)


def end_all(case: Case) -> None:
    """End what still waits, with the case."""
    if not case.row.approvals_waiting:
        return
    for approval in case.row.approvals.filter(state=ApprovalState.WAITING):
        approval.state = ApprovalState.ENDED
        case.change(approval, "state")
        case.event("approval_decided", about=label(approval.number))
    case.row.approvals_waiting = 0


def waiting(case: Case, number: int) -> Approval:
    """The approval with that number while it waits; refused otherwise."""
    found = case.row.approvals.filter(number=number).first()
    if found is None:
        refuse(
            "AUT-01",
            _("This case has no approval %(number)d. Choose one of the list.") % {"number": number},
            "approval",
        )
    if found.state != ApprovalState.WAITING:
        refuse(
            "AUT-01",
            _(
                "This approval is no longer waited for: %(state)s. Open the page again to see "
                "what was decided."
            )
            % {"state": found.get_state_display()},
            "approval",
        )
    return found


def proposal_of(case: Case, approval: Approval) -> Proposal | None:
    """The proposal an approval is about."""
    if approval.proposal is None:
        return None
    return case.row.proposals.get(position=approval.proposal)


def addressed_to(approval: str, post: str, heads: str) -> str:
    """In SQL, whether a question went to a post, as `is_addressed` says it."""
    return (
        f"{approval}.of_unit_id = {post}.unit AND CASE WHEN {approval}.of_department_id IS NULL"
        f" THEN {approval}.of_duty = {post}.duty"
        f" ELSE {approval}.of_department_id = {post}.department AND {post}.duty = ANY ({heads}) END"
    )


def authors(approval: Approval, proposal: Proposal | None) -> Iterable[int | None]:
    """Who asked and who wrote what is asked, with those for whom they acted: none of them decides (AUT-03)."""
    yield from (approval.by_id, approval.by_for_id)
    if proposal is not None:
        yield from (proposal.by_id, proposal.by_for_id)


def is_addressed(approval: Approval, actor: Actor) -> bool:
    """Whether the question went to the actor."""
    return any(
        post.unit == approval.of_unit_id
        and (post.duty in HEADS if approval.of_department_id else post.duty == approval.of_duty)
        and approval.of_department_id in (None, post.department)
        for post in actor.posts
    )


def awaiting_proposal(case: Case) -> Proposal | None:
    """The proposal that waits for approval, if any."""
    found = (each for each in case.row.proposals.all() if each.state == ProposalState.AWAITING_APPROVAL)
    return next(found, None)


def check_none_waits(case: Case, field: str = "") -> None:
    """Refuse to go on with an opinion that awaits approval, also one that awaits it again (AUT-01)."""
    if awaiting_proposal(case) is not None:
        refuse(
            "AUT-01",
            _("The opinion awaits approval; nothing goes on before that is decided. Wait for it."),
            field,
        )


def decided(case: Case) -> QuerySet[Proposal]:
    """Proposals within authority or approved: what may be put to the customer, and what was."""
    return case.row.proposals.exclude(state__in=UNAPPROVED)
