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


Source = Callable[[Unit, Duty], Terms | None]
_source: list[Source] = []


def terms_from(source: Source) -> None:
    """Named once, while the house starts, by the room that knows the rulebooks in force."""
    _source[:] = [source]


def terms(unit: Unit, duty: Duty) -> Terms | None:
    """The terms for a change of that duty at that unit today; None when it need not be reported."""
    return _source[0](unit, duty) if _source else None
