"""What follows the handling: the callback, the superior unit's spot checks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.words import Title

TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Stratum = Literal["unit", "class", "level", "validity", "channel"]
"""What a population may be split by before a sample is drawn."""


class CallbackNeeded(Rule):
    """Cases whose customer is called back before closing (CLO-04)."""

    when: Condition = {}


class Question(Rule):
    """One question of the callback's script; a required one is answered whenever the customer is reached."""

    title: Title
    required: bool = True


_SHORTEST = 2 * 60


def _minutes(at: str) -> int:
    return int(at[:2]) * 60 + int(at[3:])


class CallHours(Part):
    """When customers may be called, in the house's zone; both ends included."""

    since: TimeOfDay = Field(alias="from")
    until: TimeOfDay = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> CallHours:
        if self.since >= self.until:
            raise ValueError("the hours begin before they end")
        if _minutes(self.until) - _minutes(self.since) < _SHORTEST:
            raise ValueError("the hours leave two hours of the day, so that customers can be reached")
        return self


class CallbackRules(Rule):
    """The callback (回访) before closing: for which cases, what is asked, when it counts as tried (CLO-04)."""

    needed: tuple[CallbackNeeded, ...] = ()
    script: dict[Code, Question] = Field(min_length=1)
    attempts: int = Field(ge=1, le=20)
    """Attempts without reaching the customer after which the callback counts as tried."""
    days: int = Field(default=1, ge=1, le=20)
    """Days over which these attempts must be spread."""
    hours: CallHours

    @model_validator(mode="after")
    def _possible(self) -> CallbackRules:
        if self.days > self.attempts:
            raise ValueError("attempts on more days than there are attempts")
        return self


class CheckItem(Rule):
    """One thing a spot check looks at."""

    title: Title


class SpotCheckRule(Rule):
    """How closures of subordinate units are drawn for a check, and what is looked at (CLO-03, ASM-06)."""

    title: Title
    share: int = Field(ge=1, le=100)
    """Per cent of each stratum, rounded up."""
    least: int = Field(default=1, ge=1)
    """At least so many of each stratum, or all of it."""
    strata: tuple[Stratum, ...] = ()
    items: dict[Code, CheckItem] = Field(min_length=1)
