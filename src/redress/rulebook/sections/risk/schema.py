"""Points by which a claim is on the list of those likely to become complaints (CLM-14)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from redress.rulebook.schema.base import Code, Rule
from redress.rulebook.words import Title

Fact = Literal[
    "limit_passed",
    "limit_near",
    "promise_broken",
    "asked_again",
    "refused",
    "paid_in_part",
    "objected",
    "days_open",
    "untold",
    "upset",
    "amount",
    "complained",
]
"""What is counted of a claim: how often it happened; for `days_open` and `untold` how many days it lasts, for `amount`
how many whole yuan the loss was estimated at, for `complained` how many complaints of its policy or people."""


class RiskPoint(Rule):
    """So many points, once the fact is there at least so often."""

    title: Title
    fact: Fact
    at_least: int = Field(default=1, ge=1)
    points: int = Field(ge=1, le=100)


class Risk(Rule):
    """Claims are listed from so many points on."""

    listed_from: int = Field(ge=1)
    rules: dict[Code, RiskPoint] = Field(min_length=1)
