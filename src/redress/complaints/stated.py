"""The events of a complaint that stated times are held against (INT-07, CLK-01)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from redress.casework.stated import Mark
from redress.complaints.deciding import approvals
from redress.complaints.handling import performing
from redress.complaints.kinds import ApprovalState, Asked, DecisionState, ReviewState, Told
from redress.complaints.models import Approval, Emergency, FlowStep, Proposal

if TYPE_CHECKING:
    from redress.complaints.case import Case

RECEIPT = Mark(gettext_lazy("the receipt of the complaint"), lambda _command, case: case.row.received_at)
IMPORTED = Mark(gettext_lazy("the receipt of the complaint"), lambda command, _case: command.received_at)
ACCEPTED = Mark(gettext_lazy("the customer's acceptance"), lambda _command, case: _accepted(case))
CLOSING = Mark(gettext_lazy("the closing of the case"), lambda _command, case: case.row.closed_at)
RESULT_TOLD = Mark(gettext_lazy("the telling of the result"), lambda _command, case: case.row.result_told_at)


def _opinion(_command: Any, case: Case) -> datetime | None:
    """What the customer answers: the opinion since it was approved, or the decision since it was told."""
    if case.row.decided_at is not None and case.row.result_told_at is not None:
        return case.row.result_told_at
    proposal = approvals.decided(case).order_by("position").last()
    return _since_approved(case, proposal) if proposal else case.row.received_at


def _since_approved(case: Case, proposal: Proposal) -> datetime:
    approved = Approval.objects.filter(
        complaint=case.row, proposal=proposal.position, asked=Asked.PROPOSAL, state=ApprovalState.APPROVED
    )
    return max([proposal.at, *filter(None, approved.values_list("decided_at", flat=True))])


def _accepted(case: Case) -> datetime | None:
    owed = performing.owed(case)
    if owed is not None:
        return owed.answered_at
    answered = [proposal.answered_at for proposal in case.row.proposals.all() if proposal.answered_at]
    return answered[-1] if answered else case.row.received_at


def _extension(_command: Any, case: Case) -> datetime | None:
    granted = Approval.objects.filter(complaint=case.row, asked=Asked.EXTENSION, state=ApprovalState.APPROVED)
    return max(filter(None, granted.values_list("decided_at", flat=True)), default=case.row.received_at)


def _matter(command: Any, case: Case) -> datetime | None:
    """What is told: the decision, the result of the review, the extension, the pause; else the complaint itself."""
    row = case.row
    if command.what is Told.DECISION:
        made = [each.at for each in row.decisions.filter(state=DecisionState.MADE)]
    elif command.what is Told.REVIEW:
        made = [each.decided_at or each.at for each in row.reviews.filter(state=ReviewState.DECIDED)]
    elif command.what is Told.EXTENSION:
        return _extension(command, case)
    else:
        return row.received_at
    return max(made, default=row.received_at)


def _order(command: Any, case: Case) -> datetime | None:
    issued = case.row.orders.filter(number=command.order).values_list("issued_at", flat=True)
    return max(issued, default=case.row.received_at)


def _orders(_command: Any, case: Case) -> datetime | None:
    return min((order.issued_at for order in case.row.orders.all()), default=case.row.received_at)


def _pause(command: Any, case: Case) -> datetime | None:
    began = case.row.pauses.filter(reason=command.ground, until=None).values_list("since", flat=True)
    return max(began, default=case.row.received_at)


def _emergency(command: Any, case: Case) -> datetime | None:
    """Reports follow the start; what the register learnt late, as it learnt the complaint, follows the receipt."""
    started = Emergency.objects.filter(complaint=case.row).values_list("started_at", flat=True).first()
    late = started is None or started <= case.row.registered_at or command.kind == "media"
    return case.row.received_at if late else started


def _step_before(command: Any, case: Case) -> datetime | None:
    """The steps of the flow that this one comes after, or the rejection that it answers."""
    steps = case.rulebook.flow(case.row.flow).steps
    code = getattr(command, "step", "") or next((c for c, s in steps.items() if s.does == command.name), "")
    step = steps.get(code)
    if step is None:
        return case.row.received_at
    taken = FlowStep.objects.filter(complaint=case.row, flow=case.row.flow, step__in=step.after)
    known = [case.row.received_at, *taken.values_list("at", flat=True)]
    if step.rejected:
        known += [proposal.answered_at for proposal in case.row.proposals.all() if proposal.answered_at]
    return max(known)


def _handed_on(_command: Any, case: Case) -> datetime | None:
    handed = FlowStep.objects.filter(complaint=case.row, flow=case.row.flow).exclude(role="")
    return max(handed.values_list("at", flat=True), default=case.row.received_at)


def _letter(command: Any, case: Case) -> datetime | None:
    letter = case.row.letters.filter(number=command.letter).order_by("revision").last()
    return (letter.reviewed_at or letter.written_at) if letter else None


def _letter_sent(command: Any, case: Case) -> datetime | None:
    letter = case.row.letters.filter(number=command.letter).order_by("revision").last()
    owed = performing.owed(case)
    known = [letter.sent_at if letter else None, owed.answered_at if owed else None]
    return max((at for at in known if at), default=None)


OPINION = Mark(gettext_lazy("the opinion that was to be told"), _opinion)
EXTENSION = Mark(gettext_lazy("the approval of the extension"), _extension)
MATTER = Mark(gettext_lazy("what was to be told"), _matter)
ORDER = Mark(gettext_lazy("the issue of the order"), _order)
ORDERS = Mark(gettext_lazy("the first order of the case"), _orders)
PAUSE = Mark(gettext_lazy("the beginning of the pause"), _pause)
STEP = Mark(gettext_lazy("the step before it"), _step_before)
HANDED_ON = Mark(gettext_lazy("the handing on of the case"), _handed_on)
EMERGENCY = Mark(gettext_lazy("the beginning of the emergency process"), _emergency)
LETTER = Mark(gettext_lazy("the day the letter was ready"), _letter)
LETTER_SENT = Mark(gettext_lazy("the sending of the letter"), _letter_sent)
