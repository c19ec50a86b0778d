"""Who is told of what, and by which way (COM-02, COM-10, CLK-08)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Rule
from redress.rulebook.schema.clocks import EventNames
from redress.rulebook.words import Title

AlertName = Literal[
    "assigned", "order", "copy", "returned", "replied", "urged", "warning", "breach", "sign", "result",
    "dissatisfied", "revised", "suggestion", "review", "reviewed", "committee", "approval", "decided", "authorised",
]  # fmt: skip
"""What commands and clocks put on a colleague's screen."""

Told = Literal[
    "addressee",
    "customer",
    "owner",
    "head",
    "superior",
    "leading_group",
    "coordinating_departments",
    "committee",
]
Medium = Literal["screen", "sms", "mail", "wecom", "dingtalk", "letter"]
Template = Literal[
    "assigned",
    "order",
    "copied",
    "returned",
    "replied",
    "urged",
    "warning",
    "breach",
    "sign",
    "result",
    "accepted",
    "progress",
    "closing",
    "extension",
    "letter",
    "daily",
    "change_due",
    "change_late",
    "change_filed",
    "deputy",
    "told",
]
"""What texts there are; each stands in a file for every channel and language."""

House = Literal["daily_list", "change_due", "change_late", "change_filed", "deputy"]
"""What the house itself tells, without a case: a department's list of the day, reports on people, deputies."""

_FOR_CUSTOMERS = frozenset({"sms", "mail", "letter"})


def _as_list(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


class MessageRule(Rule):
    """One kind of message. Of staff each is told by all the ways they chose, a customer by the first that works."""

    title: Title
    alert: Annotated[tuple[AlertName, ...], BeforeValidator(_as_list)] = ()
    event: EventNames = ()
    house: House | None = None
    when: Condition = {}
    unless: EventNames = ()
    """Not told when one of these happened with it: a filing that was merged at once is told of by the other case."""
    complaints_only: bool = False
    """Not told of what a callback found and the rulebook does not count as a complaint (INT-08)."""
    to: Annotated[tuple[Told, ...], BeforeValidator(_as_list)] = Field(min_length=1)
    by: Annotated[tuple[Medium, ...], BeforeValidator(_as_list)] = Field(min_length=1)
    template: Template
    required: bool = False
    """Law or method ask for it: an opt-out does not hold."""

    @model_validator(mode="after")
    def _fits(self) -> MessageRule:
        if sum(map(bool, (self.alert, self.event, self.house))) != 1:
            raise ValueError("say what is told of: give one of alert, event or house")
        if "addressee" in self.to and self.event:
            raise ValueError("an event has no addressee; name who is told of it")
        if self.house and (self.to != ("addressee",) or "screen" in self.by):
            raise ValueError("what the house tells goes to its addressee, and not to the screen")
        if self.event and "screen" in self.by and self.template not in get_args(AlertName):
            raise ValueError(f"'{self.template}' is no text for the screen")
        if "customer" in self.to and (len(self.to) > 1 or not set(self.by) <= _FOR_CUSTOMERS):
            raise ValueError("a customer is told by a message of their own: sms, mail or letter")
        return self
