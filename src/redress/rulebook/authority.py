"""Who may decide an amount for a case, and who next may (AUT-01). Pure: units and duties are codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from redress.rulebook.conditions import matches
from redress.rulebook.kinds import Duty
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.authority.schema import AuthorityRow


@dataclass(frozen=True, slots=True)
class Limit:
    """The widest row of the table for a duty in a unit of some level; `key` names it."""

    key: str
    row: AuthorityRow

    def allows(self, amount: Decimal | None) -> bool:
        """Whether the amount, in yuan, is within it; no amount is nothing."""
        return (amount or Decimal(0)) <= self.row.most


@dataclass(frozen=True, slots=True)
class Station:
    """Somebody who may decide: a duty in the unit that stands `above` steps above the first."""

    above: int
    duty: str
    limit: Limit


def limit(method: Method, subject: Mapping[str, str], unit: str, duty: str) -> Limit | None:
    """How much a duty in a unit of that level decides for such a case; None when nothing."""
    rows = [
        Limit(key, row)
        for key, row in method.authority.items()
        if unit in row.units and duty in row.duties and matches(row.when, subject)
    ]
    return max(rows, key=lambda found: found.row.most, default=None)


def may_decide(
    method: Method, subject: Mapping[str, str], amount: Decimal | None, unit: str, duty: str
) -> Limit | None:
    """The limit that lets this duty decide the amount, or None."""
    found = limit(method, subject, unit, duty)
    return found if found is not None and found.allows(amount) else None


def ladder(
    method: Method, subject: Mapping[str, str], amount: Decimal | None, units: Sequence[str]
) -> list[Station]:
    """Everybody who may decide the amount, nearest first.

    `units` are the levels of a unit and of those above it, upwards. Within a unit, whoever decides least comes first:
    the head of the house is asked when nobody nearer may decide.
    """
    found = [
        Station(above, duty, allowed)
        for above, unit in enumerate(units)
        for duty in get_args(Duty)
        if (allowed := may_decide(method, subject, amount, unit, duty)) is not None
    ]
    return sorted(found, key=lambda station: (station.above, station.limit.row.most))
