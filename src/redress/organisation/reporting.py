"""Which changes of people are reported, and by when (ORG-06): the rulebook says, and the complaints room reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from redress.organisation.kinds import Duty
from redress.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Terms:
    """Key of the rule, working days within which the report is due, working days before that for the reminder."""

    rule: str
    within: int
    remind: int


LONGEST_DEPUTY = 90
"""Days that a deputy acts at most where no rulebook is in force yet (ORG-12)."""

Source = Callable[[Unit, Duty], Terms | None]
_source: list[Source] = []
_longest: list[Callable[[Unit], int | None]] = []


def terms_from(source: Source) -> None:
    """Named once, while the house starts, by the room that knows the rulebooks in force."""
    _source[:] = [source]


def longest_from(source: Callable[[Unit], int | None]) -> None:
    """Named once, like the terms."""
    _longest[:] = [source]


def longest_deputy(unit: Unit) -> int:
    """For how many days in a row a deputy may act for somebody of that unit (ORG-12)."""
    found = _longest[0](unit) if _longest else None
    return LONGEST_DEPUTY if found is None else found


def terms(unit: Unit, duty: Duty) -> Terms | None:
    """The terms for a change of that duty at that unit today; None when it need not be reported."""
    return _source[0](unit, duty) if _source else None
