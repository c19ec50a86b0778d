"""Who stands where and who is late, by unit (FLW-17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from redress.casework import moment
from redress.complaints.lists.filters import OTHERWISE_LATE
from redress.organisation.actor import Actor
from redress.organisation.conditions import Among
from redress.organisation.kinds import UNIT_SCOPE_DUTIES
from redress.organisation.models import Unit
from redress.organisation.statements import given
from redress.organisation.tickets import ids
from redress.rulebook import OPEN_STATES, State

STATES: tuple[State, ...] = tuple(state for state in State if state in OPEN_STATES)
"""Columns of the matrix, in the order of the way."""
LATEST = 15
MANY = 1000


@dataclass(frozen=True, slots=True)
class Cell:
    """Open cases, and how many of them are past their governing deadline."""

    cases: int = 0
    late: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.cases + other.cases, self.late + other.late)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A line of the matrix. `only`: the unit itself without those below; else all of them together."""

    unit: Unit
    cells: Sequence[tuple[State, Cell]]
    total: Cell
    only: bool
    deeper: bool


@dataclass(frozen=True, slots=True)
class LateOwner:
    """Somebody with late cases in a unit, and the oldest deadline passed."""

    owner: int
    name: str
    unit: Unit
    late: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """The matrix of one unit: its total, itself, each unit directly below. `above` leads back up."""

    top: Unit | None
    above: Unit | None
    lines: Sequence[UnitLine]
    total: UnitLine | None
    late: Sequence[LateOwner]
    adrift: Sequence[Adrift] = ()
    taken_over: int = 0
    """Open cases of another register without limits that nobody has taken up; `MANY` stands for as many or more."""
    came_late: int = 0
    """Open cases that are past those limits alone that had passed when they came from another register; as above."""


@dataclass(frozen=True, slots=True)
class Adrift:
    """An open case that nobody would come back to, and what it lacks."""

    number: str
    unit: Unit
    owner: str
    no_date: bool
    no_owner: bool


