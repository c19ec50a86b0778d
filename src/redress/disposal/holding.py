"""Legal hold of a file of any kind: nothing of it is destroyed until it is lifted (CLO-10)."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Command, Facts
from redress.casework.inputs import RequiredText
from redress.casework.models import LegalHold
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty

HOLDS: Final = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})


class Place(Command):
    """Stop the disposal of a file, for a lawsuit, an inspection or a dispute (CLO-10)."""

    name = "place_hold"
    label = gettext_lazy("Place a legal hold")
    icon = "lock"
    cite = ("CLO-10",)
    duties = HOLDS

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "客户已提起诉讼"}

    @classmethod
    def ready(cls, file: Any, actor: Actor) -> None:
        if file.row.disposed_at is not None:
            refuse("CLO-10", _("The case was disposed of already. Nothing needs to be done."))

    def do(self, file: Any, actor: Actor) -> Facts:
        file.row.held = True
        file.add(
            LegalHold(file_id=file.row.pk, reason=self.reason, placed_by_id=actor.id, placed_at=file.now)
        )
        return {}


class Lift(Command):
    """Lift every hold on the file, with the reason (CLO-10)."""

    name = "lift_hold"
    label = gettext_lazy("Lift the legal hold")
    icon = "lock-open"
    cite = ("CLO-10",)
    duties = HOLDS

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "判决已经生效"}

    @classmethod
    def ready(cls, file: Any, actor: Actor) -> None:
        if not file.row.held:
            refuse("CLO-10", _("There is no legal hold on this case. Nothing needs to be done."))

    def do(self, file: Any, actor: Actor) -> Facts:
        file.row.held = False
        standing = LegalHold.objects.filter(file_id=file.row.pk, lifted_at=None)
        for hold in standing:
            hold.lifted_by_id, hold.lifted_at, hold.lift_reason = actor.id, file.now, self.reason
            file.change(hold, "lifted_by", "lifted_at", "lift_reason")
        return {"lifted": len(standing)}
