"""Deciding what was asked: approving, refusing, taking back (AUT-01, AUT-03, AUT-05, FLW-09)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework import four_eyes
from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText, Text
from redress.casework.refusals import Forbidden, Refusal, refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import approvals, authority, reapproval
from redress.complaints.flows import gates
from redress.complaints.kinds import ApprovalState, Asked
from redress.complaints.law import extension
from redress.complaints.models import Approval, Proposal
from redress.complaints.queries import offers
from redress.complaints.rulings import rulings
from redress.complaints.writes import GOES_BACK
from redress.organisation.actor import Actor
from redress.organisation.chain import Chain
from redress.organisation.kinds import Duty
from redress.rulebook import OPEN_STATES, State

DECIDING = common.HANDLING | {Duty.DEPARTMENT_HEAD, Duty.MANAGER}
"""Duties that a table of limits may let decide."""
_BACK = {state: (State.INVESTIGATING, state) for state in reapproval.LIVE}


class _OfWaiting(Command):
    """What is done about a question that waits; whose it is stands with the question, wherever that person sits."""

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not case.concerns(actor, cls.duties):
            raise cls.forbidden()

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.row.approvals_waiting:
            refuse(
                "AUT-01",
                _(
                    "Nothing of this case awaits approval. Look at the section “Authority” for what "
                    "was decided."
                ),
            )


class _Deciding(_OfWaiting):
    """What approving and refusing share: the question, and who may not answer it."""

    family = Family.AUTHORITY
    duties = DECIDING
    within = OPEN_STATES

    approval: int = Field(ge=1, title=gettext_noop("Approval"))

    _approval: Approval = PrivateAttr()
    _proposal: Proposal | None = PrivateAttr(default=None)
    _chain: Chain = PrivateAttr()
    _ground: authority.Ground | None = PrivateAttr(default=None)

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        super().ready(case, actor)
        waiting = [each for each in case.row.approvals.all() if each.state == ApprovalState.WAITING]
        against = [refusal for each in waiting if (refusal := _against(case, actor, each))]
        if against and len(against) == len(waiting):
            raise against[0]

    def check(self, case: Case, actor: Actor) -> None:
        self._approval = approvals.waiting(case, self.approval)
        self._proposal = approvals.proposal_of(case, self._approval)
        four_eyes.check(actor, approvals.authors(self._approval, self._proposal), "approval")
        self._chain = authority.chain_of(case)
        self._ground = _why(case, actor, self._approval, self._chain)
        if self._ground is None and not approvals.is_addressed(self._approval, actor):
            raise _beyond(case, self._approval, self._chain)


def _why(case: Case, actor: Actor, approval: Approval, chain: Chain) -> authority.Ground | None:
    """Why the actor may decide it alone; None when it is beyond the actor."""
    if approval.asked == Asked.EXTENSION:
        allowed = authority.may_extend(extension.approvers(case, approval.clock), actor, chain)
        return authority.Ground() if allowed else None
    if approval.asked == Asked.REQUEST and approval.amount is None:
        return authority.Ground() if approvals.is_addressed(approval, actor) else None
    return authority.within(case, actor, approval.amount, chain)


def _beyond(case: Case, approval: Approval, chain: Chain) -> Forbidden:
    if approval.asked == Asked.PROPOSAL:
        who = authority.next_who(case, approval.amount, chain).words
        return Forbidden(
            "AUT-01",
            _("This is beyond your authority. It is for %(who)s. Leave it to them.") % {"who": who},
            "approval",
        )
    return Forbidden(
        "AUT-01",
        _("You were not asked, and it is beyond your authority. Leave it to whoever was asked."),
        "approval",
    )


def _against(case: Case, actor: Actor, approval: Approval) -> Refusal | None:
    """Why this question is not the actor's to decide: their own work, or beyond them and put to somebody else."""
    proposal = next((each for each in case.row.proposals.all() if each.position == approval.proposal), None)
    try:
        four_eyes.check(actor, approvals.authors(approval, proposal), "approval")
    except Refusal as own_work:
        return own_work
    if approvals.is_addressed(approval, actor):
        return None
    chain = authority.chain_of(case)
    return None if _why(case, actor, approval, chain) else _beyond(case, approval, chain)


