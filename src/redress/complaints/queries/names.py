"""Who and which department: names for many rows at once, instead of a join in every query that has one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from redress.organisation.models import Department, User

_PEOPLE = ("owner", "registered_by", "closed_by", "by", "issued_by", "replied_by", "signed_by")
_DEPARTMENTS = ("main_department", "department")


_USERS = "SELECT id, username, name FROM organisation_user WHERE id = ANY(%s)"


def attach(rows: Sequence[Model]) -> None:
    """Give the rows the people and departments they name: two queries, whatever the rows."""
    people, departments = _named(rows, _PEOPLE), _named(rows, _DEPARTMENTS)
    users = {user.pk: user for user in User.objects.raw(_USERS, [list({key for _row, _name, key in people})])}
    units = Department.objects.select_related("unit").in_bulk({key for _row, _name, key in departments})
    found: dict[str, Any] = dict.fromkeys(_PEOPLE, users) | dict.fromkeys(_DEPARTMENTS, units)
    for row, name, key in people + departments:
        setattr(row, name, found[name][key])


def _named(rows: Sequence[Model], fields: Sequence[str]) -> list[tuple[Model, str, int]]:
    """Which row names whom in which field."""
    return [
        (row, name, key)
        for row in rows
        for name in fields
        if (key := getattr(row, f"{name}_id", None)) is not None
    ]
