"""The rows that hang on one case. A case page asks for many kinds of them; their SQL is written once, not each time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from django.db.models import Model

from redress.casework.prefetched import keep, relation_of
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


def _model(relation: str) -> type[Model]:
    return relation_of(Complaint, relation)[0]


@cache
def _statement(model: type[Model]) -> Statement[Model]:
    order = ", ".join(str(field) for field in model._meta.ordering or ("id",))
    case = "complaint_id" if hasattr(model, "complaint") else "file_id"
    return Statement(model, f"WHERE {case} = %s ORDER BY {order}")
