"""Loads the demo insurer's units, departments and staff. Loading it twice changes nothing (ORG-01, ORG-04)."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from faker import Faker

from redress.casework import rulebooks
from redress.committee import setting_up as committee
from redress.organisation.kinds import DepartmentKind
from redress.organisation.models import Appointment, Department, Unit, User
from redress.sealing.doors import atomic

PASSWORD = "wensu-2026"  # noqa: S105 - shown on the start page of the demo; production refuses to load it
_SINCE = date(2009, 1, 1)


@atomic("demo")
def load() -> None:
    """Units, departments, staff with appointments, and the rulebooks they follow."""
    plan = yaml.safe_load(files("redress.operations.demo").joinpath("insurer.yaml").read_text("utf-8"))
    for name in sorted({unit["rulebook"] for unit in plan["units"] if unit.get("rulebook")}):
        if not rulebooks.published(name):  # an older version goes on until somebody publishes the newer
            rulebooks.publish(name)
    for unit in plan["units"]:
        _unit(unit)
    names = _names(len(plan["staff"]))
    password = make_password(PASSWORD)
    for (username, (where, *duties)), name in zip(plan["staff"].items(), names, strict=True):
        _person(username, name, where, duties, password)
    for unit, seats in plan["bodies"].items():
        committee.set_up(unit, seats.pop("chair"), seats, _SINCE)


def _unit(given: dict[str, Any]) -> None:
    departments = given.pop("departments", [])
    parent = given.pop("parent", None)
    parent_unit = Unit.objects.get(code=parent) if parent else None
    unit, _ = Unit.objects.get_or_create(code=given.pop("code"), defaults={**given, "parent": parent_unit})
    for kind in DepartmentKind.values if departments == "all" else departments:
        Department.objects.get_or_create(unit=unit, kind=kind)


def _names(count: int) -> list[str]:
    maker = Faker("zh_CN")
    maker.seed_instance(2026)
    return [maker.unique.name() for _ in range(count)]


def _person(username: str, name: str, where: str, duties: list[str], password: str) -> None:
    unit, kind = where.split("/")
    department = Department.objects.get(unit__code=unit, kind=kind)
    user, created = User.objects.get_or_create(
        username=username, defaults={"name": name, "department": department, "password": password}
    )
    if created:
        Appointment.objects.bulk_create(
            Appointment(user=user, department=department, duty=duty, period=(_SINCE, None)) for duty in duties
        )
