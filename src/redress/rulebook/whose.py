"""Whose a time limit is: whoever does what it waits for (CLK-01)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from redress.rulebook.sections.clocks.schema import ClockRule


class Whose(StrEnum):
    """Who can meet a limit."""

    HANDLER = "handler"
    """Whoever handles the file."""
    DEPARTMENT = "department"
    """The department that has an order, or whose signature is asked for."""
    APPROVER = "approver"
    """A superior, a second person, a committee."""
    CUSTOMER = "customer"


_DOERS: Final = {
    "order_replied": Whose.DEPARTMENT,
    "order_returned": Whose.DEPARTMENT,
    "signed": Whose.DEPARTMENT,
    "approval_decided": Whose.APPROVER,
    "ruled": Whose.APPROVER,
    "review_told": Whose.APPROVER,
    "claim_requested": Whose.CUSTOMER,
}
"""Whose deed an event is; every other is the handler's."""


def whose(rule: ClockRule) -> Whose:
    """The one who meets it; the handler's where he is among several who can."""
    doers = {
        Whose.DEPARTMENT if each.step == "department" else _DOERS.get(each.event, Whose.HANDLER)
        for each in rule.stops
    }
    return doers.pop() if len(doers) == 1 else Whose.HANDLER
