"""What the customer is told when something happens to the claim (CLM-05)."""

from __future__ import annotations

from redress.rulebook.schema.base import Rule
from redress.rulebook.sections.clocks.schema import EventName
from redress.rulebook.words import Title


class Milestone(Rule):
    """A point on the way of a claim; the customer hears of it by the way they prefer."""

    title: Title
    event: EventName
    text: Title
    """What is said; `{number}` is the number of the claim."""