def adrift(actor: Actor, unit: Unit) -> list[Adrift]:
    """Open cases of a unit and below without a next date, or whose owner is gone or has no post today. Must be empty
    (FLW-17): whoever looks after the unit gives them to somebody. Those that came from another register without limits
    and wait for somebody to take them up are counted apart (`taken_over`): they would hide what fell out here.

    Two walks along indexes, each until it has found enough: one of open cases without a date, one of those whom
    nobody would find at work; and one read of what they found.
    """
    if actor.id is None and not actor.system:
        return []
    asked: dict[str, Any] = {
        "units": ids(actor.units),
        "path": unit.path,
        "today": timezone.localdate(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADRIFT, asked)
        return [
            Adrift(number, Unit(name=name, name_en=name_en), owner, no_date, no_owner)
            for number, name, name_en, owner, no_date, no_owner in cursor.fetchall()
        ]


_NO_WORK = ("migrate_rulebook",)
"""What people do with many cases at once, and take up none of them by it."""

# Codes and the number of rows stand in the statements: an index of open cases alone is used only where it is plain that
# no others are asked for, and a plan kept for any number would not use that there are few.
_OPEN = ", ".join(f"'{state.value}'" for state in STATES)
_INSIDE = f"""
    SELECT id FROM organisation_unit WHERE id = ANY ({given("%(units)s")}) AND starts_with(path, %(path)s)
"""  # noqa: S608 - constants only
_AS_IT_CAME = f"""
    d.external_source <> '' AND (d.version = 1 OR NOT EXISTS (
        SELECT FROM complaints_journalentry j WHERE j.complaint_id = d.id
           AND j.by_id IS NOT NULL AND j.command NOT IN ({", ".join(f"'{name}'" for name in _NO_WORK)})))
"""
"""Cases of another register in whose journal there is no work: its further matters or another version of the rulebook
take up nothing. Most have the entry of their import alone, and nothing more is asked of these."""

# All of these units are the actor's, and so are their cases, as row-level security says again beneath. What has no post
# today is looked up first, and its cases by their owner: there are few, and of open cases very many.
_ADRIFT = f"""
    WITH inside AS MATERIALIZED ({_INSIDE}), gone AS (
        SELECT g.id FROM organisation_user g
         WHERE NOT g.is_active OR NOT EXISTS (SELECT FROM organisation_appointment p
                                               WHERE p.user_id = g.id AND p.period @> %(today)s::date)
    )
    SELECT c.number, u.name, u.name_en, o.name, c.next_due_at IS NULL,
           NOT (o.is_active AND EXISTS (SELECT FROM organisation_appointment p
                                         WHERE p.user_id = o.id AND p.period @> %(today)s::date))
      FROM complaints_complaint c
      JOIN organisation_unit u ON u.id = c.unit_id
      JOIN organisation_user o ON o.id = c.owner_id
     WHERE c.id = ANY (ARRAY(
               SELECT d.id FROM complaints_complaint d
                WHERE d.unit_id = ANY (ARRAY(SELECT id FROM inside)) AND d.state IN ({_OPEN})
                  AND d.next_due_at IS NULL AND NOT ({_AS_IT_CAME})
                LIMIT {LATEST}
           ) || ARRAY(
               SELECT d.id FROM complaints_complaint d
                WHERE d.owner_id = ANY (ARRAY(SELECT id FROM gone))
                  AND d.unit_id = ANY (ARRAY(SELECT id FROM inside)) AND d.state IN ({_OPEN})
                LIMIT {LATEST}
           ))
     ORDER BY c.id LIMIT {LATEST}
"""  # noqa: S608 - constants only


def taken_over(actor: Actor, unit: Unit) -> int:
    """Open cases of a unit and below that came from another register without limits and stand as they came."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_OVER, {"units": ids(actor.units), "path": unit.path})
        return int(cursor.fetchone()[0])


_TAKEN_OVER = f"""
    SELECT count(*) FROM (
        SELECT FROM complaints_complaint d
         WHERE d.unit_id IN ({_INSIDE}) AND d.state IN ({_OPEN}) AND d.next_due_at IS NULL AND {_AS_IT_CAME}
         LIMIT {MANY}) k
"""  # noqa: S608 - constants only


def came_late(actor: Actor, unit: Unit) -> int:
    """Open cases of a unit and below that are late by limits alone that had passed when they came (INT-17)."""
    with connection.cursor() as cursor:
        cursor.execute(_CAME_LATE, {"units": ids(actor.units), "path": unit.path, "now": moment.now()})
        return int(cursor.fetchone()[0])


_CAME_LATE = f"""
    SELECT count(*) FROM (
        SELECT FROM complaints_complaint d
         WHERE d.unit_id IN ({_INSIDE}) AND d.state IN ({_OPEN})
           AND d.next_due_at <= %(now)s AND (d.late_from IS NULL OR d.late_from > %(now)s) AND {OTHERWISE_LATE}
         LIMIT {MANY}) k
"""  # noqa: S608 - constants only


def board(actor: Actor, code: str = "") -> Board:
    """The matrix beneath a unit of the actor's scope; the actor's own by default. Six queries.

    One aggregate over the index of open cases gives every unit's figures; they are rolled up the tree here.
    """
    units = list(Unit.objects.filter(Among("id", actor.units)).order_by("path"))
    top = next((u for u in units if u.code == code), None) or next(
        (u for u in units if u.pk == actor.stands_at(UNIT_SCOPE_DUTIES)), None
    )
    if top is None:
        return Board(None, None, (), None, ())
    figures = _figures()
    below = [u for u in units if u.path.startswith(top.path)]
    rolled = _roll_up(below, figures)
    children = [u for u in below if u.parent_id == top.pk]
    lines = [_line(u, rolled[u.pk], deeper=any(c.parent_id == u.pk for c in below)) for u in children]
    if children and top.pk in figures:
        lines.insert(0, _line(top, figures[top.pk], only=True))
    return Board(
        top=top,
        above=next((u for u in units if u.pk == top.parent_id), None),
        lines=lines,
        total=_line(top, rolled[top.pk]),
        late=_late(below),
        adrift=adrift(actor, top),
        taken_over=taken_over(actor, top),
        came_late=came_late(actor, top),
    )


def _figures() -> dict[int, dict[State, Cell]]:
    """Unit -> state -> figures, for the units of the actor that the database was told of."""
    found: dict[int, dict[State, Cell]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, state, cases, late FROM redress_stages(%s)", [moment.now()])
        for unit, state, cases, late in cursor.fetchall():
            found.setdefault(unit, {})[State(state)] = Cell(cases, late)
    return found


def _roll_up(
    units: Sequence[Unit], figures: Mapping[int, Mapping[State, Cell]]
) -> dict[int, dict[State, Cell]]:
    """Each unit with all below it. The units come in the order of their paths: a child after its parent."""
    rolled = {unit.pk: dict(figures.get(unit.pk, {})) for unit in units}
    for unit in reversed(units):
        above = rolled.get(unit.parent_id) if unit.parent_id else None
        if above is not None:
            for state, cell in rolled[unit.pk].items():
                above[state] = above.get(state, Cell()) + cell
    return rolled


def _line(unit: Unit, cells: Mapping[State, Cell], *, only: bool = False, deeper: bool = False) -> UnitLine:
    return UnitLine(
        unit=unit,
        cells=[(state, cells.get(state, Cell())) for state in STATES],
        total=sum(cells.values(), Cell()),
        only=only,
        deeper=deeper,
    )


def _late(units: Sequence[Unit]) -> list[LateOwner]:
    """Who has most late cases in these units of the actor's; those of which the database was not told count nothing."""
    by_id = {unit.pk: unit for unit in units}
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [moment.now(), ids(frozenset(by_id)), LATEST])
        return [
            LateOwner(owner, name, by_id[unit], late, oldest)
            for owner, name, unit, late, oldest in cursor.fetchall()
        ]


_LATE = """
    SELECT l.owner, u.name, l.unit, l.late, l.oldest
      FROM redress_late(%s, %s::bigint[], %s) l JOIN organisation_user u ON u.id = l.owner
     ORDER BY l.late DESC, l.oldest
"""
