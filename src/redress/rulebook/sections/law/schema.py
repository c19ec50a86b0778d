"""What the law asks beside its clocks: proof of a pause, ways of telling, remedies, review, withdrawal, declining."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from redress.rulebook.kinds import Duty
from redress.rulebook.limits import AmountField, Unit
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.words import Title

TellingMeans = Literal["letter", "email", "sms", "call", "in_person"]
What = Literal["acceptance", "progress", "extension", "pause", "decision", "decline", "review"]
Counted = Literal["posted", "sent", "dialled", "handed"]
"""The act by which a telling counts as made in time (2020-3 Art. 21)."""


class Proof(Rule):
    """A paper that a step must rest on."""

    title: Title
    tells: bool = False
    """The paper is a notice to the customer: how and when it was given is recorded with it."""


class Remedy(Rule):
    """A way that stays open to the customer; a decision names them all (COM-05)."""

    title: Title
    text: Title
    called: tuple[Title, ...] = ()
    """How letters speak of it; such words are not denied anywhere in a letter that goes to a customer."""


class Way(Part):
    """How a means of telling counts."""

    counts: Counted


class Unreachable(Rule):
    """After how many attempts a customer counts as unreachable (COM-06). A strict reading needs more and later ones."""

    attempts: int = Field(ge=1, le=20)
    days: int = Field(ge=1, le=30)
    """On how many different calendar days."""
    counts_at: Literal["first_attempt", "last_attempt"] = "last_attempt"
    """Which attempt stands for the telling."""


class Written(Rule):
    """Until when a contact that has been made is written down, for proof of its time to serve (INT-07)."""

    within: AmountField


class Telling(Rule):
    """How the customer is told, and when that counts (COM-06)."""

    means: dict[TellingMeans, Way] = Field(min_length=1)
    unreachable: Unreachable
    limits: dict[What, Code] = {}
    """Which clock says whether it was told in time."""
    proven: frozenset[What] = frozenset()
    """What is not told without proof."""
    written: Written | None = None
    """None: proof serves whenever it is written down."""


class Review(Rule):
    """The customer's right to have a branch's result reviewed by the superior unit (AUT-06)."""

    within: AmountField
    """Counted from the day after the customer received the decision; the last day included."""
    units: frozenset[Literal["group", "company", "head_office", "province", "counter_a", "counter_b"]]
    """Whose results may be reviewed: branches."""
    proof: tuple[Code, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_calendar_days(self) -> Review:
        if self.within.unit is not Unit.CALENDAR_DAY:
            raise ValueError("a review is asked for within calendar days (2020-3 Art. 43)")
        return self

    def days(self) -> int:
        """The limit in calendar days."""
        return self.within.n


class Withdrawal(Rule):
    """What is kept of a withdrawal (INT-13)."""

    proof: tuple[Code, ...] = Field(min_length=1)


class Decline(Rule):
    """A ground on which a complaint need not be handled, with notice (INT-12)."""

    title: Title
    lacks: tuple[Code, ...] = ()
    """Items of the checklist: one of them must be missing. None named: a person judges, with reasons."""
    judged_by: tuple[Duty, ...] = ()
    """Who judges it; none named: whoever handles the case."""
