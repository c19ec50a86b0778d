"""Validity, causes and signatures: what must stand before a case is closed (CLO-02)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.committee import binding
from redress.complaints import closers
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command, Facts
from redress.complaints.commands.families import Family
from redress.complaints.commands.types import Code, RequiredText, Text
from redress.complaints.kinds import Validity
from redress.complaints.models import Cause, SignOff
from redress.complaints.refusals import refuse
from redress.messages.models import Alert, AlertKind
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.rulebook import State


class CauseGiven(BaseModel):
    """A cause and the department responsible for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Code = Field(min_length=1, title=gettext_noop("Cause"))
    department: int = Field(title=gettext_noop("Responsible department"))


def check_causes(causes: Sequence[CauseGiven], case: Case) -> None:
    """Refuse causes that the rulebook or the company does not know, none at all, and the same twice (CLO-02)."""
    if not causes:
        refuse("CLO-02", _("Name at least one cause."), field="causes")
    if len(set(causes)) != len(causes):
        refuse("CLO-02", _("The same cause stands twice for one department."), field="causes")
    for cause in causes:
        if cause.code not in case.rulebook.method.causes:
            refuse(
                "CLO-02",
                _("The rulebook does not know the cause '%(code)s'.") % {"code": cause.code},
                "causes",
            )
        common.department(case, cause.department, "causes")


class Determine(Command):
    """Determine validity and causes; asks every responsible department's head to sign (CLO-02).

    A system cause also asks the head of IT. Also an unsubstantiated complaint has a cause.
    """

    name = "determine"
    act = "decide"
    label = gettext_lazy("Determine validity and causes")
    cite = ("CLO-02",)
    family = Family.DECISION
    duties = common.INTAKE_TOO
    moves = {
        State.DECIDED: State.DETERMINED,
        State.ANSWERED: State.DETERMINED,
        State.DETERMINED: State.DETERMINED,
    }
    primary = True

    validity: Validity = Field(title=gettext_noop("Validity"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    causes: list[CauseGiven] = Field(default=[], max_length=10, title=gettext_noop("Causes"))

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        super().admit(case, actor)
        closers.check_determines(case, actor)

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.state is State.DECIDED and case.row.result_told_at is None:
            refuse("COM-06", _("Tell the customer the decision first, and record it with the proof."))

    def check(self, case: Case, actor: Actor) -> None:
        check_causes(self.causes, case)
        binding.check_determination(
            case, self.validity, [(cause.code, cause.department) for cause in self.causes]
        )

    def do(self, case: Case, actor: Actor) -> Facts:
        row = case.row
        row.validity, row.validity_reasons = self.validity, self.reasons
        row.causes.all().delete()
        row.sign_offs.all().delete()
        for given in self.causes:
            is_system = case.rulebook.method.causes[given.code].system
            case.add(
                Cause(complaint=row, code=given.code, department_id=given.department, is_system=is_system)
            )
        signers = self._signers(case)
        for department, because in signers.items():
            case.add(SignOff(complaint=row, department_id=department, because=because))
            case.share("sign_off", department=department)
            case.add(Alert(complaint=row, department_id=department, kind=AlertKind.SIGN, at=case.now))
        case.event("determined")
        return {
            "validity": self.validity,
            "causes": [given.code for given in self.causes],
            "signers": list(signers),
        }

    def _signers(self, case: Case) -> dict[int, str]:
        """Department -> why it signs. IT of the case's unit or above joins in for a system cause."""
        signers = {given.department: "responsible" for given in self.causes}
        if any(case.rulebook.method.causes[given.code].system for given in self.causes):
            it = organisation.department_of(case.row.unit, DepartmentKind.IT)
            if it is None:
                refuse(
                    "CLO-02",
                    _("A system cause needs the signature of IT, but this company has no IT department."),
                )
            signers.setdefault(it.pk, "system")
        return signers


class Sign(Command):
    """The head of a responsible department signs the determination (CLO-02)."""

    name = "sign"
    act = "work"
    label = gettext_lazy("Sign")
    cite = ("CLO-02",)
    family = Family.DECISION
    duties = frozenset({Duty.DEPARTMENT_HEAD, Duty.CS_HEAD})
    within = frozenset({State.DETERMINED})
    primary = True

    department: int = Field(title=gettext_noop("Department"))
    remark: Text = Field(default="", title=gettext_noop("Remark"))

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        waiting = [sign.department_id for sign in case.row.sign_offs.all() if sign.signed_at is None]
        if not any(actor.has_in(cls.duties, department) for department in waiting):
            raise cls.forbidden()

    def check(self, case: Case, actor: Actor) -> None:
        waiting = case.row.sign_offs.filter(department_id=self.department, signed_at=None)
        if not waiting.exists():
            refuse("CLO-02", _("No signature of this department is waited for."), field="department")
        if not actor.has_in(self.duties, self.department):
            raise self.forbidden()

    def do(self, case: Case, actor: Actor) -> Facts:
        sign_off = case.row.sign_offs.get(department_id=self.department)
        sign_off.signed_by_id, sign_off.signed_at, sign_off.remark = actor.id, case.now, self.remark
        case.change(sign_off)
        left = case.row.sign_offs.filter(signed_at=None).exclude(pk=sign_off.pk).count()
        case.event("signed", subject={"signatures": "partial" if left else "complete"})
        return {"department": self.department, "left": left}
