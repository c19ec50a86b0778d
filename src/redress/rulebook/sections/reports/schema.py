"""Changes of people that must be reported to the superior unit (ORG-06)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from redress.rulebook.kinds import Duty
from redress.rulebook.limits import Amount, AmountField, BeforeField, Unit
from redress.rulebook.schema.base import Rule
from redress.rulebook.words import Title

UnitName = Literal["group", "company", "head_office", "province", "counter_a", "counter_b"]


class ReportRule(Rule):
    """A change of who has a duty is reported within so many days; `units` empty: at every unit."""

    title: Title
    duties: frozenset[Duty] = Field(min_length=1)
    units: frozenset[UnitName] = frozenset()
    within: AmountField
    remind: BeforeField

    @field_validator("within", "remind")
    @classmethod
    def _in_working_days(cls, amount: Amount) -> Amount:
        if amount.unit is not Unit.WORKING_DAY:
            raise ValueError("a report is due in working days: write '7 working days'")
        return amount

    def concerns(self, duty: str, unit_kind: str) -> bool:
        """Whether a change of that duty at such a unit is reported."""
        return duty in self.duties and (not self.units or unit_kind in self.units)
