"""A joint meeting of the departments of a case with several matters (INT-09)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import PastMoment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.intake import matters
from redress.complaints.queries import offers
from redress.complaints.stated import ORDERS
from redress.organisation.actor import Actor
from redress.rulebook import State


class JointMeeting(Command):
    """Record the meeting at which the departments agreed on one answer, instead of each giving its opinion (INT-09)."""

    name = "joint_meeting"
    act = "work"
    label = gettext_lazy("Record a joint meeting")
    icon = "users-group"
    cite = ("INT-09",)
    duties = common.HANDLING
    within = frozenset({State.INVESTIGATING, State.REJECTED})
    family = Family.LINKS

    times = {"at": Span(ORDERS, "INT-09")}
    writes = Writes(add=("complaints_order",), columns=("joint_meeting_at",))
    prompts = {"departments": Prompt(choices=offers.departments)}

    departments: list[int] = Field(min_length=2, max_length=20, title=gettext_noop("Departments present"))
    words: RequiredText = Field(title=gettext_noop("What was agreed"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))

    example = {"departments": [12, 14], "words": "各部门一致同意退还重复扣款并停发营销短信。"}

    def check(self, case: Case, actor: Actor) -> None:
        for department in self.departments:
            common.department(case, department, "departments")
        asked = {order.department_id for order in case.open_orders() if order.class_code}
        if not matters.several(case):
            refuse("INT-09", _("This complaint has one matter. Let its department answer the order."))
        if asked - set(self.departments):
            refuse(
                "INT-09",
                _(
                    "Every department that still owes an opinion must have been there. Name these"
                    " departments too."
                ),
                field="departments",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        case.row.joint_meeting_at = self.at or case.now
        case.event("joint_meeting", at=self.at)
        return {"at": case.row.joint_meeting_at.isoformat(), "departments": [*self.departments]}
