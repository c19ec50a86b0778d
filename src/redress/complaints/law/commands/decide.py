"""The handling decision with all that the law asks of it (COM-05)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import check_code, refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import authority, reapproval
from redress.complaints.flows import gates
from redress.complaints.kinds import ProposalState
from redress.complaints.law import remedies
from redress.complaints.models import Decision
from redress.complaints.queries import options
from redress.organisation.actor import Actor
from redress.rulebook import State
from redress.rulebook.sections.law.schema import Remedy

_UNFIT = (ProposalState.AWAITING_APPROVAL, ProposalState.DISAPPROVED)


class Decide(Command):
    """Decide the case, whether or not the customer agrees: decision, verification, basis, reasons, remedies (COM-05).

    It rests on the latest handling opinion, so that it stays within the same authority. It is then told to the
    customer with proof; from there on the remedies are open.
    """

    name = "decide"
    act = "decide"
    label = gettext_lazy("Decide")
    icon = "gavel"
    cite = ("COM-05", "CLK-04")
    duties = common.HANDLING
    moves = {
        State.PROPOSED: State.DECIDED,
        State.REJECTED: State.DECIDED,
        State.ANSWERED: State.ANSWERED,
    }
    family = Family.DECISION
    writes = Writes(
        add=("complaints_decision",), change=("complaints_decision",), columns=("amount", "decided_at")
    )
    prompts = {"remedies": Prompt(choices=lambda case, _actor: options.titled(remedies.existing(case)))}

    decision: RequiredText = Field(title=gettext_noop("Decision"))
    verification: RequiredText = Field(title=gettext_noop("What was verified"))
    basis: RequiredText = Field(title=gettext_noop("Basis"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    remedies: list[Code] = Field(default=[], max_length=10, title=gettext_noop("Remedies"))

    example = {
        "decision": "公司于2026年3月10日前支付医疗保险金12800元。",
        "verification": "经核实，理赔材料于2026年1月5日收齐。",
        "basis": "保险合同第七条，《保险法》第二十三条。",
        "reasons": "付款迟延系内部流转所致。",
        "remedies": ["review", "mediation", "arbitration", "litigation"],
    }

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """A decision names every remedy that there is against it (COM-05)."""
        return {"remedies": list(remedies.existing(case))}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        proposals = list(case.row.proposals.all())
        if not proposals or proposals[-1].state in _UNFIT:
            refuse("AUT-01", _("A decision rests on a handling opinion within authority; propose first."))

    def check(self, case: Case, actor: Actor) -> None:
        check_remedies(remedies.existing(case), case, self.remedies)
        gates.check_committee(case)
        if not reapproval.stands(case, case.row.proposals.latest("position"), authority.chain_of(case)):
            refuse(
                "AUT-01",
                _("The case has changed since, and the opinion is now beyond who decided it; propose anew."),
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        proposal = case.row.proposals.latest("position")
        decision = Decision(
            complaint=case.row,
            position=case.row.decisions.count() + 1,
            proposal=proposal.position,
            decision=self.decision,
            verification=self.verification,
            basis=self.basis,
            reasons=self.reasons,
            remedies=list(self.remedies),
            amount=proposal.amount,
            by_id=actor.id,
            at=case.now,
        )
        case.add(decision)
        case.row.decided_at = case.now
        case.row.result_told_at = case.row.result_received_at = None
        case.event("decided")
        amount = str(proposal.amount) if proposal.amount is not None else None
        return {"decision": decision.position, "proposal": proposal.position, "amount": amount}


def check_remedies(there: Mapping[str, Remedy], case: Case, given: Sequence[str]) -> None:
    """Refuse a decision that leaves out a remedy that there is, or names one that there is not (COM-05, AUT-06)."""
    known, language = case.rulebook.method.remedies, get_language() or "zh"
    for code in given:
        check_code("COM-05", "remedies", code, known)
        if code not in there:
            refuse(
                "AUT-06",
                _(
                    "This remedy is not open against the decision: %(remedy)s. Only a branch's own result is "
                    "reviewed by the unit above it; leave it out."
                )
                % {"remedy": known[code].title.get(language)},
                "remedies",
            )
    missing = [entry.title.get(language) for code, entry in there.items() if code not in given]
    if missing:
        refuse(
            "COM-05",
            _("A decision names every remedy; still missing: %(missing)s. Name these too.")
            % {"missing": listed(missing)},
            "remedies",
        )
