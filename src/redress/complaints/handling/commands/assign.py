"""Giving a case to another owner (FLW-05, ORG-13)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredText
from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.queries import staff_options
from redress.complaints.recusing import recusal
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import User
from redress.rulebook import OPEN_STATES


class Assign(Command):
    """Give the case to another owner, of its unit or of one above (FLW-05).

    Never to somebody who must keep out of it (ORG-13).
    """

    name = "assign"
    act = "work"
    label = gettext_lazy("Give to another owner")
    icon = "users-plus"
    cite = ("FLW-05", "ORG-13")
    family = Family.HANDLING
    duties = common.HANDLING | {Duty.MANAGER}
    within = OPEN_STATES
    prompts = {"owner": Prompt(choices=lambda case, _actor: staff_options.owners(case))}

    owner: Code = Field(min_length=1, title=gettext_noop("Owner"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _owner: User = PrivateAttr()

    example = {"owner": "cd.officer", "reason": "原处理人回避"}

    def check(self, case: Case, actor: Actor) -> None:
        found = holders.customer_service_of(case.row.unit).filter(username=self.owner).first()
        if found is None:
            refuse(
                "FLW-05",
                _("'%(name)s' does not handle complaints in that unit. Choose another person.")
                % {"name": self.owner},
                "owner",
            )
        if found.pk == case.row.owner_id:
            refuse(
                "FLW-05",
                _("The case is already with this person. Choose somebody else, or leave it there."),
                "owner",
            )
        recusal.check(case, found.pk, "owner")
        self._owner = found

    def do(self, case: Case, actor: Actor) -> Facts:
        before, case.row.owner_id = case.row.owner_id, self._owner.pk
        case.alert(AlertKind.ASSIGNED, user=self._owner)
        return {"from": before, "to": self._owner.pk}
