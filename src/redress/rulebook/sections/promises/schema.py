"""What is promised to a customer with a time (CLM-05, CLM-06)."""

from __future__ import annotations

from pydantic import model_validator

from redress.rulebook.limits import AmountField, Unit
from redress.rulebook.schema.base import Code, Rule
from redress.rulebook.words import Title


class Promise(Rule):
    """A kind of promise: which clock holds it, and how far off the promised time may lie."""

    title: Title
    clock: Code
    longest: AmountField

    @model_validator(mode="after")
    def _some_time(self) -> Promise:
        if self.longest.unit is Unit.PLANNED or not self.longest.n:
            raise ValueError("the longest time of a promise is an amount of time, such as '24 hours'")
        return self
