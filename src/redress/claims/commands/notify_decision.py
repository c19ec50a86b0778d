"""The decision notice is handed over (CLM-08)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import (
    PastMoment,
    RequiredLine,
)
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.kinds import Way
from redress.claims.stated import (
    DECISION,
)
from redress.claims.states import ClaimState
from redress.claims.telling import tell
from redress.organisation.actor import Actor


class NotifyDecision(ClaimCommand):
    """The decision notice was handed over and signed for. By any other way it goes as a letter (CLM-08)."""

    name = "notify_decision"
    often = True
    label = gettext_lazy("Decision notice handed over")
    icon = "signature"
    writes = Writes(change=("claims_decision",))
    cite = ("CLM-08", "insurance-law/24")
    moves = {ClaimState.DECIDED: ClaimState.TOLD}
    times = {"told_at": Span(DECISION)}

    proof: RequiredLine = Field(title=gettext_noop("Who signed for it"))
    told_at: PastMoment | None = Field(default=None, title=gettext_noop("When the customer was told"))

    example = {"proof": "刘建国本人签收"}

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        tell(file, Way.COUNTER, self.told_at or file.now)
        return {"decision": file.decision.ordinal if file.decision else 0}
