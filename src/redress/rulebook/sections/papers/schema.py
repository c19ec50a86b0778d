"""Lines of insurance, causes and kinds of loss, and which papers a claim needs (CLM-03, CLM-04)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from redress.rulebook.conditions import Condition, matches
from redress.rulebook.schema.base import Rule
from redress.rulebook.words import Title

Insures = Literal["life", "persons", "property"]
"""Life insurance, other insurance of persons, insurance of property: by it limits of law differ."""
Injury = Literal["none", "injured", "dead"]


class InsuredLine(Rule):
    """A line of insurance."""

    title: Title
    insures: Insures


class LossCause(Rule):
    """What a loss came from."""

    title: Title


class Loss(Rule):
    """A kind of loss; `hurts`: what it says of people, who are spoken to first then (CLM-03)."""

    title: Title
    hurts: Injury = "none"


class Paper(Rule):
    """A paper that claims of some kind need: asked for once, in one list."""

    title: Title
    when: Condition = {}
    or_when: Condition | None = None
    """Also for these; None: for no others."""
    original: bool = False
    """Handed in as original, and given back at the end (CLM-12)."""
    spared: bool = False
    """May fall away for claims of a catastrophe: then nobody is asked for it (Order 2010-4, Art. 27)."""
    requirement: Title | None = None
    """What it must be like to be taken."""

    def is_for(self, subject: Mapping[str, str]) -> bool:
        """Whether such a claim needs it."""
        return matches(self.when, subject) or (self.or_when is not None and matches(self.or_when, subject))
