"""After the decision: originals, disputes, the end (CLM-10, CLM-12)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Codes, RequiredText
from redress.casework.refusals import check_code, refuse
from redress.casework.writes import Writes
from redress.claims import choices
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, ClaimOutcome
from redress.claims.models import Dispute
from redress.claims.states import OPEN, ClaimState
from redress.organisation.actor import Actor

ENDED = frozenset({ClaimState.TOLD, ClaimState.OBJECTED, ClaimState.AGREED, ClaimState.PAID})


class ReturnOriginals(ClaimCommand):
    """Originals went back; the customer signed for them (CLM-12)."""

    name = "return_originals"
    often = True
    label = gettext_lazy("Return originals")
    icon = "file-export"
    writes = Writes(change=("claims_claimpaper",), columns=("originals",))
    cite = ("CLM-12",)
    duties = TAKES
    within = ENDED | {ClaimState.DECIDED, ClaimState.SUPPLEMENTING, ClaimState.ADJUSTING}

    prompts = {"papers": Prompt(choices=choices.held)}

    papers: Codes = Field(min_length=1, max_length=40, title=gettext_noop("Originals returned"))
    signed: bool = Field(default=False, title=gettext_noop("The customer signed the receipt"))

    example = {"papers": ["repair_invoice"], "signed": True}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if not file.row.originals:
            refuse("CLM-12", _("We hold no originals of this claim. Nothing needs to be done."))

    def check(self, file: OpenClaim, actor: Actor) -> None:
        for code in self.papers:
            check_code("CLM-12", "papers", code, held(file))
        if not self.signed:
            refuse(
                "CLM-12",
                _("Originals go back against a signed receipt. Have it signed, then tick it."),
                field="signed",
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        left = [code for code in held(file) if code not in self.papers]
        for code in self.papers:
            file.papers[code].returned_at = file.now
            file.change(file.papers[code], "returned_at")
        if not left:
            file.row.originals = False
            file.event("originals_returned")
            # After it, for what runs until the originals are back is met by that and not told that there were none.
            file.event("reclassed", subject={"originals": file.facts["originals"]})
        return {"papers": list(self.papers), "left": [*left]}


def held(file: OpenClaim) -> list[str]:
    """Papers whose originals lie with us."""
    return [code for code, each in file.papers.items() if each.original and each.returned_at is None]


class RecordDispute(ClaimCommand):
    """The dispute became a complaint; each leads to the other (CLM-10). Given by `disputing.dispute`."""

    name = "record_dispute"
    often = True
    label = gettext_lazy("Dispute becomes a complaint")
    icon = "scale"
    writes = Writes(add=("claims_dispute",))
    cite = ("CLM-10",)
    duties = TAKES
    within = ENDED | {ClaimState.CLOSED}

    complaint: Code = Field(min_length=1, title=gettext_noop("Complaint"))
    reason: RequiredText = Field(title=gettext_noop("What is disputed"))

    example = {"complaint": "P2026-0000123", "reason": "客户不同意免赔额。"}

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.add(Dispute(claim=file.row, complaint=self.complaint, reason=self.reason, at=file.now))
        file.event("disputed")
        return {"case": self.complaint}


class CloseClaim(ClaimCommand):
    """Everything is done: paid, or refused and told; originals back, questions answered (CLM-12)."""

    name = "close_claim"
    often = True
    label = gettext_lazy("Close")
    icon = "archive"
    writes = Writes(columns=("closed_at",))
    ends_in = frozenset({ClaimState.CLOSED})
    cite = ("CLM-12",)
    within = frozenset({ClaimState.PAID, ClaimState.TOLD})
    primary = True

    example = {}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        decision = file.decision
        if file.state is ClaimState.TOLD and (decision is None or decision.outcome != ClaimOutcome.REFUSE):
            refuse("CLM-09", _("Something is to be paid. Record the agreement and the payment first."))
        if file.row.originals:
            refuse("CLM-12", _("We still hold originals. Hand them back against a signed receipt first."))
        if any(each.answered_at is None for each in file.questions):
            refuse("CLM-06", _("A question of the customer is not answered yet. Answer it first."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.row.closed_at = file.now
        file.event("closed")
        return {}

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return ClaimState.CLOSED


class ReopenClaim(ClaimCommand):
    """A closed claim is looked at again: a complaint was right, a judgment came, new facts are known (CLM-10).

    It stands then as if the customer objected: it is decided anew, told anew, and what is owed besides is paid.
    """

    name = "reopen_claim"
    label = gettext_lazy("Reopen")
    icon = "rotate"
    writes = Writes(columns=("closed_at",))
    cite = ("CLM-10",)
    moves = {ClaimState.CLOSED: ClaimState.OBJECTED}

    reason: RequiredText = Field(title=gettext_noop("Why it is looked at again"))

    example = {"reason": "投诉核实年检在有效期内，应当重新核定。"}

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.row.closed_at = None
        file.event("claim_reopened")
        return {}


class WithdrawClaim(ClaimCommand):
    """The customer takes the claim back."""

    name = "withdraw_claim"
    label = gettext_lazy("Withdrawn by the customer")
    icon = "arrow-back-up"
    writes = Writes(columns=("closed_at",))
    ends_in = frozenset({ClaimState.WITHDRAWN})
    cite = ("CLM-02",)
    within = OPEN - {ClaimState.PAID, ClaimState.AGREED}

    reason: RequiredText = Field(title=gettext_noop("What the customer said"))

    example = {"reason": "客户自行修理，不再索赔。"}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.row.originals:
            refuse("CLM-12", _("We still hold originals. Hand them back against a signed receipt first."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.row.closed_at = file.now
        file.event("withdrawn")
        return {}

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return ClaimState.WITHDRAWN
