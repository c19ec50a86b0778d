"""Sessions of leading groups and coordination committees: quorum, votes, what is referred to them (ORG-02, ORG-03)."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.sections.handling.schema import BeforeClosing
from redress.rulebook.words import Title

Body = Literal["leading_group", "coordination_committee"]
SessionKind = Literal["committee", "leading_group", "joint"]
Question = Literal["handling", "closing", "validity", "cause"]


def _share(raw: Any) -> Any:
    if isinstance(raw, str):
        above, _slash, below = raw.partition("/")
        if above.isdigit() and below.isdigit() and int(below):
            return Fraction(int(above), int(below))
        raise ValueError("write a share as 1/2 or 2/3")
    return raw


Share = Annotated[Fraction, BeforeValidator(_share), Field(ge=0, le=1)]
"""A part of the whole, written as `2/3`."""


class SessionRule(Rule):
    """When a session can decide: who meets, how many must be there, how many votes carry a motion (AUT-04).

    `present` is the share of all members who must be there and may vote on the item, `at_least` the smallest number;
    a motion is carried by more than `more_than` of them. `every_months`: how often it meets at least.
    """

    title: Title
    bodies: tuple[Body, ...] = Field(min_length=1)
    rules_on: tuple[Question, ...] = ()
    present: Share
    at_least: int = Field(ge=1)
    more_than: Share
    every_months: int | None = Field(default=None, ge=1, le=24)


class ReferralReason(Rule):
    """Why a case goes to the committee, and for which cases the reason holds (FLW-10)."""

    title: Title
    questions: tuple[Question, ...] = Field(min_length=1)
    when: Condition = {}


class ClosingRuled(Rule):
    """What a ruling that a case be closed stands in for at the close gate (ORG-03)."""

    instead_of: tuple[BeforeClosing, ...] = Field(min_length=1)


class FinalRuling(Rule):
    """In which cases a ruling on the handling is the last word: who carries it out needs no approval (ORG-03)."""

    when: Condition = {}


class Committee(Part):
    """All that the method says of sessions; empty where it says nothing."""

    sessions: dict[SessionKind, SessionRule] = {}
    reasons: dict[Code, ReferralReason] = {}
    closing_ruled: ClosingRuled | None = None
    final: FinalRuling | None = None
