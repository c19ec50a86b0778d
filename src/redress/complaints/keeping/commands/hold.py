"""Legal hold: nothing of the case is destroyed until it is lifted (CLO-10)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.models import LegalHold
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import State

_HOLDS = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})


class PlaceHold(Command):
    """Stop the disposal of a case, for a lawsuit, an inspection or a dispute (CLO-10)."""

    name = "place_hold"
    act = None
    label = gettext_lazy("Place a legal hold")
    icon = "lock"
    cite = ("CLO-10",)
    family = Family.CLOSING
    duties = _HOLDS
    within = frozenset(State)

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "客户已提起诉讼"}

    def do(self, case: Case, actor: Actor) -> Facts:
        case.row.held = True
        case.add(LegalHold(complaint=case.row, reason=self.reason, placed_by_id=actor.id, placed_at=case.now))
        return {}


class LiftHold(Command):
    """Lift every hold on the case, with the reason (CLO-10)."""

    name = "lift_hold"
    act = "work"
    label = gettext_lazy("Lift the legal hold")
    icon = "lock-open"
    cite = ("CLO-10",)
    family = Family.CLOSING
    duties = _HOLDS
    within = frozenset(State)
    writes = Writes(change=("complaints_legalhold",))

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "判决已经生效"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.row.held:
            refuse("CLO-10", _("There is no legal hold on this case. Nothing needs to be done."))

    def do(self, case: Case, actor: Actor) -> Facts:
        case.row.held = False
        lifted = 0
        for hold in case.row.holds.filter(lifted_at=None):
            hold.lifted_by_id, hold.lifted_at, hold.lift_reason = actor.id, case.now, self.reason
            case.change(hold, "lifted_by", "lifted_at", "lift_reason")
            lifted += 1
        return {"lifted": lifted}
