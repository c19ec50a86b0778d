"""Deputies of absent people: for how long at most (ORG-12)."""

from __future__ import annotations

from pydantic import field_validator

from redress.rulebook.limits import Amount, AmountField, Unit
from redress.rulebook.schema.base import Rule


class Deputies(Rule):
    """`longest`: days in a row that a deputy acts for somebody; who is needed for longer is appointed."""

    longest: AmountField

    @field_validator("longest")
    @classmethod
    def _in_calendar_days(cls, amount: Amount) -> Amount:
        if amount.unit is not Unit.CALENDAR_DAY or amount.n < 1:
            raise ValueError("a deputy's time is counted in calendar days: write '90 calendar days'")
        return amount
