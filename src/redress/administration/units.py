"""Units, their departments, and which periods they may still enter cases of (ORG-01, INT-02)."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.administration import places, proposals
from redress.administration.accounts import Mail, check_mail
from redress.administration.authority import ADMINISTRATORS, CLOSERS, need
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.following import check_calendar
from redress.administration.proposals import Proposing
from redress.casework.command import Facts
from redress.casework.inputs import CLEAN
from redress.casework.refusals import refuse
from redress.casework.stated import AGES, TODAY, Span
from redress.organisation import calendars
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, DepartmentKind, Duty, Line, UnitKind, Widening
from redress.organisation.models import Department, Proposal, Unit

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,19}")
_LONGEST_PATH: Final = 200
_RANK: Final = {kind: rank for rank, kind in enumerate(UnitKind)} | {
    UnitKind.COUNTER_B: list(UnitKind).index(UnitKind.COUNTER_A)
}
"""A and B counters stand side by side, all other kinds one beneath another."""


class AddUnit(AdministrationCommand):
    """A new unit under another one; it follows that one's rulebook, and its calendar unless it names one (ORG-01)."""

    name = "add_unit"
    label = gettext_lazy("Add a unit")
    creates = True
    duties = ADMINISTRATORS

    parent: Annotated[str, CLEAN, Field(max_length=20)]
    code: Annotated[str, CLEAN, Field(max_length=200)]
    full_name: Annotated[str, CLEAN, Field(min_length=1, max_length=100)]
    name_en: Annotated[str, CLEAN, Field(max_length=100)] = ""
    kind: UnitKind
    line: Line
    calendar: Annotated[str, CLEAN, Field(max_length=20)] = ""
    reception: Annotated[str, CLEAN, Field(max_length=200)] = ""

    example = {"parent": "sc", "code": "dy", "full_name": "德阳柜面", "kind": "counter_b", "line": "life"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        """Who may depends on the superior unit, which its input names: `check` asks."""

    def _parent(self) -> Unit:
        found = Unit.objects.filter(code=self.parent).first()
        if found is None:
            refuse(
                "ORG-01",
                _("There is no unit of that code. Choose the superior unit from the list."),
                "parent",
            )
        return found

    def check(self, file: Dossier, actor: Actor) -> None:
        parent = self._parent()
        need(actor, self.duties, parent)
        _check_code(parent, self.code)
        if _RANK[self.kind] < _RANK[UnitKind(parent.kind)]:
            because = _(
                "A unit of the kind %(kind)s cannot stand under %(parent)s. Choose another kind "
                "or another superior."
            )
            refuse("ORG-01", because % {"kind": self.kind.label, "parent": parent}, "kind")
        if parent.line not in (Line.GROUP, self.line):
            because = _("%(parent)s works in another line of business. Choose the same.")
            refuse("ORG-01", because % {"parent": parent}, "line")
        check_calendar(self.calendar)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        parent = self._parent()
        unit = Unit.objects.create(
            code=self.code,
            name=self.full_name,
            name_en=self.name_en,
            kind=self.kind,
            line=self.line,
            parent=parent,
            calendar=self.calendar,
            reception=self.reception,
        )
        calendars.forget()
        file.row.unit, file.row.number = unit, unit.code
        after = {
            "code": self.code,
            "name": self.full_name,
            "kind": str(self.kind),
            "parent": parent.code,
            "calendar": self.calendar,
        }
        file.note(Change.UNIT_ADDED, unit=unit, after=after)
        return {}


class AddDepartment(AdministrationCommand):
    """A department that the unit does not have yet; a second person confirms its mail address (ORG-01)."""

    name = "add_department"
    label = gettext_lazy("Add a department")
    duties = ADMINISTRATORS

    kind: DepartmentKind
    email: Mail = ""

    example = {"kind": "finance"}

    def check(self, file: Dossier, actor: Actor) -> None:
        check_mail(self.email)
        if Department.objects.filter(unit=file.unit, kind=self.kind).exists():
            refuse("ORG-01", _("The unit already has this department. Nothing needs to be done."), "kind")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        at_once = self.email if actor.system else ""
        made = Department.objects.create(unit=file.unit, kind=self.kind, email=at_once)
        file.note(Change.DEPARTMENT_ADDED, department=made, after={"kind": str(self.kind)})
        facts: Facts = {"department": made.pk}
        if self.email and not actor.system:
            asked = _address(made, self.email)
            proposals.ask(actor, asked)
            facts |= proposals.put(file, actor, asked)
        return facts


class ChangeDepartmentEmail(Proposing):
    """Have orders and copies to a department sent to another address: one of one's own would read along (SEC-01)."""

    name = "change_department_email"
    label = gettext_lazy("Mail address of a department")
    duties = ADMINISTRATORS

    department: int
    email: Mail

    example = {"department": 17, "email": "claims@anhe.example"}

    def draft(self, file: Dossier) -> Proposal:
        department = places.department(self.department)
        if department.unit_id != file.unit.pk:
            refuse("ORG-01", _("There is no such department. Choose one of the unit."), "department")
        return _address(department, self.email)

    def check(self, file: Dossier, actor: Actor) -> None:
        check_mail(self.email)
        super().check(file, actor)


def _address(department: Department, email: str) -> Proposal:
    return Proposal(
        kind=Widening.DEPARTMENT_EMAIL, unit=department.unit, department=department, asked={"email": email}
    )


def _email_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    department = proposal.department
    assert department is not None
    need(actor, duties, department.unit)
    if proposal.asked["email"] == department.email:
        refuse("ORG-01", _("This is the address already. Nothing needs to be done."), "email")


@proposals.carries_out(Widening.DEPARTMENT_EMAIL, asks=_email_asked)
def _email_confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    assert proposal.department is not None
    proposal.department.email = proposal.asked["email"]
    proposal.department.save(update_fields=["email"])
    file.note(Change.ADDRESS_CHANGED, department=proposal.department)


class ClosePeriod(AdministrationCommand):
    """Close a period: cases received up to that day are no longer entered here and below; none opens all (INT-02)."""

    name = "close_period"
    label = gettext_lazy("Close a period")
    cite = ("INT-02",)
    duties = CLOSERS
    times = {"until": Span(AGES, until=TODAY)}

    until: date | None = None

    example = {"until": "2026-10-31"}

    def check(self, file: Dossier, actor: Actor) -> None:
        if self.until and self.until >= timezone.localdate():
            refuse(
                "INT-02", _("Only a period that has passed can be closed. Give a day before today."), "until"
            )

    def do(self, file: Dossier, actor: Actor) -> Facts:
        closed = file.unit
        before = closed.closed_until
        closed.closed_until = self.until
        closed.save(update_fields=["closed_until"])
        file.note(
            Change.PERIOD_CLOSED,
            unit=closed,
            before={"closed_until": str(before or "")},
            after={"closed_until": str(self.until or "")},
        )
        return {"until": str(self.until or "")}


def _check_code(parent: Unit, code: str) -> None:
    if not _CODE.fullmatch(code):
        because = _(
            "A code has up to 20 lower-case letters, digits and hyphens, and begins with a "
            "letter. Correct it."
        )
        refuse("ORG-01", because, "code")
    if Unit.objects.filter(code=code).exists():
        refuse("ORG-01", _("Another unit has this code. Choose a different one."), "code")
    if len(f"{parent.path}{code}/") > _LONGEST_PATH:
        refuse("ORG-01", _("The unit would stand too deep. Choose a shorter code."), "code")
