"""Validity, causes and signatures: what must stand before a case is closed (CLO-02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredText, Text
from redress.casework.refusals import check_code, refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.closing import closers
from redress.complaints.closing import signers as signing
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import Validity
from redress.complaints.models import Cause, SignOff
from redress.complaints.queries import offers, options
from redress.complaints.rulings import rulings
from redress.messages.models import AlertKind
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.kinds import HEADS, DepartmentKind
from redress.organisation.models import Department
from redress.rulebook import State


class CauseGiven(BaseModel):
    """A cause and the department responsible for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Code = Field(min_length=1, title=gettext_noop("Cause"))
    department: int = Field(title=gettext_noop("Responsible department"))


CAUSES: Final[Mapping[str, Prompt]] = {
    "code": Prompt(choices=offers.causes),
    "department": Prompt(choices=offers.departments),
}
"""How a cause and its department are asked for."""


def check_causes(causes: Sequence[CauseGiven], case: Case) -> None:
    """Refuse causes that the rulebook or the company does not know, none at all, and the same twice (CLO-02)."""
    if not causes:
        refuse("CLO-02", _("Name at least one cause."), field="causes")
    if len(set(causes)) != len(causes):
        refuse(
            "CLO-02",
            _("The same cause stands twice for one department. Leave one of the two."),
            field="causes",
        )
    for cause in causes:
        check_code("CLO-02", "causes", cause.code, case.rulebook.method.causes)
        common.department(case, cause.department, "causes")


class Determine(Command):
    """Determine validity and causes; asks every responsible department's head to sign (CLO-02).

    A system cause also asks the head of IT. Also an unsubstantiated complaint has a cause.
    """

    name = "determine"
    act = "decide"
    label = gettext_lazy("Determine validity and causes")
    icon = "gavel"
    cite = ("CLO-02",)
    family = Family.DECISION
    duties = common.INTAKE_TOO
    moves = {
        State.DECIDED: State.DETERMINED,
        State.ANSWERED: State.DETERMINED,
        State.DETERMINED: State.DETERMINED,
    }
    primary = True
    writes = Writes(
        add=("complaints_cause",), delete=("complaints_cause", "complaints_signoff"), columns=("validity",)
    )
    prompts = CAUSES

    validity: Validity = Field(title=gettext_noop("Validity"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    causes: list[CauseGiven] = Field(default=[], max_length=10, title=gettext_noop("Causes"))

    example = {
        "validity": "substantiated",
        "reasons": "付款确有延迟",
        "causes": [{"code": "delay", "department": 14}],
    }

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
        for department in self._signers(case):
            signing.superior(case, department)
        rulings().check_determination(
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
            case.add(SignOff(complaint=row, department=department, because=because))
            # Who signs in the place of a head that is missing must see the case as well.
            for told in {department, signing.superior(case, department) or department}:
                case.share("sign_off", department=told.pk)
                case.alert(AlertKind.SIGN, department=told)
        case.event("determined")
        return {
            "validity": self.validity,
            "causes": [given.code for given in self.causes],
            "signers": [department.pk for department in signers],
        }

    def _signers(self, case: Case) -> dict[Department, str]:
        """Department -> why it signs. IT of the case's unit or above joins in for a system cause."""
        named = {given.department: None for given in self.causes}
        found = Department.objects.select_related("unit").in_bulk(list(named))
        signers = {found[pk]: "responsible" for pk in named}
        if any(case.rulebook.method.causes[given.code].system for given in self.causes):
            it = organisation.department_of(case.row.unit, DepartmentKind.IT)
            if it is None:
                refuse(
                    "CLO-02",
                    _(
                        "A system cause needs the signature of IT, but this company has no IT "
                        "department. Ask the administrator to set one up."
                    ),
                )
            signers.setdefault(it, "system")
        return signers


class Sign(Command):
    """The head of a responsible department signs the determination; without a head, the superior by post (CLO-02)."""

    name = "sign"
    act = "work"
    label = gettext_lazy("Sign")
    icon = "signature"
    cite = ("CLO-02",)
    family = Family.DECISION
    duties = signing.SIGNS
    within = frozenset({State.DETERMINED})
    primary = True
    writes = Writes(change=("complaints_signoff",))
    prompts = {"department": Prompt(choices=options.signatures)}

    department: int = Field(title=gettext_noop("Department"))
    remark: Text = Field(default="", title=gettext_noop("Remark"))

    example = {"department": 14, "remark": "同意"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not any(signing.may_sign(case, actor, department) for department in signing.waiting(case)):
            raise cls.forbidden()

    def check(self, case: Case, actor: Actor) -> None:
        waiting = case.row.sign_offs.filter(department_id=self.department, signed_at=None)
        if not waiting.exists():
            refuse(
                "CLO-02",
                _("No signature of this department is waited for. Check the department."),
                field="department",
            )
        department = Department.objects.select_related("unit").get(pk=self.department)
        if not signing.may_sign(case, actor, department):
            raise self.forbidden()

    def do(self, case: Case, actor: Actor) -> Facts:
        sign_off = case.row.sign_offs.get(department_id=self.department)
        sign_off.signed_by_id, sign_off.signed_at, sign_off.remark = actor.id, case.now, self.remark
        case.change(sign_off)
        left = case.row.sign_offs.filter(signed_at=None).exclude(pk=sign_off.pk).count()
        case.event("signed", subject={"signatures": "partial" if left else "complete"})
        department = Department.objects.select_related("unit").get(pk=self.department)
        said: Facts = {"department": department.pk, "left": left}
        return said if actor.has_in(HEADS, department.pk) else said | {"without_head": True}
