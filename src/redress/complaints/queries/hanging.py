"""The rows that hang on one case. A case page asks for many kinds of them; their SQL is written once, not each time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from redress.complaints.models import Complaint
from redress.organisation.statements import Statement


def attach(row: Complaint, relations: tuple[str, ...]) -> None:
    """Read these relations of the case as `prefetch_related` would: one statement says of which there is anything,
    and each of those is one short statement. Most cases have few."""
    with connection.cursor() as cursor:
        cursor.execute(_any_of(relations), [row.pk])
        there = cursor.fetchone()
    for name, some in zip(relations, there, strict=True):
        found = _statement(_model(name)).rows([row.pk]) if some else []
        for each in found:
            each.complaint = row  # type: ignore[attr-defined]
        keep(row, name, found)


def nothing(row: Complaint, relations: Iterable[str]) -> None:
    """Of these relations it is known that there is none: nobody asks."""
    for name in relations:
        keep(row, name, [])


def keep(row: Complaint, name: str, found: list[Any]) -> None:
    """Let `row.<name>.all()` answer from these rows.

    Whoever narrows or orders them further asks the database anew: so the query beneath is that of the relation, with
    the condition on the case, and never that of the whole table.
    """
    kept: dict[str, QuerySet[Any]] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    kept.pop(name, None)
    rows: QuerySet[Any] = getattr(row, name).all()
    rows._result_cache = found
    kept[name] = rows


@cache
def _model(relation: str) -> type[Model]:
    model = Complaint._meta.get_field(relation).related_model
    assert isinstance(model, type)
    return model


@cache
def _any_of(relations: tuple[str, ...]) -> str:
    asked = (
        f"EXISTS (SELECT FROM {_model(name)._meta.db_table} WHERE complaint_id = k.id)" for name in relations
    )
    return f"SELECT {', '.join(asked)} FROM (SELECT %s::bigint AS id) k"  # noqa: S608 - names of tables alone


@cache
def _statement(model: type[Model]) -> Statement[Model]:
    order = ", ".join(str(field) for field in model._meta.ordering or ("id",))
    return Statement(model, f"WHERE complaint_id = %s ORDER BY {order}")
