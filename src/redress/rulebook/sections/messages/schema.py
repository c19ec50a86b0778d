"""Who is told of what, and by which way (COM-02, COM-10, CLK-08)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Rule
from redress.rulebook.sections.aftercare.schema import TimeOfDay
from redress.rulebook.sections.clocks.schema import EventNames
from redress.rulebook.sections.messages.ways import FOR_CUSTOMERS, Medium, Ringing
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
    "claim_receipt",
    "claim_milestone",
    "claim_missing",
    "claim_visit",
    "claim_visit_reminder",
    "claim_promise",
    "claim_progress",
    "claim_catastrophe",
    "contacts_due",
    "contacts_reminder",
    "claim_account",
    "claim_paid",
    "claim_originals",
    "claim_letter",
]
"""What texts there are; each stands in a file for every channel and language."""

House = Literal[
    "daily_list", "change_due", "change_late", "change_filed", "deputy", "contacts_due", "contacts_reminder"
]
"""What the house itself tells, without a case: a department's list of the day, reports on people, deputies, contacts to
be verified - the post, and the customer."""

_DAY = 24 * 60
_LONGEST = 14 * 60


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
    at_any_hour: Condition | None = None
    """Cases of which it goes out in quiet hours as well: what cannot wait until the morning. Never to customers."""

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
        if "customer" in self.to and (len(self.to) > 1 or not set(self.by) <= FOR_CUSTOMERS):
            raise ValueError("a customer is told by a message of their own: sms, mail or letter")
        if "customer" in self.to and self.at_any_hour is not None:
            raise ValueError("a customer is not woken: at_any_hour is for colleagues")
        return self


class QuietHours(Rule):
    """When no message rings: it goes out when they end, by the clock of the unit (COM-10).

    Over midnight as a rule. Ways that do not ring, such as letters, need not be named.
    """

    since: TimeOfDay = Field(alias="from")
    until: TimeOfDay = Field(alias="to")
    by: Annotated[tuple[Ringing, ...], BeforeValidator(_as_list)] = Field(min_length=1)

    @property
    def minutes(self) -> frozenset[int]:
        """The minutes of the day that are quiet."""
        start, end = (int(at[:2]) * 60 + int(at[3:]) for at in (self.since, self.until))
        return frozenset(minute % _DAY for minute in range(start, end if start < end else end + _DAY))

    @model_validator(mode="after")
    def _leaves_a_day(self) -> QuietHours:
        if not 0 < len(self.minutes) <= _LONGEST:
            raise ValueError(
                "quiet hours end on another hour than they begin, and leave ten hours of the day"
            )
        return self
