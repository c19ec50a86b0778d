"""The rules of rows of a kind of file, from what it says of itself: who sees a file, and what hangs on it (SEC-01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from redress.casework.kinds import Kind
from redress.casework.models import ServedFile
from redress.operations.floor.rules import ALL, ME, Rule, beneath, duty, over
from redress.organisation.kinds import Duty


def seen(kind: Kind) -> str:
    """Who acts sees the row of the file: over its units, as one of its people."""
    sight = kind.sight
    units = [f"{each} = ANY ((SELECT redress_units())::bigint[])" for each in sight.units]
    people = [f"{each} = ANY ((SELECT redress_people())::bigint[])" for each in sight.people]
    further = [over(each, *sorted(sight.further)) for each in sight.units if sight.further]
    anywhere = [duty(*sorted(sight.everywhere))] if sight.everywhere else []
    return " OR ".join((ALL, *units, *people, *further, *anywhere))


def rules(kind: Kind) -> Iterator[tuple[str, Rule]]:
    """Of its own table, and of every table that hangs on it: seen, added to and changed with the file, and kept."""
    entered = " OR ".join((ALL, *(f"{each} = {ME}" for each in kind.sight.people)))
    yield kind.table, Rule(seen(kind), entered, seen(kind))
    yield from _beneath(kind.model, {kind.table})


def _beneath(model: type[models.Model], known: set[str]) -> Iterator[tuple[str, Rule]]:
    for relation in model._meta.related_objects:
        of: Any = relation.related_model
        table = of._meta.db_table
        if of._meta.app_label == model._meta.app_label and table not in known and not issubclass(of, ServedFile):
            known.add(table)
            field: Any = relation.field
            yield table, beneath(model._meta.db_table, field.column, table, stays=True)
            yield from _beneath(of, known)


def work(kind: Kind) -> dict[str, str]:
    """Whose work its own row is: who makes such files adds one, who gives a command on them changes it."""
    makes = frozenset[Duty]().union(*(each.admitted() for each in kind.commands if each.creates))
    gives = frozenset[Duty]().union(*(each.admitted() for each in kind.commands))
    changes = " OR ".join((ALL, *(over(each, *sorted(gives)) for each in kind.sight.units)))
    return {"add": f"{ALL} OR {duty(*sorted(makes))}", "change": changes}
