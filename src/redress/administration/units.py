"""Units, their departments, and which periods they may still enter cases of (ORG-01, INT-02)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.administration import proposals
from redress.administration.authority import ADMINISTRATORS, CLOSERS, need
from redress.administration.recording import record
from redress.organisation import calendars
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, DepartmentKind, Duty, Line, UnitKind, Widening
from redress.organisation.models import Department, Proposal, Unit
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,19}")
_LONGEST_PATH: Final = 200
_RANK: Final = {kind: rank for rank, kind in enumerate(UnitKind)} | {
    UnitKind.COUNTER_B: list(UnitKind).index(UnitKind.COUNTER_A)
}
"""A and B counters stand side by side, all other kinds one beneath another."""


@atomic("organisation")
def add_unit(
    actor: Actor,
    parent: Unit,
    *,
    code: str,
    name: str,
    kind: UnitKind,
    line: Line,
    name_en: str = "",
    calendar: str = "",
    reception: str = "",
) -> Unit:
    """A new unit under another one; it follows that one's rulebook, and its calendar unless it names one."""
    need(actor, ADMINISTRATORS, parent)
    _check_code(parent, code)
    if _RANK[kind] < _RANK[UnitKind(parent.kind)]:
        because = _(
            "A unit of the kind %(kind)s cannot stand under %(parent)s. Choose another kind "
            "or another superior."
        )
        refuse("ORG-01", because % {"kind": kind.label, "parent": parent}, "kind")
    if parent.line not in (Line.GROUP, line):
        because = _("%(parent)s works in another line of business. Choose the same.")
        refuse("ORG-01", because % {"parent": parent}, "line")
    unit = Unit.objects.create(
        code=code,
        name=name,
        name_en=name_en,
        kind=kind,
        line=line,
        parent=parent,
        calendar=calendar,
        reception=reception,
    )
    calendars.forget()
    after = {"code": code, "name": name, "kind": str(kind), "parent": parent.code, "calendar": calendar}
    record(actor, Change.UNIT_ADDED, unit=unit, after=after)
    return unit


@atomic("organisation")
def add_department(actor: Actor, unit: Unit, kind: DepartmentKind, email: str = "") -> Department:
    """A department that the unit does not have yet."""
    need(actor, ADMINISTRATORS, unit)
    at_once = email if actor.system else ""
    department, created = Department.objects.get_or_create(unit=unit, kind=kind, defaults={"email": at_once})
    if not created:
        refuse("ORG-01", _("The unit already has this department. Nothing needs to be done."), "kind")
    record(actor, Change.DEPARTMENT_ADDED, department=department, after={"kind": str(kind)})
    if email and not actor.system:
        change_department_email(actor, department, email)
    return department


@atomic("organisation")
def change_department_email(actor: Actor, department: Department, email: str) -> Proposal:
    """Where orders and copies to the department are sent: an address of one's own would read along (SEC-01)."""
    return proposals.propose(
        actor, Widening.DEPARTMENT_EMAIL, department.unit, {"email": email}, department=department
    )


def _email_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    department = proposal.department
    assert department is not None
    need(actor, duties, department.unit)
    if proposal.asked["email"] == department.email:
        refuse("ORG-01", _("This is the address already. Nothing needs to be done."), "email")


@proposals.carries_out(Widening.DEPARTMENT_EMAIL, asks=_email_asked)
def _email_confirmed(actor: Actor, proposal: Proposal) -> None:
    assert proposal.department is not None
    proposal.department.email = proposal.asked["email"]
    proposal.department.save(update_fields=["email"])
    record(actor, Change.ADDRESS_CHANGED, department=proposal.department)


@atomic("organisation")
def close_period(actor: Actor, unit: Unit, until: date | None) -> Unit:
    """Cases received up to that day can no longer be entered here and below; None opens all periods again."""
    actor = need(actor, CLOSERS, unit)
    if until and until >= timezone.localdate():
        refuse("INT-02", _("Only a period that has passed can be closed. Give a day before today."), "until")
    closed = Unit.objects.select_for_update().get(pk=unit.pk)
    before = closed.closed_until
    closed.closed_until = until
    closed.save(update_fields=["closed_until"])
    record(
        actor,
        Change.PERIOD_CLOSED,
        unit=closed,
        before={"closed_until": str(before or "")},
        after={"closed_until": str(until or "")},
    )
    return closed


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
