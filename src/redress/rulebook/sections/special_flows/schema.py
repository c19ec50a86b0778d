"""Flows: which cases take one, who has which role in it, and its steps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from redress.rulebook.conditions import Condition
from redress.rulebook.kinds import Department, Duty
from redress.rulebook.schema.base import Code, Rule, Words1
from redress.rulebook.sections.codes.schema import Means
from redress.rulebook.words import Title

STANDARD = "standard"
"""The flow of every case that no other flow is for."""

StepKind = Literal["verify", "hand_on", "grade", "dispatch", "hand_up"]
"""What a step does; each is a command of the registry."""
Grade = Literal["general", "difficult"]
StepNeed = Literal["planned_at", "transferred_at", "their_opinion"]


class FlowRole(Rule):
    """Who acts in a flow: a holder of one of the duties in that department, of the unit or the next above (ORG-10)."""

    title: Title
    department: Department
    duties: tuple[Duty, ...] = Field(min_length=1)
    """In the order in which a holder is looked for."""


class FlowStep(Rule):
    """One step: what it does, whose it is, and what must have been done before."""

    title: Title
    does: StepKind
    by: Words1
    to: str = ""
    """The role that gets the case; for a step that hands it on."""
    order: Literal["none", "main", "co_handling"] = "none"
    """The order that goes with it to the department of that role."""
    means: tuple[Means, ...] = ()
    """How the next role must be told: all of these."""
    grades: tuple[Grade, ...] = ()
    """What a grade can be: how difficult it is, on which a limit may depend. The level of the case is another thing."""
    levels: tuple[Code, ...] = ()
    """In versions before 2026.6 the grade was the level; among these it moves, and a case at another keeps its own."""
    needs: tuple[StepNeed, ...] = ()
    after: tuple[Code, ...] = ()
    """Steps that must have been taken."""
    clock: str = ""
    """The limit for the step, to say by when it is due."""
    rejected: bool = False
    """Only once the customer has rejected a proposal."""


class Flow(Rule):
    """A way of handling. The first flow whose condition holds is the case's; without a condition it is never chosen."""

    title: Title
    when: Condition | None = None
    roles: dict[Code, FlowRole] = {}
    steps: dict[Code, FlowStep] = {}
    ladder: tuple[Code, ...] = ()
    """Roles from the first to the last that a case is handed up to (FLW-13)."""