class Approve(_Deciding):
    """Approve what was asked. Beyond one's own authority it is endorsed and passed on to the next who may (AUT-01)."""

    name = "approve"
    act = "decide"
    label = gettext_lazy("Approve")
    icon = "checks"
    cite = ("AUT-01", "AUT-03", "AUT-05", "FLW-09")
    branches = {
        State.INVESTIGATING: (State.PROPOSED, State.INVESTIGATING),
        State.REJECTED: (State.PROPOSED, State.REJECTED),
    }
    writes = Writes(
        add=("complaints_approval",),
        change=("complaints_approval", "complaints_decision", "complaints_proposal"),
        columns=("amount",),
    )
    prompts = {"approval": Prompt(choices=offers.approvals)}

    words: Text = Field(default="", title=gettext_noop("Remark"))

    _next: authority.Asked | None = PrivateAttr(default=None)

    example = {"approval": 1, "words": "同意"}

    def check(self, case: Case, actor: Actor) -> None:
        super().check(case, actor)
        if self._ground is None:
            self._next = self._who_next(case, actor)
        elif self._approval.asked == Asked.EXTENSION:
            extension.check_clock(case, self._approval.clock, asking=False)
        elif self._proposal is not None and case.state in reapproval.LIVE:
            # Asked anew, because the case became another: what comes before an opinion comes before this one.
            rulings().check_proposal(case, self._proposal.plan, self._proposal.amount)
            gates.check_proposal(case, self._proposal.amount)

    def _who_next(self, case: Case, actor: Actor) -> authority.Asked:
        approval = self._approval
        without = {each for each in approvals.authors(approval, self._proposal) if each} | actor.people
        if approval.asked == Asked.EXTENSION:
            return authority.next_extender(
                case, extension.approvers(case, approval.clock), self._chain, without=without
            )
        start = self._chain.above(approval.of_unit_id)
        return authority.next_who(case, approval.amount, self._chain, start=start, without=without)

    def leads_to(self, case: Case) -> State:
        approved = self._next is None and self._approval.asked == Asked.PROPOSAL
        return State.PROPOSED if approved and case.state not in reapproval.LIVE else case.state

    def do(self, case: Case, actor: Actor) -> Facts:
        approval = self._approval
        if self._next is not None:
            return self._pass_on(case, actor, self._next)
        assert self._ground is not None
        approval.authorisation = self._ground.authorisation
        approvals.decide(case, actor, approval, ApprovalState.APPROVED, self.words)
        if self._proposal is not None:
            self._proposal.state = reapproval.approved_state(self._proposal)
            case.change(self._proposal, "state")
            if case.state not in reapproval.LIVE:
                case.event("proposed")
        if approval.asked == Asked.EXTENSION:
            extension.extend(case, actor, approval)
        given = approval.authorisation
        return {
            "approval": approvals.label(approval.number),
            "asked": approval.asked,
            "rule": self._ground.row,
            **({"ruling": self._ground.ruling} if self._ground.ruling else {}),
            "authorisation": given.number if given else None,
        }

    def _pass_on(self, case: Case, actor: Actor, whom: authority.Asked) -> Facts:
        old = self._approval
        approvals.decide(case, actor, old, ApprovalState.PASSED_ON, self.words)
        new = approvals.ask(
            case,
            actor,
            Asked(old.asked),
            whom,
            question=old.question,
            amount=old.amount,
            proposal=old.proposal,
            clock=old.clock,
            follows=old,
        )
        new.by_id, new.by_for_id = old.by_id, old.by_for_id
        return {
            "approval": approvals.label(old.number),
            "asked": old.asked,
            "passed_on": approvals.label(new.number),
        } | whom.facts


class RefuseApproval(_Deciding):
    """Refuse what was asked, with the reason; a proposal goes back to whoever wrote it (AUT-01, FLW-09)."""

    name = "refuse_approval"
    act = "decide"
    label = gettext_lazy("Refuse approval")
    icon = "arrow-back-up"
    cite = ("AUT-01", "FLW-09")
    branches = _BACK
    writes = GOES_BACK
    prompts = {"approval": Prompt(choices=offers.approvals)}

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"approval": 1, "reason": "金额缺少依据，请补充计算过程。"}

    def leads_to(self, case: Case) -> State:
        return reapproval.leads_to(case, self._approval)

    def do(self, case: Case, actor: Actor) -> Facts:
        approvals.decide(case, actor, self._approval, ApprovalState.REFUSED, self.reason)
        if self._proposal is not None:
            reapproval.set_back(case, self._proposal)
        return {"approval": approvals.label(self.approval), "asked": self._approval.asked}


class TakeBackApproval(_OfWaiting):
    """Take back what one has asked, before it is decided (AUT-01)."""

    name = "take_back_approval"
    act = "work"
    label = gettext_lazy("Take the question back")
    icon = "arrow-back-up"
    cite = ("AUT-01",)
    family = Family.AUTHORITY
    duties = common.INTAKE_TOO | common.DEPARTMENT
    branches = _BACK
    writes = GOES_BACK
    prompts = {"approval": Prompt(choices=offers.approvals)}

    approval: int = Field(ge=1, title=gettext_noop("Approval"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _approval: Approval = PrivateAttr()

    example = {"approval": 1, "reason": "客户补充了材料，需要重新测算。"}

    def check(self, case: Case, actor: Actor) -> None:
        self._approval = approvals.waiting(case, self.approval)
        mine = {self._approval.by_id, self._approval.by_for_id} & actor.people
        if not mine and self._approval.by_id is not None:
            raise Forbidden(
                "AUT-01", _("Only who asked takes the question back. Ask that person."), "approval"
            )

    def leads_to(self, case: Case) -> State:
        return reapproval.leads_to(case, self._approval)

    def do(self, case: Case, actor: Actor) -> Facts:
        approvals.decide(case, actor, self._approval, ApprovalState.ENDED, self.reason)
        proposal = approvals.proposal_of(case, self._approval)
        if proposal is not None:
            reapproval.set_back(case, proposal)
        return {"approval": approvals.label(self.approval)}
