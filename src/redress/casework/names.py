"""Who, which department, unit and rulebook: names for many rows at once, not a join in every query that has one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Model

from redress.casework.models import RulebookVersion
from redress.organisation.models import Department, Unit, User
from redress.organisation.statements import Asked, Statement, array, given, together

_PEOPLE = ("owner", "registered_by", "closed_by", "by", "issued_by", "replied_by", "signed_by")
_DEPARTMENTS = ("main_department", "department")
_UNITS = ("unit", "received_unit")

_THESE = f"WHERE id = ANY ({given('%s')})"
_USER = Statement(User, _THESE, only=("id", "username", "name"))
_DEPARTMENT = Statement(Department, _THESE)
_RULEBOOK = Statement(RulebookVersion, _THESE, only=("id", "name", "version", "effective", "digest"))
_UNIT = Statement(Unit, _THESE)


_versions: dict[int, RulebookVersion] = {}
"""What a page says of rulebooks. A published version never changes (CLK-09): each is read once a process."""


def attach(rows: Sequence[Model]) -> None:
    """Give the rows the people, departments, units and rulebooks they name: whatever the rows, four queries in one
    trip, and a fifth for the units of those departments."""
    people, books = _named(rows, _PEOPLE), _named(rows, ("rulebook",))
    departments, units = _named(rows, _DEPARTMENTS), _named(rows, _UNITS)
    unread = [each for each in books if each[2] not in _versions]
    with together():
        asked = [
            (named, statement, _ask(named, statement))
            for named, statement in (
                (people, _USER),
                (unread, _RULEBOOK),
                (units, _UNIT),
                (departments, _DEPARTMENT),
            )
        ]
    _people, read, _units, found = [_give(*each) for each in asked]
    _versions.update({version.pk: version for version in read})
    for row, name, key in books:
        setattr(row, name, _versions[key])
    if further := _named(found, _UNITS):
        _give(further, _UNIT, _ask(further, _UNIT))


Named = list[tuple[Model, str, int]]
"""A row, the field by which it names something, and the key of that."""


def _named(rows: Iterable[Model], fields: Sequence[str]) -> Named:
    return [
        (row, name, key)
        for row in rows
        for name in fields
        if (key := getattr(row, f"{name}_id", None)) is not None
    ]


def _ask(named: Named, statement: Statement[Any]) -> Asked | None:
    return statement.ask([array({key for _row, _name, key in named})]) if named else None


def _give(named: Named, statement: Statement[Any], asked: Asked | None) -> Collection[Any]:
    """Gives the rows what they name, and returns it."""
    if asked is None:
        return ()
    found = {each.pk: each for each in statement.made(asked)}
    for row, name, key in named:
        setattr(row, name, found[key])
    return found.values()
