"""The customer objects to the decision (CLM-10)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import (
    RequiredText,
)
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.heard import UPSET, heard
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES
from redress.claims.states import ClaimState
from redress.organisation.actor import Actor


class Object(ClaimCommand):
    """The customer objects: the decision is explained, looked at again, or becomes a dispute."""

    name = "object"
    often = True
    label = gettext_lazy("Note an objection")
    icon = "thumb-down"
    cite = ("CLM-10",)
    moves = {ClaimState.TOLD: ClaimState.OBJECTED}
    duties = TAKES

    reason: RequiredText = Field(title=gettext_noop("What the customer objects to"))
    upset: bool = Field(default=False, title=UPSET)

    example = {"reason": "认为免赔额计算有误。"}

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.event("objected")
        heard(file, upset=self.upset)
        return {}
