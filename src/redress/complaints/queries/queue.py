"""The queue: open cases somebody owns, or of the units somebody looks after, most urgent first."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from redress.casework import moment
from redress.casework.due import near_until
from redress.casework.paging import SIZE, Cursor, Page
from redress.complaints.queries import rows
from redress.complaints.queries.filters import Filters, Limit
from redress.complaints.queries.rows import CaseRow
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
) -> Page[CaseRow]:
    """Open cases on the actor's desk, or of the actor's units, most urgent first, those without deadline last.

    Two queries, whatever the size of the page. Each owner or unit is one walk along an index of open cases
    that stops after a page; an OR over them would read and sort all.
    """
    now = moment.now()
    sql, values = _keys(actor, scope, filters, after, now, size + 1)
    found = rows.chosen(actor, f"IN ({sql})", values, now)
    return Page(
        found[:size], _cursor(found[size - 1]) if len(found) > size else "", continued=after is not None
    )


def near_limit(now: datetime) -> datetime:
    """Deadlines up to here are near, by the national calendar: one boundary for a list of many units."""
    return near_until(now, calendar_at(""))


def _cursor(row: CaseRow) -> str:
    return Cursor(row.due.at if row.due else None, row.id).pack()


def _keys(
    actor: Actor, scope: Scope, filters: Filters, after: Cursor | None, now: datetime, most: int
) -> tuple[str, list[Any]]:
    """SQL giving at most `most` ids: first the cases with a deadline, then those without."""
    source, given = _source(actor, scope, filters)
    where, values = filters.where(now, near_limit(now))
    column = "owner_id" if scope is Scope.MINE else "unit_id"
    dated = (_walk(source, column, where, "AND next_due_at IS NOT NULL", most), [*given, *values])
    undated = (_walk(source, column, where, "AND next_due_at IS NULL", most), [*given, *values])
    if after and after.at:
        beyond = "AND (next_due_at, id) > (%s, %s)"
        dated = (_walk(source, column, where, beyond, most), [*given, *values, after.at, after.id])
    elif after:
        undated = (
            _walk(source, column, where, "AND next_due_at IS NULL AND id > %s", most),
            [*given, *values, after.id],
        )
    parts = [undated] if after and not after.at else [dated, undated]
    if filters.limit in set(Limit):
        parts = parts[:1]
    sql = " UNION ALL ".join(f"({part})" for part, _ in parts)
    sql = f"SELECT id FROM ({sql}) k ORDER BY next_due_at, id LIMIT {most:d}"  # noqa: S608
    return sql, [value for _, more in parts for value in more]


def _walk(source: str, column: str, where: str, beyond: str, most: int) -> str:
    """The number of rows stands in the text: a plan kept for any number would not use that there are few."""
    return (
        f"SELECT c.id, c.next_due_at FROM {source} u (id) CROSS JOIN LATERAL ("  # noqa: S608
        f"SELECT id, next_due_at FROM complaints_complaint WHERE {column} = u.id AND {where} {beyond}"
        f" ORDER BY next_due_at, id LIMIT {most:d}) c ORDER BY c.next_due_at, c.id LIMIT {most:d}"
    )


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
