"""The rows that hang on one case. A case page asks for many kinds of them; their SQL is written once, not each time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django.db.models import Model, QuerySet

from redress.casework.beneath import Beneath
from redress.complaints.models import Complaint
from redress.organisation.statements import Asked, Statement, together

ASKED: Final = frozenset(
    {
        "complaints_party", "complaints_order", "complaints_urgingnotice", "complaints_contact", "complaints_finding",
        "complaints_proposal", "evidence_attachment", "complaints_cause", "complaints_signoff", "complaints_approval",
        "complaints_review",
    }
)  # fmt: skip
"""The tables of which the database is asked all at once (`redress_hanging`): whoever sees a case sees their rows."""


def ask(case_id: int) -> Asked:
    """Asks of which tables there is anything; `attach` reads it."""
    return Asked("SELECT redress_hanging(%s)", [case_id])


def attach(row: Complaint, relations: Iterable[str], there: Asked) -> None:
    """Read these relations of the case as `prefetch_related` would, where `ask` found that there is anything: one short
    statement each, and most cases have few. Raises ValueError for a relation that it does not ask about."""
    models = {name: _model(name) for name in relations}
    if not (tables := {model._meta.db_table for model in models.values()}) <= ASKED:
        raise ValueError(f"nobody asks whether there is anything in {', '.join(sorted(tables - ASKED))}")
    ((filled,),) = there.all()
    with together():
        asked = {
            name: _statement(model).ask([row.pk])
            for name, model in models.items()
            if model._meta.db_table in filled
        }
    for name, model in models.items():
        found = _statement(model).made(asked[name]) if name in asked else []
        for each in found if hasattr(model, "complaint") else ():
            each.complaint = row  # type: ignore[attr-defined]
        keep(row, name, found)


def nothing(row: Complaint, relations: Iterable[str]) -> None:
    """Of these relations it is known that there is none: nobody asks."""
    for name in relations:
        keep(row, name, [])


def keep(row: Model, name: str, found: list[Any]) -> None:
    """Let `row.<name>.all()` answer from these rows.

    Whoever narrows or orders them further asks the database anew: so the query beneath is that of the relation, with
    the condition on the case, and never that of the whole table.
    """
    kept: dict[str, QuerySet[Any]] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    model, field = _relation(type(row), name)
    rows: Any = model._default_manager.all()  # narrowed as by the relation's own manager, which takes long
    rows._deferred_filter = False, (), {field.name if field else "file_id": row if field else row.pk}
    if field is not None:
        rows._known_related_objects = {field: {row.pk: row}}
    rows._result_cache = found
    kept[name] = rows


def kept(row: Model, name: str) -> QuerySet[Any]:
    """What `row.<name>.all()` answers, once `attach` has read it."""
    found: QuerySet[Any] = row.__dict__["_prefetched_objects_cache"][name]
    return found


def _model(relation: str) -> type[Model]:
    return _relation(Complaint, relation)[0]


@cache
def _relation(of: type[Model], name: str) -> tuple[type[Model], Any]:
    """The model of a relation, and its field that refers to the row; None where it names the file by its key."""
    served = of.__dict__.get(name)
    if isinstance(served, Beneath):
        return served.model, None
    relation: Any = of._meta.get_field(name)
    return relation.related_model, relation.field


@cache
def _statement(model: type[Model]) -> Statement[Model]:
    order = ", ".join(str(field) for field in model._meta.ordering or ("id",))
    case = "complaint_id" if hasattr(model, "complaint") else "file_id"
    return Statement(model, f"WHERE {case} = %s ORDER BY {order}")
