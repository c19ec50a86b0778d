"""How a further filing stands to earlier cases, and which cases surface together (CLO-06..08, INT-15, INS-07)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from redress.rulebook.conditions import Condition
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.words import Title

Becomes = Literal["repeat", "escalation", "merge", "related"]
"""What a further filing can be besides a new case."""
SharedBy = Literal["agent", "policy", "product", "wording"]


class LinkRule(Rule):
    """When a further filing is what it is. Conditions look at the pair of cases; the first rule that holds decides."""

    title: Title
    becomes: Becomes
    when: Condition = {}


class Higher(Rule):
    """Who, beside the unit itself, must have received a complaint for it to have gone higher; one must hold."""

    any_of: tuple[Condition, ...] = Field(min_length=1)
    direct: Condition | None = None
    """Filings that a unit above the one that handled the earlier case took directly; None: none count."""


class Likeness(Rule):
    """When two texts are near-identical: the share of bigrams they have in common, of all that either has."""

    at_least: float = Field(gt=0, le=1)
    shortest: int = Field(default=10, ge=1)
    """Bigrams below which a text is too short to be compared."""


class Cluster(Rule):
    """How many cases within how many days make a group risk."""

    title: Title
    by: SharedBy
    at_least: int = Field(ge=2)
    days: int = Field(ge=1, le=3660)


class Linking(Part):
    """Everything about cases that belong together."""

    rules: tuple[LinkRule, ...] = ()
    higher: Higher | None = None
    wording: Likeness | None = None
    clusters: dict[Code, Cluster] = {}
