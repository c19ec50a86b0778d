"""What the rulebook in force at a unit says on reporting changes of people (ORG-06)."""

from __future__ import annotations

from redress.casework.rulebook_at import rulebook_at
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit
from redress.organisation.reporting import Terms


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
