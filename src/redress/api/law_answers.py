"""Answers about what the law wants on record: tellings, decisions, reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from redress.api.schemas import Instant, Out, UnitOut, UserOut


class TellingOut(Out):
    """One attempt to tell the customer something. `at` is when it counts, `proof` the SHA-256 of a file of the case."""

    what: str = Field(examples=["decision"])
    about: str = Field(description="A decision's or a review's number; empty for the case.", examples=["D1"])
    means: str = Field(examples=["letter"])
    at: Instant
    delivered_at: Instant | None
    reached: bool
    in_time: bool | None = Field(description="Whether it came within the limit that ran; null when none ran.")
    words: str
    proof: str
    reference: str
    by: UserOut | None
    entered_at: Instant


class TellingsOut(BaseModel):
    """In the order in which they were entered."""

    items: list[TellingOut]


class DecisionOut(Out):
    """A decision with the five parts that the law asks of it. Amount in yuan."""

    position: int
    kind: str = Field(examples=["first"])
    state: str = Field(examples=["told"])
    proposal: int | None = Field(description="Position of the proposal it rests on.")
    decision: str
    verification: str
    basis: str
    reasons: str
    remedies: list[str] = Field(examples=[["review", "mediation", "arbitration", "litigation"]])
    amount: Decimal | None
    by: UserOut | None
    at: Instant
    told_at: Instant | None
    received_at: Instant | None


class DecisionsOut(BaseModel):
    """In the order in which they were made."""

    items: list[DecisionOut]


class ReviewOut(Out):
    """A review of a branch's result by the unit above it. `request` is the SHA-256 of the written request."""

    number: str
    state: str = Field(examples=["open"])
    unit: UnitOut = Field(description="The superior unit, which decides.")
    decision: int | None = Field(description="Position of the decision in dispute.")
    grounds: str
    request: str
    requested_at: Instant
    last_day: date | None = Field(description="The last day on which the customer could ask.")
    by: UserOut | None
    at: Instant
    outcome: str = Field(description="Empty until decided.", examples=["upheld"])
    process: str
    limit: str
    result: str
    reasons: str
    decided_by: UserOut | None
    decided_at: Instant | None
    told_at: Instant | None


class ReviewsOut(BaseModel):
    """In the order in which they were asked for."""

    items: list[ReviewOut]
