"""What can be chosen in a form: codes of the rulebook, departments, open orders, units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Protocol

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.asking import Option
from redress.complaints.case import Case
from redress.complaints.closing import signers
from redress.complaints.commands import common
from redress.complaints.kinds import ApprovalState, OrderState
from redress.complaints.models import Approval
from redress.organisation import holders
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind
from redress.organisation.models import Department, Unit
from redress.rulebook import Rulebook
from redress.rulebook.kinds import COMPLEXITIES


class _Text(Protocol):
    def get(self, language: str) -> str: ...


class _Titled(Protocol):
    @property
    def title(self) -> _Text: ...


def titled(codes: Mapping[str, _Titled]) -> list[Option]:
    """Codes of a rulebook with their titles in the active language."""
    language = get_language() or "zh"
    return [Option(code, entry.title.get(language)) for code, entry in codes.items()]


def texts(codes: Mapping[str, _Text]) -> list[Option]:
    """Codes whose entry is itself the title, as it stands at the head of a choice."""
    language = get_language() or "zh"
    return [Option(code, capfirst(text.get(language))) for code, text in codes.items()]


def reasons(rulebook: Rulebook, class_code: str, day: date) -> list[Option]:
    """Sub-reasons of a class; none for a class that does not exist (CLS-01)."""
    entry = rulebook.classes(day).get(class_code)
    return texts(entry.reasons) if entry else []


def complexities() -> list[Option]:
    """Simple or complex (CLK-04)."""
    return texts(COMPLEXITIES)


def departments(case: Case) -> list[Option]:
    """Departments that a case can go to: of its unit, the units above it within the company, and those below (ORG-08).

    The nearest unit upwards first, then what is below; other branches are reached by their superior, not sideways.
    """
    paths = case.row.unit.paths()[1:]
    own = case.row.unit.path
    found = Department.objects.filter(Q(unit__path__in=paths) | Q(unit__path__startswith=own))
    found = found.annotate(staffed=holders.somebody(common.ANSWERS)).select_related("unit")
    return _departments(sorted(found, key=lambda d: (*_distance(d.unit.path, own), _KINDS.index(d.kind))))


def _distance(path: str, own: str) -> tuple[bool, int, str]:
    """Upwards before downwards, the nearest first."""
    below = path != own and path.startswith(own)
    return below, abs(len(path) - len(own)), path


_KINDS = list(DepartmentKind.values)


def _departments(found: Iterable[Department]) -> list[Option]:
    nobody = _("nobody there")  # by itself: within an f-string it would be in no catalogue
    return [Option(str(d.pk), str(d) if d.staffed else f"{d} · {nobody}") for d in found]  # type: ignore[attr-defined]


def routed(case: Case) -> tuple[Department | None, list[Department]]:
    """The main department and the copies that the rulebook names, as departments of this insurer (ORG-08)."""
    return route(case.rulebook, dict(case.subject), case.row.unit)


def route(
    rulebook: Rulebook, subject: Mapping[str, str], unit: Unit
) -> tuple[Department | None, list[Department]]:
    """The routed departments of a unit, or the nearest superior's where the unit has none of that kind."""
    rule = rulebook.route(subject)
    main, *copies = [_staffed(unit, DepartmentKind(kind)) for kind in (rule.to, *rule.copies)]
    return main, [copy for copy in copies if copy is not None and copy != main]


def _staffed(unit: Unit, kind: DepartmentKind) -> Department | None:
    """The nearest department of that kind where somebody answers orders; without any, the nearest there is."""
    held = holders.nearest_holder(unit, kind, sorted(common.ANSWERS))
    return held[0] if held else organisation.department_of(unit, kind)


def open_orders(case: Case, actor: Actor, *, own: bool) -> list[Option]:
    """Orders that wait for an answer; with `own`, only those of the actor's departments (FLW-03)."""
    return [
        Option(order.number, f"{order.number} · {order.department}")
        for order in case.row.orders.all()
        if order.state == OrderState.OPEN and (not own or order.department_id in actor.departments)
    ]


def waiting_approvals(case: Case) -> list[Option]:
    """What of the case awaits approval (AUT-01)."""
    waiting = case.row.approvals.filter(state=ApprovalState.WAITING).select_related("by")
    return [Option(str(each.number), _approval(each)) for each in waiting]


def _approval(approval: Approval) -> str:
    amount = f" · {approval.amount:,.2f}" if approval.amount is not None else ""
    return f"A{approval.number} · {approval.get_asked_display()}{amount} · {approval.by or ''}"


def counterparts(case: Case, actor: Actor) -> list[Option]:
    """Departments of subordinate units that are of the same kind as one of the actor's with an open order (FLW-19)."""
    own = [
        order.department
        for order in case.row.orders.all()
        if order.state == OrderState.OPEN and order.department_id in actor.departments
    ]
    if not own:
        return []
    below = [Q(kind=each.kind, unit__path__startswith=each.unit.path) for each in own]
    found = Department.objects.filter(reduce(or_, below)).exclude(pk__in=[each.pk for each in own])
    found = found.annotate(staffed=holders.somebody(common.ANSWERS))
    return _departments(found.select_related("unit").order_by("unit__path")[:200])


def signatures(case: Case, actor: Actor) -> list[Option]:
    """Departments for which the actor signs and whose signature is waited for (CLO-02)."""
    return [
        Option(str(department.pk), str(department))
        for department in signers.waiting(case)
        if any(signers.may_sign(case, way, department) for way in actor.ways)
    ]


def units(actor: Actor, words: str, most: int = 20) -> list[Option]:
    """Units of the actor's company whose name or code holds the words, for the unit that underwrote (ORG-07)."""
    found = _company_units(actor)
    if words := words.strip():
        found = found.filter(
            Q(code__istartswith=words) | Q(name__icontains=words) | Q(name_en__icontains=words)
        )
    return [Option(unit.code, str(unit)) for unit in found.order_by("path")[:most]]


def unit_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of units by their codes."""
    return {unit.code: str(unit) for unit in Unit.objects.filter(code__in={*codes})}


def unit_called(actor: Actor, name: str) -> str:
    """The code of the one unit of the actor's company that bears this name; empty where none does or several do."""
    named = Q(name__iexact=name) | Q(name_en__iexact=name)
    codes = list(_company_units(actor).filter(named).values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else ""


def _company_units(actor: Actor) -> QuerySet[Unit]:
    own = Unit.objects.filter(pk=actor.unit).first() if actor.unit else None
    company = own.paths()[:2][-1] if own else "/"
    return Unit.objects.filter(path__startswith=company)
