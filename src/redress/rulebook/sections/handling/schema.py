"""Who receives, who may settle, who closes, what must be done first."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field

from redress.rulebook.conditions import Condition, matches
from redress.rulebook.kinds import Closer, Department, Duty
from redress.rulebook.schema.base import Rule
from redress.rulebook.words import Line, Title

BeforeClosing = Literal[
    "confirmed_written",
    "feedback",
    "no_open_orders",
    "no_open_review",
    "approvals",
    "executed",
    "extension_told",
    "validity",
    "causes",
    "sign_offs",
    "callback",
    "committee_asked",
    "committee_ruled",
    "ruling_executed",
]
"""What the close gate can examine; another name would be a gate that nobody keeps."""
BeforeDispatch = Literal["main_not_copy", "opinion_given"]


class Route(Rule):
    """The department that must investigate, and who gets copies (ORG-08)."""

    when: Condition = {}
    to: Department
    copies: tuple[Department, ...] = ()


class FormalCase(Rule):
    """Between which departments a matter moves on as a formal case (立案), and for which cases (ORG-08)."""

    when: Condition = {}
    source: Department
    to: Department


class Spot(Rule):
    """Who may settle a case on the spot, and up to how much (FLW-01)."""

    when: Condition = {}
    duties: frozenset[Duty] = Field(min_length=1)
    up_to: Decimal | None = Field(default=None, ge=0)
    """Yuan, inclusive; none means that the amount does not matter."""

    def allows(self, amount: Decimal | None) -> bool:
        """Whether the amount is within the authority; an amount unknown is none."""
        return self.up_to is None or amount is None or amount <= self.up_to


class Check(Rule):
    """Something that must be true before a step."""

    text: Title
    when: Condition = {}
    or_when: Condition | None = None
    """Also for these; None: for no others."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """It holds for cases that one of these meets."""
        return (self.when,) if self.or_when is None else (self.when, self.or_when)

    def is_for(self, subject: Mapping[str, str]) -> bool:
        """Whether such a case must meet it."""
        return any(matches(condition, subject) for condition in self.conditions)


class ClosingRule(Rule):
    """Who closes (CLO-01)."""

    who: Closer
    duties: frozenset[Duty] | None = Field(default=None, min_length=1)
    """Which staff of that unit; None: all of customer service."""
    when: Condition = {}
    within_area: bool = False
    """The unit closes only cases of policies in its own area."""
    refusal: Title | None = None
    """What a unit that may not close is told."""


class Determining(Rule):
    """Who determines validity and causes (CLO-02); a dispute is the committee's."""

    by: Literal["closer"]
    """Who may close the case by `closing`."""


class Wording(Rule):
    """A sentence offered to staff (INT-10)."""

    title: Title
    text: Title


class Taboo(Rule):
    """A phrase not to be said to a customer, and a better one (COM-08)."""

    phrase: Line
    better: Line


class Retention(Rule):
    """How long a kind of paper is kept."""

    title: Title
    years: int = Field(ge=1, le=100)
    counts_from: Literal["closing", "dispute_end", "contract_end"] = Field(default="closing", alias="from")
    """The end of the contract is known to the policy system only; such papers lie there."""
