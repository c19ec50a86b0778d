"""The units that generated cases belong to, with their people, departments, rulebook and calendar."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from redress.casework import rulebooks
from redress.operations.console import BadInput
from redress.organisation.calendars import calendar_of
from redress.organisation.holders import customer_service
from redress.organisation.inheritance import lineage
from redress.organisation.kinds import CASE_DUTIES
from redress.organisation.models import Department, Unit, User
from redress.rulebook import Rulebook
from redress.worktime import Calendar


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as a case sees it. `departments` are those that answer orders, by id and kind."""

    unit: int
    code: str
    kind: str
    line: str
    reception: str
    weight: int
    owners: tuple[int, ...]
    takers: tuple[int, ...]
    departments: tuple[tuple[int, str, str], ...]
    version: int
    rulebook: Rulebook
    calendar: Calendar


_WEIGHTS = {"head_office": 4, "province": 20, "counter_a": 12, "counter_b": 5}


def places() -> list[Place]:
    """Every unit that has people for complaints. BadInput when there is none."""
    found = [place for unit in Unit.objects.order_by("path") if (place := _place(unit))]
    if not found:
        raise BadInput("No unit has anybody who handles complaints. Run 'redress demo' first.")
    return found


def _place(unit: Unit) -> Place | None:
    owners = tuple(customer_service(unit).order_by("id").values_list("id", flat=True))
    above = lineage(unit.code)
    if not owners or above is None or not above.rulebook:
        return None
    version = rulebooks.in_force(above.rulebook, timezone.localdate())
    takers = User.objects.filter(appointments__department__unit=unit, appointments__duty__in=CASE_DUTIES)
    departments = Department.objects.filter(unit=unit).exclude(kind="customer_service").order_by("id")
    return Place(
        unit=unit.pk,
        code=unit.code,
        kind=unit.kind,
        line=unit.line,
        reception=unit.reception,
        weight=_WEIGHTS.get(unit.kind, 1),
        owners=owners,
        takers=tuple(takers.order_by("id").distinct().values_list("id", flat=True)) or owners,
        departments=tuple((d.pk, d.kind, str(d)) for d in departments.select_related("unit")),
        version=version.pk,
        rulebook=rulebooks.opened(version),
        calendar=calendar_of(unit),
    )
