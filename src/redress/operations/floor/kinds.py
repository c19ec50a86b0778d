"""The rules of rows of a kind of file, from what it says of itself: who sees a file, and what hangs on it (SEC-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, cast

from django.db import models

from redress.casework.disposal import Goes
from redress.casework.kinds import KINDS, Kind
from redress.complaints.kind_of_file import COMPLAINT
from redress.operations.floor.rules import ALL, ME, Rule, adds, beneath, duty, over, reached, takes_for
from redress.organisation.kinds import Duty


def seen(kind: Kind) -> str:
    """Who acts sees the row of the file: over its units, as one of its people."""
    sight = kind.sight
    units = [f"{each} = ANY ((SELECT redress_units())::bigint[])" for each in sight.units]
    people = [f"{each} = ANY ((SELECT redress_people())::bigint[])" for each in sight.people]
    further = [reached(each, *sorted(sight.further)) for each in sight.units if sight.further]
    anywhere = [duty(*sorted(sight.everywhere))] if sight.everywhere else []
    lying = f"EXISTS (SELECT FROM redress_lies_with_me s WHERE s.file_id = {kind.table}.id)"
    return " OR ".join((ALL, *units, *people, *further, *anywhere, *([lying] if sight.lies else [])))


def rules(kind: Kind) -> Iterator[tuple[str, Rule]]:
    """Of its own table, and of every table that hangs on it: seen, added to and changed with the file, and kept."""
    entered = " OR ".join((ALL, *(f"{each} = {ME}" for each in kind.sight.people)))
    yield kind.table, Rule(seen(kind), entered, seen(kind))
    # What came with an import goes with it, while it is taken back (INT-17); all else goes with a disposal.
    gone = ALL if kind.imports is not None else ""
    yield from ((table, replace(rule, delete=gone)) for table, rule in _beneath(kind.model, {kind.table}))


def _hanging(model: type[models.Model], known: set[str]) -> Iterator[tuple[type[models.Model], str]]:
    """Tables of the room that refer to a table, each once, and the column by which they do; no files of a kind."""
    files = {kind.model for kind in KINDS}
    for relation in model._meta.related_objects:
        of: Any = relation.related_model
        table, field = of._meta.db_table, cast(Any, relation).field
        if of._meta.app_label == model._meta.app_label and table not in known and of not in files:
            known.add(table)
            yield of, field.column


def _beneath(model: type[models.Model], known: set[str]) -> Iterator[tuple[str, Rule]]:
    for of, column in _hanging(model, known):
        table = of._meta.db_table
        rule = beneath(model._meta.db_table, column, table, stays=True)
        yield table, replace(rule, add=adds(files()[table]))
        yield from _beneath(of, known)


@cache
def files() -> dict[str, str]:
    """Every table that hangs on a file of a kind in its own room, and what says which file a row of it is of; beneath
    a complaint it is always `complaint_id`."""
    found: dict[str, str] = {}
    for kind in KINDS:
        if kind is COMPLAINT:
            continue
        known = {kind.table}
        found |= dict(_files(kind.model, known, ""))
    return found


def _files(model: type[models.Model], known: set[str], file: str) -> Iterator[tuple[str, str]]:
    """`file`: of a row of `model`; '' where it is the file itself."""
    for of, column in _hanging(model, known):
        table, parent = of._meta.db_table, model._meta.db_table
        said = f"(SELECT {file} FROM {parent} WHERE {parent}.id = {table}.{column})" if file else column  # noqa: S608 - names of tables
        yield table, said
        yield from _files(of, known, said)


def work(kind: Kind) -> dict[str, str]:
    """Whose work its own row is: who makes such files for the unit adds one, who gives a command on them changes it."""
    makes = frozenset[Duty]().union(*(each.admitted() for each in kind.commands if each.creates))
    enters = " AND ".join(takes_for(each, *sorted(makes)) for each in kind.sight.units)
    gives = frozenset[Duty]().union(*(each.admitted() for each in kind.commands))
    changes = " OR ".join((ALL, *(over(each, *sorted(gives)) for each in kind.sight.units)))
    return {"add": f"{ALL} OR {enters or duty(*sorted(makes))}", "change": changes}


def goes(kind: Kind) -> Iterator[Goes]:
    """What hangs on a file of the kind in its own room and goes with it, also words of its journal; entries stay."""
    if kind.door.ended:
        yield from _goes(kind.model, "disposed", {kind.table, kind.journal.entries._meta.db_table})


def _goes(model: type[models.Model], among: str, known: set[str]) -> Iterator[Goes]:
    for of, column in _hanging(model, known):
        table, which = of._meta.db_table, f"{column} IN ({among})"
        yield from _goes(of, f"SELECT id FROM {table} WHERE {which}", known)  # noqa: S608 - names of tables
        yield Goes(table, which)
