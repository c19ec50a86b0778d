"""A mapping of a history of claims: which column is what, and which of our events each of the source's is."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field

from redress.claims.histories import What
from redress.claims.kinds import ClaimOutcome, Way
from redress.operations.importing.mapping import Form, Lists, Names, Part


def _known_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise ValueError(f"there is no time zone {name}; Asia/Shanghai and UTC are two of them")
    return name


class ClaimColumns(Part):
    """Headers of the source's columns. `until`: when an event that lasted ended; it counts then.

    What follows `until` is said of the claim: in whichever of its rows, and the same in all that say it.
    """

    number: str
    event: str
    at: str
    until: str = ""
    line: str
    loss_cause: str = ""
    loss: str = ""
    unit: str = ""
    policy: str = ""
    name: str = ""
    phone: str = ""
    place: str = ""
    course: str = ""
    estimate: str = ""
    amount: str = ""

    def of_claim(self) -> list[str]:
        """Columns that say something of the claim, not of the event."""
        return [
            *filter(
                None,
                (
                    self.line, self.loss_cause, self.loss, self.unit, self.policy, self.name, self.phone, self.place,
                    self.course, self.estimate, self.amount,
                ),
            )
        ]  # fmt: skip


class LineMap(Part):
    """The source's words for a line of ours, and what its losses are where no column says it."""

    words: Names
    loss_cause: str
    losses: Annotated[Names, Field(min_length=1)]


class ClaimMapping(Form):
    """See docs/import.md."""

    kind: Literal["claim"] = "claim"
    columns: ClaimColumns
    zone: Annotated[str, AfterValidator(_known_zone)] = ""
    """Of times that name none; without, the house's, and a claim whose times partly name one is rejected."""
    events: dict[What | Literal["none"], Names]
    outcomes: dict[ClaimOutcome, Names] = {}
    """What was decided -> events by which that is known."""
    complex: Names = ()
    """Events of complex claims alone; all others are simple."""
    lines: dict[str, LineMap] = Field(min_length=1)
    loss_causes: Lists = {}
    losses: Lists = {}
    units: Lists = {}
    way: Way = Way.PHONE

    @property
    def number(self) -> str:
        return self.columns.number

    def read(self) -> list[str]:
        named = self.columns
        return [
            *dict.fromkeys(
                filter(None, [named.number, named.event, named.at, named.until, *named.of_claim()])
            )
        ]

    def money(self) -> list[str]:
        return [*filter(None, (self.columns.estimate, self.columns.amount))]

    @property
    def own_zone(self) -> ZoneInfo | None:
        return ZoneInfo(self.zone) if self.zone else None
