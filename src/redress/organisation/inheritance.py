"""What a unit follows: its own, or what the nearest superior unit says (ORG-07, ORG-14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from redress.organisation.models import Unit
from redress.organisation.statements import Statement

CLAIMS_STANDARD: Final = "claims-service"
"""What the claims of every unit follow that names no standard of its own, nor has one above it."""

COLUMNS: Final = {"complaints": "rulebook", "claims": "claims_rulebook"}
"""Where a unit names its own, by what that governs."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A unit with what it inherits from the units above it."""

    unit: Unit
    rulebook: str
    above: str
    """The rulebook of the superior units of the same company, which the unit's own must extend (ORG-14)."""
    calendar: str
    closed_until: date | None
    claims: tuple[str, ...] = (CLAIMS_STANDARD,)
    """The claims standards that the unit and those above it name, the nearest first; each extends the next."""


_ABOVE = """
    CROSS JOIN LATERAL (
        SELECT json_agg(json_build_array(u.rulebook, u.line) ORDER BY length(u.path) DESC)
                        FILTER (WHERE u.rulebook > ''),
               array_agg(u.claims_rulebook ORDER BY length(u.path) DESC) FILTER (WHERE u.claims_rulebook > ''),
               (array_agg(u.calendar ORDER BY length(u.path) DESC) FILTER (WHERE u.calendar > ''))[1],
               max(u.closed_until)
          FROM organisation_unit u WHERE starts_with(t.path, u.path)
    ) above(rulebooks, claims, calendar, closed_until)
"""
"""With what the unit and those above it say, the nearest first."""
RULEBOOK = "above.rulebooks -> 0 ->> 0"
"""The name of the rulebook that the unit follows, in a statement of lineages."""
_INHERITED = {
    "rulebooks": "above.rulebooks",
    "claims_followed": "above.claims",
    "calendar_followed": "above.calendar",
    "closed_here": "above.closed_until",
}


class Lineages:
    """Statements that give the lineage of a unit by code or id, with what is joined to it."""

    def __init__(self, join: str = "", extra_columns: Mapping[str, str] | None = None) -> None:
        said = _INHERITED | dict(extra_columns or {})
        self._by_code = Statement(Unit, f"{_ABOVE} {join} WHERE t.code = %s", extra_columns=said)
        self._by_id = Statement(Unit, f"{_ABOVE} {join} WHERE t.id = %s", extra_columns=said)

    def find(self, unit: str | int | None, given: Sequence[Any] = ()) -> Lineage | None:
        """The unit with that code or id: one query. `given`: what the join asks; what was joined stands on the unit."""
        found: Any = (self._by_code if isinstance(unit, str) else self._by_id).row([*given, unit])
        if found is None:
            return None
        rulebooks = found.rulebooks or []
        return Lineage(
            unit=found,
            rulebook=rulebooks[0][0] if rulebooks else "",
            above=next((name for name, line in rulebooks[1:] if line == found.line), ""),
            calendar=found.calendar_followed or "cn",
            closed_until=found.closed_here,
            claims=(*(found.claims_followed or ()), CLAIMS_STANDARD),
        )


_PLAIN = Lineages()


def lineage(unit: str | int | None) -> Lineage | None:
    """The unit with that code or id, its rulebook and calendar (its own or the nearest superior's): one query."""
    return _PLAIN.find(unit)
