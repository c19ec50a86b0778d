"""Cases handled specially: emergencies, centralised business, re-review, callback findings, gates of the flows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from redress.rulebook.conditions import Condition
from redress.rulebook.kinds import Department, Duty
from redress.rulebook.schema.base import Code, Part, Rule
from redress.rulebook.sections.linking.schema import Becomes
from redress.rulebook.words import Title

UnitLevel = Literal["group", "company", "head_office", "province", "counter_a", "counter_b"]


class TeamPost(Part):
    """A place in the emergency team, filled with whoever has the duty in the case's unit or the next above."""

    title: Title
    department: Department
    duties: tuple[Duty, ...] = Field(min_length=1)
    leads: bool = False


class Emergency(Rule):
    """The emergency process: for which cases it starts by itself, and who is in the team (FLW-16)."""

    title: Title
    when: Condition
    team: tuple[TeamPost, ...] = Field(min_length=1)
    media: dict[Code, Title] = {}
    """How a media report or post speaks of us."""


class Centralised(Rule):
    """Business that is decided above: units of these levels follow their superior's opinion (FLW-09)."""

    title: Title
    when: Condition = {}
    units: frozenset[UnitLevel] = Field(min_length=1)


class SolvedByOthers(Part):
    """Kinds of departments whose people do not solve what a callback found, and in which cases (2010-4, Art. 18)."""

    than: frozenset[Department] = Field(min_length=1)
    when: Condition = {}


class CallbackFinding(Rule):
    """What a callback may find; with complaint intent it is a complaint that came in, and counts (INT-08)."""

    title: Title
    complaint: bool
    recorded_as: str = ""
    """The channel that it is entered under; empty: as the callback it is."""
    solved_by_others: SolvedByOthers | None = None


class Rereview(Rule):
    """When a superior unit reviews a subordinate's case and returns it (FLW-15).

    `linked`: grounds that hold only with such a link between the case and another one.
    """

    title: Title
    units: frozenset[UnitLevel] = Field(min_length=1)
    grounds: dict[Code, Title] = Field(min_length=1)
    linked: dict[Code, Becomes] = {}


class Gate(Rule):
    """A step that waits for something else, whichever flow the case is in (FLW-09, FLW-10)."""

    text: Title
    when: Condition = {}
    before: Literal["propose"] = "propose"
    needs: Literal["committee"]


class Judging(Rule):
    """How the responsible person is judged (CLO-13)."""

    title: Title
    findings: dict[Code, Title] = Field(min_length=1)
