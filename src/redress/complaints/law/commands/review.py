"""Review (核查) of a branch's result by the unit above it (AUT-06)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import four_eyes
from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import A_FILE, Code, FileHash, PastMoment, RequiredText, Text, Yuan
from redress.casework.refusals import Forbidden, refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.closing import going_back
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import authority
from redress.complaints.kinds import DecisionKind, DecisionState, Outcome, ReviewState
from redress.complaints.law import remedies
from redress.complaints.law.commands.decide import check_remedies
from redress.complaints.models import Decision, Proposal, Review
from redress.complaints.queries import options
from redress.complaints.recusing import recusal
from redress.complaints.stated import RESULT_TOLD
from redress.complaints.writes import GOES_BACK
from redress.evidence import attached
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.rulebook import State

DISPUTABLE = frozenset(
    {State.REJECTED, State.DECIDED, State.ANSWERED, State.DETERMINED, State.CLOSED, State.ARCHIVED}
)
"""A result may be disputed as long as the time for it runs, also when the case is closed."""


class RequestReview(Command):
    """Take in the customer's written request that the superior unit review the result (AUT-06).

    Only results of branches, and only within 30 days of receiving the result, the last day included.
    """

    name = "request_review"
    act = None
    label = gettext_lazy("Take in a request for review")
    icon = "scale"
    cite = ("AUT-06",)
    duties = common.INTAKE_TOO
    within = DISPUTABLE
    family = Family.LAW

    times = {"requested_at": Span(RESULT_TOLD, "AUT-06")}
    writes = Writes(add=("complaints_review",))
    prompts = {"evidence": Prompt(choices=attached.options)}

    grounds: RequiredText = Field(title=gettext_noop("What the customer disputes"))
    requested_at: PastMoment | None = Field(default=None, title=gettext_noop("Received at"))
    evidence: FileHash = Field(title=gettext_noop("Written request"))

    example = {"grounds": "对赔付比例有异议。", "evidence": A_FILE}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.result_told_at is None:
            refuse(
                "AUT-06",
                _("No result has been told yet that could be reviewed. Tell the customer the result first."),
            )
        if case.row.under_review:
            refuse("AUT-06", _("The result is under review already. Wait for what the review decides."))
        if not remedies.of_branch(case):
            refuse(
                "AUT-06",
                _(
                    "Only the result of a branch is reviewed by the unit above it; other remedies"
                    " remain. Tell the customer of these."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        attached.check(case.row, [self.evidence], "AUT-06", "evidence")
        at, row = self.requested_at or case.now, case.row
        assert row.result_told_at is not None
        last = last_day(case)
        if last and timezone.localdate(at) > last:
            refuse(
                "AUT-06",
                _(
                    "The request came too late: the result was received on %(received)s, the "
                    "last day was %(last)s. Mediation, arbitration and litigation remain. "
                    "Tell the customer of these."
                )
                % {"received": timezone.localdate(row.result_received_at), "last": last},
                "requested_at",
            )
        if remedies.reviewed_for_good(case):
            refuse(
                "AUT-06",
                _("This result has been reviewed; other remedies remain. Tell the customer of these."),
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        row, at = case.row, self.requested_at or case.now
        told = row.decisions.filter(state=DecisionState.TOLD).order_by("position").last()
        review = Review(
            complaint=row,
            number=f"{row.number}-H{row.reviews.count() + 1:02d}",
            unit=row.unit.parent,
            decision=told.position if told else None,
            grounds=self.grounds,
            request=self.evidence,
            requested_at=at,
            last_day=last_day(case),
            by_id=actor.id,
            at=case.now,
        )
        case.add(review)
        row.under_review = True
        _alert(case, review)
        case.event("review_requested", at=at, about=review.number)
        return {"review": review.number, "unit": review.unit.code, "decision": review.decision}


WHEN_CHANGED = gettext_noop("When the decision is changed")


class DecideReview(Command):
    """The superior unit checks process, limit and result and upholds, changes or returns (AUT-06).

    Not by anybody who handled the case. A changed decision carries everything that a decision must.
    """

    name = "decide_review"
    act = "decide"
    label = gettext_lazy("Decide the review")
    icon = "scale"
    cite = ("AUT-06", "AUT-03", "COM-05")
    duties = frozenset({Duty.COMPLAINT_OFFICER, Duty.HANDLER, Duty.CS_HEAD, Duty.MANAGER})
    branches = {state: (state, State.DECIDED, State.REJECTED) for state in State if state in DISPUTABLE}
    within = DISPUTABLE
    family = Family.LAW
    primary = True
    writes = GOES_BACK | Writes(
        add=("complaints_decision", "complaints_proposal"),
        change=("complaints_review",),
        columns=("amount", "archived_at"),
    )
    prompts = {
        "remedies": Prompt(
            choices=lambda case, _actor: options.titled(remedies.existing(case, by_review=True))
        ),
        "decision": Prompt(when=WHEN_CHANGED),
        "basis": Prompt(when=WHEN_CHANGED),
    }

    outcome: Outcome = Field(title=gettext_noop("Outcome"))
    process: RequiredText = Field(title=gettext_noop("The process"))
    limit: RequiredText = Field(title=gettext_noop("The limit"))
    result: RequiredText = Field(title=gettext_noop("The result"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    decision: Text = Field(default="", title=gettext_noop("New decision"))
    basis: Text = Field(default="", title=gettext_noop("Basis"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    remedies: list[Code] = Field(default=[], max_length=10, title=gettext_noop("Remedies"))

    example = {
        "outcome": "upheld",
        "process": "程序符合规定。",
        "limit": "在法定期限内办结。",
        "result": "认定事实清楚。",
        "reasons": "维持原处理决定。",
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The remedies that there are against a review (COM-05)."""
        return {"remedies": list(remedies.existing(case, by_review=True))}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Customer service or the manager of the unit above the one whose result is disputed, or higher."""
        if not actor.has_over(cls.duties, case.row.unit.parent_id):
            raise cls.forbidden()

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.row.under_review:
            refuse("AUT-06", _("No review of this case is open. Record the customer's request first."))
        if _open(case) is None:
            refuse("AUT-06", _("The review is decided; tell the customer."))

    def check(self, case: Case, actor: Actor) -> None:
        four_eyes.check(actor, recusal.handlers(case.row))
        if self.outcome is not Outcome.CHANGED:
            return
        for field in ("decision", "basis"):
            if not getattr(self, field):
                refuse("COM-05", _("A changed decision needs decision and basis. Write both."), field)
        check_remedies(remedies.existing(case, by_review=True), case, self.remedies)
        self._check_authority(case, actor)

    def _check_authority(self, case: Case, actor: Actor) -> None:
        """A review decides no more than the table lets whoever decides it (AUT-01)."""
        chain = authority.chain_of(case)
        if authority.within(case, actor, self.amount, chain) is None:
            start = chain.above(case.row.unit.parent_id)
            whom = authority.next_who(case, self.amount, chain, start=start, without=actor.people)
            raise Forbidden(
                "AUT-01",
                _("This is beyond your authority. It is for %(who)s. Leave it to them.")
                % {"who": whom.words},
                "amount",
            )

    def leads_to(self, case: Case) -> State:
        if self.outcome is Outcome.RETURNED:
            return State.REJECTED
        return State.DECIDED if self.outcome is Outcome.CHANGED else case.state

    def do(self, case: Case, actor: Actor) -> Facts:
        review = _open(case)
        assert review is not None
        review.state, review.outcome = ReviewState.DECIDED, self.outcome
        review.process, review.limit, review.result = self.process, self.limit, self.result
        review.reasons, review.decided_by_id, review.decided_at = self.reasons, actor.id, case.now
        case.change(review)
        case.event("review_decided", about=review.number)
        if self.outcome is not Outcome.UPHELD:
            self._replace(case, actor)
        case.alert(AlertKind.ASSIGNED, user_id=case.row.owner_id, words=review.number)
        return {"review": review.number, "outcome": self.outcome}

    def _replace(self, case: Case, actor: Actor) -> None:
        """The old decision no longer holds, nor what was promised with it; a closed case is open again.

        A changed decision is what the customer may accept, and what is then performed (AUT-01)."""
        row = case.row
        row.closed_at, row.closed_by_id, row.archived_at, row.retain_until = None, None, None, None
        if self.outcome is Outcome.RETURNED:
            going_back.unsay(case)
            going_back.undo(case, "reopened")
            return
        going_back.change(case)
        row.decided_at = case.now
        opinion = row.proposals.count() + 1
        case.add(
            Proposal(
                complaint=row,
                position=opinion,
                plan=self.decision,
                basis=self.basis,
                amount=self.amount,
                by_id=actor.id,
                by_for_id=actor.on_behalf_of,
                at=case.now,
            )
        )
        case.add(
            Decision(
                complaint=row,
                position=row.decisions.count() + 1,
                kind=DecisionKind.REVIEW,
                proposal=opinion,
                decision=self.decision,
                verification="\n".join((self.process, self.limit, self.result)),
                basis=self.basis,
                reasons=self.reasons,
                remedies=list(self.remedies),
                amount=self.amount,
                by_id=actor.id,
                at=case.now,
            )
        )


def last_day(case: Case) -> date | None:
    """The last day on which a review may be asked for; None while the day of receipt is unknown."""
    rule, received = case.rulebook.method.review, case.row.result_received_at
    if rule is None or received is None:
        return None
    return timezone.localdate(received) + timedelta(days=rule.days())


def may_be_reviewed(case: Case) -> bool:
    """Whether a review is open, or may have been asked for in time: a request counts from its receipt, and is of no
    use any more once it should have been decided."""
    row, rule = case.row, case.rulebook.method.review
    if row.under_review:
        return True
    if rule is None or row.result_told_at is None or not remedies.of_branch(case):
        return False
    last = last_day(case)
    late = last is not None and timezone.localdate(case.now) > last + timedelta(days=rule.days())
    return not late and not remedies.reviewed_for_good(case)


def end(case: Case) -> None:
    """With the case end its reviews."""
    if case.row.under_review:
        for review in case.row.reviews.filter(state__in=[ReviewState.OPEN, ReviewState.DECIDED]):
            review.state = ReviewState.ENDED
            case.change(review, "state")
        case.row.under_review = False


def _open(case: Case) -> Review | None:
    """The review that waits for its decision. Asks nothing when the reviews of the case were read before."""
    return next((review for review in case.row.reviews.all() if review.state == ReviewState.OPEN), None)


def _alert(case: Case, review: Review) -> None:
    parent = case.row.unit.parent
    if parent is None:
        return
    # The customer's request is taken in whoever is there: it goes to the nearest who could decide it, if anybody could.
    held = holders.nearest_holder(parent, DepartmentKind.CUSTOMER_SERVICE, sorted(DecideReview.duties))
    service = held[0] if held else organisation.department_of(parent, DepartmentKind.CUSTOMER_SERVICE)
    if service is not None:
        case.alert(AlertKind.ASSIGNED, department=service, words=review.number)
