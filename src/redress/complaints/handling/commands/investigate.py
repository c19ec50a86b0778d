"""The investigation: findings and the proposal that follows from them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Line, Moment, PastMoment, RequiredText, Text, Yuan
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import approvals, authority
from redress.complaints.flows import gates
from redress.complaints.handling import findings, requests
from redress.complaints.handling.commands.contact import admit_handlers
from redress.complaints.intake import matters
from redress.complaints.kinds import Asked, FindingKind, ProposalState
from redress.complaints.law import written
from redress.complaints.models import Finding, Proposal
from redress.complaints.rulings import rulings
from redress.complaints.stated import OPINION
from redress.organisation.actor import Actor
from redress.rulebook import State
from redress.rulebook.events import DEPARTMENTS


class FurtherFinding(BaseModel):
    """Another finding that is made in the same sitting."""

    model_config = ConfigDict(extra="forbid")

    finding: FindingKind = Field(title=gettext_noop("Finding"))
    conclusion: RequiredText = Field(title=gettext_noop("Conclusion"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))


def _still_missing(case: Case) -> str:
    owed = [kind.label for kind in findings.missing(case)]
    return _("Still missing: %(missing)s.") % {"missing": listed(owed)} if owed else ""


class RecordFinding(Command):
    """Record findings with their reasons: truth, responsibility, reasonableness of the demand (FLW-06, FLW-08).

    Who has looked into it makes all three at once or one after the other.
    """

    name = "record_finding"
    act = "work"
    label = gettext_lazy("Record a finding")
    icon = "zoom-check"
    cite = ("FLW-06", "FLW-08")
    duties = common.INTAKE_TOO | common.DEPARTMENT
    within = frozenset(
        {State.REGISTERED, State.INVESTIGATING, State.RETURNED, State.PROPOSED, State.REJECTED}
    )
    writes = Writes(add=("complaints_finding",))
    prompts = {"further": Prompt(rows=0), "kind": Prompt(hint=_still_missing)}
    """Of findings there are as many as are still owed."""

    kind: FindingKind = Field(title=gettext_noop("Finding"))
    conclusion: RequiredText = Field(title=gettext_noop("Conclusion"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    further: list[FurtherFinding] = Field(
        default=[], max_length=len(FindingKind) - 1, title=gettext_noop("Further findings")
    )

    example = {
        "kind": "truth",
        "conclusion": "付款延迟属实",
        "reasons": "付款流水与退票记录",
        "further": [
            {"finding": "responsibility", "conclusion": "我司负有责任", "reasons": "录入账号有误"},
            {"finding": "reasonableness", "conclusion": "诉求合理", "reasons": "合同约定的给付期限已过"},
        ],
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The findings that are still owed, each with a place to write it (FLW-06)."""
        owed = findings.missing(case)
        return {"kind": owed[:1], "further": [{"finding": kind} for kind in owed[1:]]}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        admit_handlers(cls, case, actor)

    def check(self, case: Case, actor: Actor) -> None:
        made = [self.kind, *(each.finding for each in self.further)]
        if len(set(made)) < len(made):
            refuse(
                "FLW-06", _("Each of the findings is made once; take the second of its kind out."), "further"
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        first = FurtherFinding(finding=self.kind, conclusion=self.conclusion, reasons=self.reasons)
        for each in (first, *self.further):
            case.add(
                Finding(
                    complaint=case.row,
                    kind=each.finding,
                    conclusion=each.conclusion,
                    reasons=each.reasons,
                    by_id=actor.id,
                    at=case.now,
                )
            )
        case.event("found", about=DEPARTMENTS if self._of_a_department(case, actor) else "")
        return {"kind": self.kind}

    @staticmethod
    def _of_a_department(case: Case, actor: Actor) -> bool:
        """Whether a department that was asked tells it, and not customer service itself (CLK-03)."""
        theirs = actor.departments_of(common.DEPARTMENT)
        return bool(theirs) and any(order.department_id in theirs for order in case.row.orders.all())


class Propose(Command):
    """Put a handling opinion to the customer, with its basis in plain words (COM-01, FLW-06, AUT-01).

    The three findings must be on record first. Gravity, consequence and social effect are weighed here. Beyond the
    proposer's authority it waits for the approval of the next who may.
    """

    name = "propose"
    act = "propose"
    label = gettext_lazy("Propose")
    icon = "bulb"
    cite = ("COM-01", "FLW-06", "AUT-01")
    told = frozenset({"plan", "basis"})
    family = Family.DECISION
    duties = common.HANDLING
    branches = {
        State.INVESTIGATING: (State.PROPOSED, State.INVESTIGATING),
        State.REJECTED: (State.PROPOSED, State.REJECTED),
    }
    within = frozenset({State.INVESTIGATING, State.REJECTED})
    primary = True

    times = {"promised_at": Span(NOW, "AUT-01", FURTHEST), "needed_by": Span(NOW, "AUT-01", FURTHEST)}
    writes = Writes(
        add=("complaints_approval", "complaints_proposal"),
        change=("complaints_proposal",),
        columns=("amount",),
    )

    plan: RequiredText = Field(title=gettext_noop("Opinion"))
    basis: RequiredText = Field(title=gettext_noop("Basis"))
    gravity: Text = Field(default="", title=gettext_noop("Gravity and effect"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    promised_at: Moment | None = Field(default=None, title=gettext_noop("Performed by"))
    needed_by: Moment | None = Field(default=None, title=gettext_noop("Approval needed by"))

    _whom: authority.Asked | None = PrivateAttr(default=None)
    _ground: authority.Ground | None = PrivateAttr(default=None)

    example = {"plan": "当日补付并致歉", "basis": "保全作业规则第十二条", "amount": "12800.00"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """What the committee has ruled, which an opinion carries out (ORG-03)."""
        ruled = rulings().on_handling(case)
        return {} if ruled is None else {"plan": ruled.words, "amount": ruled.amount}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if missing := [kind.label for kind in findings.missing(case)]:
            refuse(
                "FLW-06",
                _("Record the findings first; still missing: %(missing)s.") % {"missing": listed(missing)},
            )

        matters.check_gathered(case)

    def check(self, case: Case, actor: Actor) -> None:
        rulings().check_proposal(case, self.plan, self.amount)
        if approvals.awaiting_proposal(case):
            refuse("AUT-01", _("A proposal awaits approval; take it back before you make another."))
        requests.check_answered(case, self.amount)
        gates.check_proposal(case, self.amount)
        chain = authority.chain_of(case)
        self._ground = authority.within(case, actor, self.amount, chain)
        if self._ground is None:
            start = max(
                (step for step, _level, post in chain.posts(actor) if post.duty in self.duties), default=0
            )
            self._whom = authority.next_who(case, self.amount, chain, start=start, without=actor.people)

    def leads_to(self, case: Case) -> State:
        return case.state if self._whom else State.PROPOSED

    def do(self, case: Case, actor: Actor) -> Facts:
        position = case.row.proposals.count() + 1
        case.add(
            Proposal(
                complaint=case.row,
                position=position,
                plan=self.plan,
                basis=self.basis,
                gravity=self.gravity,
                amount=self.amount,
                promised_at=self.promised_at,
                state=ProposalState.AWAITING_APPROVAL if self._whom else ProposalState.PENDING,
                by_id=actor.id,
                by_for_id=actor.on_behalf_of,
                at=case.now,
            )
        )
        amount = str(self.amount) if self.amount is not None else None
        facts: Facts = {"proposal": position, "amount": amount}
        if self._whom is None:
            case.event("proposed")
            return facts | ({"ruling": self._ground.ruling} if self._ground and self._ground.ruling else {})
        asked = approvals.ask(
            case,
            actor,
            Asked.PROPOSAL,
            self._whom,
            question=self.plan,
            amount=self.amount,
            proposal=position,
            needed_by=self.needed_by,
        )
        return facts | {"approval": approvals.label(asked.number)} | self._whom.facts


class GiveFeedback(Command):
    """Write down the customer's answer to the proposal: accepted, or rejected with the objections (COM-01, COM-03)."""

    name = "give_feedback"
    act = "work"
    label = gettext_lazy("Record the customer's answer")
    icon = "message-circle"
    cite = ("COM-01", "COM-03")
    family = Family.DECISION
    duties = common.INTAKE_TOO
    branches = {
        State.PROPOSED: (State.ANSWERED, State.REJECTED),
        State.DECIDED: (State.ANSWERED, State.DECIDED),
    }
    within = frozenset({State.PROPOSED, State.DECIDED})
    primary = True

    times = {"told_at": Span(OPINION, "COM-01")}
    writes = Writes(change=("complaints_proposal",))
    prompts = {"objections": Prompt(when=gettext_noop("When the customer does not accept"))}

    accepted: bool = Field(title=gettext_noop("Accepted"))
    objections: Text = Field(default="", title=gettext_noop("Objections"))
    told_at: PastMoment | None = Field(default=None, title=gettext_noop("Told at"))
    recording: Line = Field(default="", title=gettext_noop("Recording"))

    example = {"accepted": False, "objections": "要求支付逾期利息"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if all(proposal.state in approvals.UNAPPROVED for proposal in case.row.proposals.all()):
            refuse(
                "AUT-01",
                _("There is no approved proposal to answer. Propose an opinion, or wait for its approval."),
            )
        if case.state is State.DECIDED and case.row.result_told_at is None:
            refuse("COM-06", _("Record first that the customer was told the decision, with the proof."))

    def check(self, case: Case, actor: Actor) -> None:
        if not self.accepted and not self.objections:
            refuse("COM-03", _("Write down what the customer objects to."), field="objections")

    def leads_to(self, case: Case) -> State:
        refused = State.DECIDED if case.state is State.DECIDED else State.REJECTED
        return State.ANSWERED if self.accepted else refused

    def do(self, case: Case, actor: Actor) -> Facts:
        proposal = approvals.decided(case).latest("position")
        at = written.counted(case, self.told_at, proven=bool(self.recording))
        proposal.state = ProposalState.ACCEPTED if self.accepted else ProposalState.REJECTED
        proposal.answered_at, proposal.objections = at, self.objections
        case.change(proposal)
        if case.state is State.DECIDED:
            # The decision was told before; not accepting it opens the remedies, not another round.
            case.event("feedback_accepted" if self.accepted else "contacted", at=at)
        else:
            case.row.result_told_at = case.row.result_received_at = at
            case.event("feedback_accepted" if self.accepted else "feedback_rejected", at=at)
            case.event("progress_told", at=at)
        if proposal.owed:
            case.event("promised", at=at, due=proposal.promised_at)
        return {"proposal": proposal.position, "accepted": self.accepted}
