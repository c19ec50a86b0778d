"""The forms and letters of the method: what each must say, who reads it before it goes, and what sending it proves."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import Field, model_validator

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.sections.clocks.schema import EventNames
from redress.rulebook.words import Line, Title

Fill = Literal[
    "facts",
    "demand",
    "truth",
    "responsibility",
    "reasonableness",
    "plan",
    "basis",
    "decision",
    "validity",
    "extension_reason",
    "extension_until",
    "claim_decision",
    "claim_sum",
    "claim_basis",
    "claim_reasons",
    "claim_payment",
    "claim_paid",
    "papers_asked",
    "papers_received",
    "papers_missing",
    "new_fact",
    "originals",
]
"""What of the file a part begins with."""
Reader = Literal["customer", "department", "superior", "file"]
SentBy = Literal["post", "email", "hand", "internal"]
Telling = Literal["confirmation", "progress", "result", "other"]
Tells = Literal["acceptance", "progress", "extension", "pause", "decision", "review"]


class Block(Part):
    """Words of the law: they stand in a letter as they are (COM-05).

    `names`: the remedies that the block names; it is lawful where these are exactly the ones open against the decision.
    Without names it is lawful always.
    """

    title: Title
    text: Title
    names: tuple[Code, ...] = ()


class LetterPart(Part):
    """A named part of a letter. `mentions` are words that must stand in it, in either language.

    A part with `blocks` consists of one of them, chosen among those that are lawful for the case; a `fixed` part of
    what it is filled with. Neither is written.
    """

    title: Title
    required: bool = True
    fills: Fill | None = None
    fixed: bool = False
    blocks: dict[Code, Block] = {}
    start: Title | None = None
    """Words the writer begins with."""
    mentions: tuple[Title, ...] = ()

    @model_validator(mode="after")
    def _one_source(self) -> LetterPart:
        if self.blocks and (self.start or self.fills):
            raise ValueError("a part with blocks is not written: it has no start and is not filled")
        if self.fixed and not self.fills:
            raise ValueError("a fixed part says what it is filled with")
        return self

    def lawful(self, remedies: Collection[str]) -> dict[str, Block]:
        """The blocks that may stand where these remedies are open."""
        return {
            code: block
            for code, block in self.blocks.items()
            if not block.names or set(block.names) == set(remedies)
        }

    def lacks(self, text: str) -> list[Title]:
        """What ought to be mentioned and is not."""
        return [
            words for words in self.mentions if words.zh not in text and words.en.lower() not in text.lower()
        ]


class LetterRule(Rule):
    """A form or letter (COM-07)."""

    title: Title
    prefix: Line = Field(max_length=20)
    """Begins its numbers."""
    form: bool = False
    """A form shows facts of the case; a letter is written."""
    to: Reader = "customer"
    when: Condition = {}
    parts: dict[Code, LetterPart] = {}
    legal_review: bool = False
    """Reviewed by legal counsel before it goes (COM-04)."""
    sent_by: tuple[SentBy, ...] = Field(default=("post", "email", "hand"), min_length=1)
    telling: Telling | None = None
    """What kind of contact with the customer its sending is."""
    tells: Tells | None = None
    """What the law wants told is told by it, with proof (COM-06)."""
    proves: EventNames = ()
    """What the clocks are told when it is sent."""

    @model_validator(mode="after")
    def _says_something(self) -> LetterRule:
        if not self.form and not any(part.required for part in self.parts.values()):
            raise ValueError("a letter needs at least one required part")
        if (self.telling or self.tells) and self.to != "customer":
            raise ValueError("only a letter to the customer is a contact with the customer")
        return self

    def missing(self, parts: dict[str, str]) -> dict[str, LetterPart]:
        """Required parts that are empty, by code."""
        return {
            code: part
            for code, part in self.parts.items()
            if part.required and not parts.get(code, "").strip()
        }
