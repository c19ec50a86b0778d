"""The queue: open cases somebody owns, or of the units somebody looks after, most urgent first."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from redress.casework import moment
from redress.casework.due import near_until
from redress.casework.next_step import Turn
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.soonest import Walk
from redress.complaints import turn
from redress.complaints.lists import rows
from redress.complaints.lists.filters import Filters, Limit
from redress.complaints.lists.rows import CaseRow
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.statements import given
from redress.organisation.tickets import ids


class Scope(StrEnum):
    """Whose cases."""

    MINE = "mine"
    UNIT = "unit"


def queue(
    actor: Actor,
    scope: Scope = Scope.MINE,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    after: Cursor | None = None,
    size: int = SIZE,
    *,
    whole: bool = False,
) -> Page[CaseRow]:
    """Open cases on the actor's desk, or of the actor's units, most urgent first, those without deadline last. `whole`:
    with the names of customers of cases that the actor handles (`rows.chosen`).

    Two queries, whatever the size of the page. Each owner or unit is one walk along an index of open cases
    that stops after a page; an OR over them would read and sort all.
    """
    now = moment.now()
    sql, values = keys(actor, scope, filters, after, now, size + 1)
    found = rows.chosen(actor, f"IN ({sql})", values, now, whole=whole)
    shown = [row for row in found[:size] if not filters.turn or row.turn == filters.turn]
    return Page(shown, _cursor(found[size - 1]) if len(found) > size else "", continued=after is not None)


def near_limit(now: datetime) -> datetime:
    """Deadlines up to here are near, by the national calendar: one boundary for a list of many units."""
    return near_until(now, calendar_at(""))


def _cursor(row: CaseRow) -> str:
    return Cursor(row.due.at if row.due else None, row.id).pack()


def keys(
    actor: Actor, scope: Scope, filters: Filters, after: Cursor | None, now: datetime, most: int
) -> tuple[str, list[Any]]:
    """SQL giving at most `most` ids: first the cases with a deadline, then those without."""
    source, given = _source(actor, scope, filters)
    where, values = filters.where(now, near_limit(now))
    if filters.turn:
        told, more = turn.condition(Turn(filters.turn), actor)
        where, values = f"{where} AND {told}", [*values, *more]
    column = "owner_id" if scope is Scope.MINE else "unit_id"
    walk = Walk("complaints_complaint", column, source, given, where, values)
    return walk.keys(after, most, dated_only=filters.limit in set(Limit))


def _source(actor: Actor, scope: Scope, filters: Filters) -> tuple[str, list[Any]]:
    """Owners or units to walk: the actor and the absent; the actor's units; those of them at or below a chosen unit."""
    if scope is Scope.MINE:
        return _THESE, [ids(actor.people)]
    units = ids(actor.units)
    if not filters.unit:
        return _THESE, [units]
    return (_ONLY if filters.only else _BELOW), [units, filters.unit]


_GIVEN = given("%s")
_THESE = f"(SELECT unnest({_GIVEN}) AS id)"
_ONLY = f"(SELECT id FROM organisation_unit WHERE id = ANY ({_GIVEN}) AND code = %s)"  # noqa: S608 - constants only
_BELOW = (
    "(SELECT n.id FROM organisation_unit n, organisation_unit top"  # noqa: S608 - constants only
    f" WHERE n.id = ANY ({_GIVEN}) AND top.code = %s AND starts_with(n.path, top.path))"
)
