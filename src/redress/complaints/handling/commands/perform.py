"""Performing what the customer was promised (AUT-01)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import PastMoment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.handling import performing
from redress.complaints.handling.commands.contact import admit_handlers
from redress.complaints.stated import ACCEPTED
from redress.organisation.actor import Actor
from redress.rulebook import State


class Execute(Command):
    """What was promised is paid or performed: when, and what proves it (AUT-01)."""

    name = "execute"
    settles = "executed"
    act = "work"
    label = gettext_lazy("Record the performance")
    icon = "circle-check"
    cite = ("AUT-01",)
    family = Family.DECISION
    duties = common.INTAKE_TOO | common.DEPARTMENT
    within = frozenset({State.ANSWERED, State.DETERMINED})

    times = {"performed_at": Span(ACCEPTED, "AUT-01")}
    writes = Writes(change=("complaints_proposal",))

    proof: RequiredText = Field(title=gettext_noop("Proof"))
    performed_at: PastMoment | None = Field(default=None, title=gettext_noop("Performed at"))

    example = {"proof": "付款凭证 F2026-118", "performed_at": "2026-03-05T10:00:00+08:00"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        admit_handlers(cls, case, actor)

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if performing.owed(case) is None:
            refuse(
                "AUT-01", _("Nothing that was promised is still to be performed. Nothing needs to be done.")
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        owed = performing.owed(case)
        assert owed is not None
        at = self.performed_at or case.now
        performing.perform(case, actor, owed, at, self.proof)
        return {
            "proposal": owed.position,
            "amount": str(owed.amount) if owed.amount is not None else None,
            "at": at.isoformat(),
        }
