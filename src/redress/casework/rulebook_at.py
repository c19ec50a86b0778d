"""The rulebook in force at a unit today."""

from __future__ import annotations

from django.utils import timezone

from redress.casework.refusals import Refusal
from redress.casework.rulebooks import in_force, opened
from redress.organisation.inheritance import lineage
from redress.organisation.models import Unit
from redress.rulebook import Rulebook


def rulebook_at(unit: Unit) -> Rulebook | None:
    """The rulebook that new files of a unit follow today; None while none is published."""
    found = lineage(unit.pk)
    if found is None or not found.rulebook:
        return None
    try:
        return opened(in_force(found.rulebook, timezone.localdate()))
    except Refusal:  # a house that has published nothing yet may still appoint people
        return None
