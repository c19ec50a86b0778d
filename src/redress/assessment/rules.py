"""The rulebook a unit works by today."""

from __future__ import annotations

from django.utils import timezone

from redress.casework import moment
from redress.casework.rulebooks import in_force, opened
from redress.organisation.inheritance import lineage
from redress.organisation.models import Unit
from redress.rulebook import Rulebook


def rulebook_of(unit: Unit) -> Rulebook:
    """The version that a case registered today would follow. Raises Refusal when none is published."""
    found = lineage(unit.pk)
    return opened(in_force(found.rulebook if found else "", timezone.localdate(moment.now())))
