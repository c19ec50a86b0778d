"""Rows beneath a file that were read by a statement of one's own stand where `prefetch_related` would have put them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet

from redress.casework.beneath import Beneath


def nothing(row: Model, relations: Iterable[str]) -> None:
    """Of these relations it is known that there is none: nobody asks."""
    for name in relations:
        keep(row, name, [])


def keep(row: Model, name: str, found: list[Any]) -> None:
    """Let `row.<name>.all()` answer from these rows.

    Whoever narrows or orders them further asks the database anew: so the query beneath is that of the relation, with
    the condition on the case, and never that of the whole table.
    """
    kept: dict[str, QuerySet[Any]] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    model, field = relation_of(type(row), name)
    rows: Any = model._default_manager.all()  # narrowed as by the relation's own manager, which takes long
    rows._deferred_filter = False, (), {field.name if field else "file_id": row if field else row.pk}
    if field is not None:
        rows._known_related_objects = {field: {row.pk: row}}
    rows._result_cache = found
    kept[name] = rows


def kept(row: Model, name: str) -> QuerySet[Any]:
    """What `row.<name>.all()` answers, once it was kept."""
    found: QuerySet[Any] = row.__dict__["_prefetched_objects_cache"][name]
    return found


@cache
def relation_of(of: type[Model], name: str) -> tuple[type[Model], Any]:
    """The model of a relation, and its field that refers to the row; None where it names the file by its key."""
    served = of.__dict__.get(name)
    if isinstance(served, Beneath):
        return served.model, None
    relation: Any = of._meta.get_field(name)
    return relation.related_model, relation.field
