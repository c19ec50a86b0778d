"""The customer agrees to the amount (CLM-09)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import (
    Moment,
    PastMoment,
)
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, Span
from redress.casework.writes import Writes
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, ClaimOutcome
from redress.claims.stated import (
    AGREEING,
    DECISION_TOLD,
)
from redress.claims.states import ClaimState
from redress.organisation.actor import Actor


class Agree(ClaimCommand):
    """The customer agrees to the amount, at once or after it was explained: from then on the time to pay runs."""

    name = "agree"
    often = True
    label = gettext_lazy("Agreed")
    icon = "thumb-up"
    writes = Writes(columns=("agreed_amount", "agreed_at"))
    cite = ("CLM-09", "insurance-law/23")
    moves = {ClaimState.TOLD: ClaimState.AGREED, ClaimState.OBJECTED: ClaimState.AGREED}
    duties = TAKES
    primary = True
    times = {"agreed_at": Span(DECISION_TOLD), "contract_due": Span(AGREEING, until=FURTHEST)}

    agreed_at: PastMoment | None = Field(default=None, title=gettext_noop("When the customer agreed"))
    contract_due: Moment | None = Field(
        default=None, title=gettext_noop("To be paid by, where the contract says so")
    )

    example = {}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.decision is not None and file.decision.outcome == ClaimOutcome.REFUSE:
            refuse(
                "CLM-09",
                _("The claim was refused: there is no payment to agree on. Close it, or note the objection."),
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        assert file.decision is not None
        at = self.agreed_at or file.now
        file.row.agreed_amount, file.row.agreed_at = file.decision.amount, at
        file.event("claim_agreed", at, due=self.contract_due)
        return {"amount": str(file.decision.amount)}
