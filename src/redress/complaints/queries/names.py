"""Who, which department, unit and rulebook: names for many rows at once, not a join in every query that has one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Model

from redress.complaints.models.rulebook import RulebookVersion
from redress.organisation.models import Department, Unit, User
from redress.organisation.statements import Statement

_PEOPLE = ("owner", "registered_by", "closed_by", "by", "issued_by", "replied_by", "signed_by")
_DEPARTMENTS = ("main_department", "department")
_UNITS = ("unit", "received_unit")

_THESE = "WHERE id = ANY(%s)"
_USER = Statement(User, _THESE, only=("id", "username", "name"))
_DEPARTMENT = Statement(Department, _THESE)
_RULEBOOK = Statement(RulebookVersion, _THESE, only=("id", "name", "version", "effective", "digest"))
_UNIT = Statement(Unit, _THESE)


def attach(rows: Sequence[Model]) -> None:
    """Give the rows the people, departments, units and rulebooks they name: four queries at most, whatever the rows."""
    _given(rows, _PEOPLE, _USER)
    _given(rows, ("rulebook",), _RULEBOOK)
    departments = _given(rows, _DEPARTMENTS, _DEPARTMENT)
    _given([*rows, *departments], _UNITS, _UNIT)


def _given(rows: Sequence[Model], fields: Sequence[str], statement: Statement[Any]) -> Collection[Any]:
    """Reads what the rows name in these fields, gives it to them, and returns it."""
    named = [
        (row, name, key)
        for row in rows
        for name in fields
        if (key := getattr(row, f"{name}_id", None)) is not None
    ]
    if not named:
        return ()
    found = {each.pk: each for each in statement.rows([list({key for _row, _name, key in named})])}
    for row, name, key in named:
        setattr(row, name, found[key])
    return found.values()
