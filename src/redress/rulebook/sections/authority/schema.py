"""Who may decide how much, and who may allow an extension (AUT-01, AUT-05)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from redress.rulebook.conditions import Condition
from redress.rulebook.kinds import Duty, UnitLevel
from redress.rulebook.schema.base import Rule, as_list
from redress.rulebook.words import Title

Units = Annotated[frozenset[UnitLevel], BeforeValidator(as_list), Field(min_length=1)]
Duties = Annotated[frozenset[Duty], BeforeValidator(as_list)]


class AuthorityRow(Rule):
    """A line of the table of limits: people with these duties in units of these levels decide so much (AUT-01)."""

    when: Condition = {}
    units: Units
    """Levels of the unit in which the duty is held, not of the unit that received the case."""
    duties: Duties = Field(min_length=1)
    up_to: Decimal | Literal["any"] = Field(union_mode="left_to_right")
    """Yuan, inclusive; `any` for whatever amount."""

    @model_validator(mode="after")
    def _not_negative(self) -> AuthorityRow:
        if self.most < 0:
            raise ValueError("an amount is not negative")
        return self

    @property
    def most(self) -> Decimal:
        """The limit as a number."""
        return Decimal("Infinity") if self.up_to == "any" else self.up_to


class Approver(Rule):
    """Who may give what an extension needs (AUT-05): duties in a unit above the case's, or in the head office."""

    title: Title
    superior: Duties = frozenset()
    head_office: Duties = frozenset()

    @model_validator(mode="after")
    def _somebody(self) -> Approver:
        if not (self.superior or self.head_office):
            raise ValueError("name at least one duty, under superior or head_office")
        return self
