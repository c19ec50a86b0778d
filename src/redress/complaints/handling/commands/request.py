"""Asking a superior for approval or instruction (FLW-09)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Moment, RequiredText, Yuan
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import approvals, authority
from redress.complaints.kinds import Asked
from redress.complaints.queries import offers
from redress.organisation.actor import Actor
from redress.organisation.kinds import HEADS


class AskApproval(Command):
    """Ask a superior's head of department for approval or instruction (报批件); the answer binds (FLW-09)."""

    name = "ask_approval"
    act = "work"
    label = gettext_lazy("Ask for approval or instruction")
    icon = "message-circle"
    cite = ("FLW-09",)
    family = Family.AUTHORITY
    duties = common.HANDLING | common.DEPARTMENT

    times = {"needed_by": Span(NOW, "AUT-02", FURTHEST)}
    writes = Writes(add=("complaints_approval",))
    prompts = {"department": Prompt(choices=offers.departments)}

    department: int = Field(title=gettext_noop("Department"))
    question: RequiredText = Field(title=gettext_noop("What is asked"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    needed_by: Moment | None = Field(default=None, title=gettext_noop("Answer needed by"))

    example = {"department": 14, "question": "拟通融赔付三千元，请批示。", "amount": "3000"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if actor.system or actor.has_in(common.DEPARTMENT, case.row.main_department_id):
            return
        super().admit(case, actor)

    def check(self, case: Case, actor: Actor) -> None:
        asked = common.addressed(case, self.department, "department", HEADS, act="decide")
        if asked.unit_id not in {level.unit for level in authority.chain_of(case).levels}:
            refuse("FLW-09", _("Ask a department of this unit or of one above it."), "department")

    def do(self, case: Case, actor: Actor) -> Facts:
        asked = common.department(case, self.department, "department")
        new = approvals.ask(
            case,
            actor,
            Asked.REQUEST,
            asked,
            question=self.question,
            amount=self.amount,
            needed_by=self.needed_by,
        )
        return {"approval": approvals.label(new.number), "department": asked.pk}
