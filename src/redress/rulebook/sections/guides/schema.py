"""The claims guide (理赔服务指南) of a kind of product (CLM-01)."""

from __future__ import annotations

from pydantic import Field, model_validator

from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.words import Title

Points = tuple[Title, ...]


class Term(Part):
    """A term of art, and what it means for somebody who has never heard it."""

    term: Title
    means: Title


class Guide(Rule):
    """What a customer is told before and at a claim: by the kind of the product, under whose code it stands.

    Which papers are needed follows from the `papers` of the rulebook, for this line, these causes and losses.
    """

    title: Title
    line: Code
    causes: tuple[Code, ...] = Field(min_length=1)
    losses: tuple[Code, ...] = Field(min_length=1)
    covered: Points = Field(min_length=1)
    not_covered: Points = Field(min_length=1)
    steps: Points = Field(min_length=1)

    def texts(self) -> list[tuple[tuple[str | int, ...], Title]]:
        """Everything a customer reads of it, with where it stands."""
        lists = ("covered", "not_covered", "steps")
        return [
            (("title",), self.title),
            *(((name, n), text) for name in lists for n, text in enumerate(getattr(self, name))),
        ]


class ContactCheck(Rule):
    """How often a customer's contacts are checked, and how long before that is due its post is reminded."""

    every_months: int = Field(ge=1, le=60)
    remind_days: int = Field(ge=1, le=90)

    @model_validator(mode="after")
    def _before(self) -> ContactCheck:
        if self.remind_days >= self.every_months * 28:
            raise ValueError("the reminder comes within the period, not before it begins")
        return self
