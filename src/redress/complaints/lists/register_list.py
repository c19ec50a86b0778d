"""The register: all cases within the actor's scope, newest registered first, by cursor (SEC-06, ORG-11).

The scope is an OR of five ways to a case. Each way is a branch with an index of its own and its own LIMIT; the
branches are united and cut again. Left to one OR, the database would read and sort all the actor may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.refusals import refuse
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.models import Unit
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from redress.rulebook import State

MOST = 200
"""Rows of the longest page."""


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What a reader narrows the register to. Days are of the house's zone, both ends included."""

    states: tuple[State, ...] = ()
    unit: str = ""
    channel: str = ""
    class_code: str = ""
    policy_number: str = ""
    registered_from: date | None = None
    registered_to: date | None = None
    state_since: datetime | None = None


def register_list(
    actor: Actor, filters: RegisterFilters, after: Cursor | None = None, size: int = SIZE
) -> Page[Complaint]:
    """A page of the register. Two queries, whatever its size; a third looks up the unit of a filter."""
    size = min(size, MOST)
    ids = _ids(actor, filters, after, size + 1)
    rows = list(
        Complaint.objects.visible_to(actor)
        .filter(id__in=ids)
        .select_related("unit", "received_unit", "owner")
        .order_by("-registered_at", "-id")
    )
    last = rows[size - 1] if len(rows) > size else None
    following = Cursor(last.registered_at, last.id).pack() if last else ""
    return Page(rows[:size], following, continued=after is not None)


def _ids(actor: Actor, filters: RegisterFilters, after: Cursor | None, limit: int) -> list[int]:
    conditions = dict(_conditions(filters, after))
    where = "".join(f" AND {condition}" for condition in conditions)
    given: dict[str, Any] = {name: value for values in conditions.values() for name, value in values.items()}
    given |= {
        "units": sorted(actor.units & {given["unit"]} if "unit" in given else actor.units),
        "received": sorted(actor.units),
        "people": sorted(actor.people),
        "departments": sorted(actor.departments),
        "limit": limit,
    }
    branches = _EVERYTHING if actor.system else _SCOPE
    united = " UNION ".join(f"({branch.format(where=where)})" for branch in branches)
    with connection.cursor() as cursor:
        cursor.execute(
            # Made of our own words alone; what was asked for goes in as parameters.
            f"SELECT id FROM ({united}) f ORDER BY registered_at DESC, id DESC LIMIT %(limit)s",  # noqa: S608
            given,
        )
        return [row[0] for row in cursor.fetchall()]


_PAGE = "ORDER BY c.registered_at DESC, c.id DESC LIMIT %(limit)s"
_FROM = "SELECT c.id, c.registered_at FROM complaints_complaint c"
_SHARED = "SELECT c.id, c.registered_at FROM complaints_share s JOIN complaints_complaint c ON c.id = s.complaint_id"
_EACH = "SELECT x.* FROM unnest(%({units})s::bigint[]) u, LATERAL ({found}) x"


def _of_units(column: str, units: str) -> str:
    """A page of each unit or person, by its own index; the pages of all are put in order afterwards."""
    return _EACH.format(units=units, found=f"{_FROM} WHERE c.{column} = u{{where}} {_PAGE}")


_EVERYTHING = (f"{_FROM} WHERE true{{where}} {_PAGE}",)
_SCOPE = (
    _of_units("unit_id", "units"),
    _of_units("received_unit_id", "received"),
    _of_units("owner_id", "people"),
    _of_units("registered_by_id", "people"),
    f"{_SHARED} WHERE s.department_id = ANY (%(departments)s::bigint[]){{where}} {_PAGE}",
    f"{_SHARED} WHERE s.user_id = ANY (%(people)s::bigint[]){{where}} {_PAGE}",
)


def _conditions(filters: RegisterFilters, after: Cursor | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """SQL conditions on the case `c`, each with its parameters."""
    if after:
        yield "(c.registered_at, c.id) < (%(at)s, %(id)s)", {"at": after.at, "id": after.id}
    if filters.states:
        yield "c.state = ANY (%(states)s)", {"states": [state.value for state in filters.states]}
    if filters.unit:
        yield "c.unit_id = %(unit)s", {"unit": _unit(filters.unit)}
    for name in ("channel", "class_code"):
        if value := getattr(filters, name):
            yield f"c.{name} = %({name})s", {name: value}
    if filters.policy_number:
        yield "c.policy_number_index = %(policy)s", {"policy": blind(filters.policy_number, Kind.POLICY)}
    if filters.registered_from:
        yield "c.registered_at >= %(from)s", {"from": midnight(filters.registered_from)}
    if filters.registered_to:
        day_after = midnight(filters.registered_to) + timedelta(days=1)
        yield "c.registered_at < %(to)s", {"to": day_after}
    if filters.state_since:
        yield "c.state_since >= %(since)s", {"since": filters.state_since}


def _unit(code: str) -> int:
    found = Unit.objects.filter(code=code).values_list("id", flat=True).first()
    if found is None:
        refuse(
            "ORG-07",
            _("There is no unit with code '%(code)s'. Choose one of the list.") % {"code": code},
            field="unit",
        )
    return found
