"""Entries in the journal of the room; written in the transaction of the change."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from redress.assessment.kinds import What
from redress.assessment.models import AssessmentEntry
from redress.organisation.actor import Actor

Said = dict[str, str | int]


def about(row: Model) -> str:
    """'correctiveaction 3'."""
    return f"{row._meta.model_name} {row.pk}"


def record(actor: Actor, what: What, row: Model, unit: int, at: datetime, **said: str | int) -> None:
    """One entry; a deputy's says in whose place it was done (ORG-12)."""
    if actor.on_behalf_of is not None:
        said |= {"on_behalf_of": actor.on_behalf_of}
    AssessmentEntry.objects.create(
        at=at, by_id=actor.id, what=what, unit_id=unit, about=about(row), said=said
    )
