"""What the rulebook in force at a unit says on reporting changes of people (ORG-06)."""

from __future__ import annotations

from django.utils import timezone

from redress.casework.refusals import Refusal
from redress.casework.rulebooks import in_force, opened
from redress.organisation.inheritance import lineage
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit
from redress.organisation.reporting import Terms
from redress.rulebook import Rulebook


def rulebook_at(unit: Unit) -> Rulebook | None:
    """The rulebook that new cases of a unit follow today; None while none is published."""
    found = lineage(unit.pk)
    if found is None or not found.rulebook:
        return None
    try:
        return opened(in_force(found.rulebook, timezone.localdate()))
    except Refusal:  # a house that has published nothing yet may still appoint people
        return None


def longest_deputy(unit: Unit) -> int | None:
    """Days that a deputy acts at most, by the rulebook of the unit (ORG-12); None while none is published."""
    book = rulebook_at(unit)
    rule = book.method.deputies if book else None
    return rule.longest.n if rule else None


def terms(unit: Unit, duty: Duty) -> Terms | None:
    """The first rule that concerns such a change."""
    book = rulebook_at(unit)
    rules = book.method.reports.items() if book else ()
    return next(
        (
            Terms(key, rule.within.n, rule.remind.n)
            for key, rule in rules
            if rule.concerns(duty.value, unit.kind)
        ),
        None,
    )
