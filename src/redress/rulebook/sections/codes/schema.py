"""Code sets: channels, classes, levels, complainant kinds, causes, and what is known of people."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Code, Part, Rule, Words1
from redress.rulebook.words import Title

Need = Literal[
    "callback_finding",
    "facts_repeated",
    "visit_signature",
    "received_place",
    "received_by",
    "original_kept",
    "call_recording",
]
Means = Literal["call", "letter", "email", "in_person", "sms", "app"]


class Period(Part):
    """When a code may be given to new cases; a retired code stays valid on old ones (CLS-07)."""

    effective: date | None = None
    retired: date | None = None
    replaced_by: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.effective and self.retired and self.retired <= self.effective:
            raise ValueError("a code is retired after it became effective")
        return self

    def valid_on(self, day: date) -> bool:
        """Whether a case of that day may be given the code."""
        return (self.effective is None or self.effective <= day) and (
            self.retired is None or day < self.retired
        )


class Channel(Rule):
    """A way in (INT-01), what its register form needs, and how the customer may be told of acceptance."""

    title: Title
    source: Literal["superior", "regulator", "department"] | None = None
    """Who passes such a case on; none means that the register form asks (CLO-01)."""
    needs: tuple[Need, ...] = ()
    confirm_by: tuple[Means, ...] = ()


class Reason(Title, Period):
    """A sub-reason of a class."""


class ClassCode(Period):
    """A class of complaint and the matters it holds."""

    title: Title
    reasons: dict[Code, Reason] = {}


class ClassSet(Rule):
    """One way of classing; a case carries one class of each set (CLS-02)."""

    title: Title
    version: str
    codes: dict[Code, ClassCode] = Field(min_length=1)


class BridgeRow(Part):
    """Which method classes become which code of another set."""

    when: Condition = {}
    to: str


class Bridge(Rule):
    """Derives the class of another set from the method's class and reason (CLS-02, CLS-03)."""

    rows: tuple[BridgeRow, ...] = Field(min_length=1)
    unreached: dict[Code, Title] = {}
    """Codes of the set that no row leads to, and why not."""


class Level(Rule):
    """A level and the criteria for it (CLS-04)."""

    title: Title
    criteria: tuple[Title, ...] = ()


class AutomaticLevel(Rule):
    """What makes a case this level without anybody's judgement (CLS-05)."""

    title: Title
    level: str
    complainants: int | None = Field(default=None, ge=2)
    designated: bool = False
    event: Words1 | None = None

    @model_validator(mode="after")
    def _one_ground(self) -> AutomaticLevel:
        if sum((self.complainants is not None, self.designated, self.event is not None)) != 1:
            raise ValueError("give one of complainants, designated or event")
        return self


class Item(Part):
    """A paper or fact asked of the complainant."""

    code: Code
    title: Title
    required: bool = True
    by: Literal["registration", "confirmation"] = "registration"
    """When it must be there: a complaint that lacks it then is not entered, or not accepted."""


class Complainant(Rule):
    """A kind of complainant and what is asked of them (INT-12)."""

    title: Title
    checklist: tuple[Item, ...] = ()
    max_representatives: int | None = Field(default=None, ge=1)


class Cause(Rule):
    """A cause found at closing; a system cause also needs the head of IT's signature (CLO-02)."""

    title: Title
    system: bool = False


class Trait(Rule):
    """An emotion or temperament, and how to meet it (INT-14)."""

    title: Title
    advice: Title | None = None


class EmotionalNeed(Trait):
    """What a customer wants besides the matter itself, how it shows, and how to meet it (COM-09)."""

    signs: Title


class CommonError(Rule):
    """What staff often do wrong with an upset customer, and what to do instead (COM-09)."""

    title: Title
    instead: Title


class Named(Rule):
    """A title with its source and nothing more."""

    title: Title
