"""What can be done with a case now: one primary action, the others, and what cannot be done and why (FLW-17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from redress.casework.refusals import Refusal
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
from redress.complaints.next_step import NextStep
from redress.complaints.queries.case import CaseFile
from redress.desk.addresses import address
from redress.desk.form_fields import Label
from redress.rulebook import State


class Action(NamedTuple):
    """A command as a button; with a refusal it is greyed, and says why."""

    name: str
    label: object
    url: str
    family: Family
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The commands of one family."""

    family: Family
    actions: list[Action]
    open: bool
    """Shown at once; the others are a click away, so that the daily steps are found among forty."""


@dataclass(frozen=True, slots=True)
class Actions:
    """All commands on a case, sorted by whether they can be given; those that can, by family."""

    primary: Action | None
    about: Label
    """What the primary one is about, where its name does not say it."""
    possible: list[Group]
    refused: list[Action]


def actions(file: CaseFile, following: NextStep) -> Actions:
    """The buttons of the case page, in the order in which a case meets them."""
    made, first = _made(file), following.command
    return Actions(
        primary=next((action for command, action in made if command is first), None),
        about=following.about,
        possible=grouped(
            (
                action
                for command, action in made
                if action.refusal is None and command is not first and not issubclass(command, OnOne)
            ),
            _at_once(file, first),
        ),
        refused=_refused(made),
    )


def greyed(file: CaseFile) -> list[Action]:
    """What cannot be done now, each with its reason (FLW-17)."""
    return _refused(_made(file))


_Made = list[tuple[type[Command], Action]]


def _refused(made: _Made) -> list[Action]:
    return [action for _command, action in made if action.refusal is not None]


def _made(file: CaseFile) -> _Made:
    base = address("desk:command", file.row.number, "-").removesuffix("-")
    return [(command, _action(command, refusal, base)) for command, refusal in file.commands]


def _at_once(file: CaseFile, first: type[Command] | None) -> set[Family]:
    """What stands open: handling, what comes next, and intake as long as nothing but intake has happened."""
    daily = {Family.HANDLING} | ({first.family} if first else set())
    return daily | {Family.INTAKE} if file.case.state is State.REGISTERED else daily


_ORDER = {family: place for place, family in enumerate(Family)}


def grouped(actions: Iterable[Action], at_once: Collection[Family] = tuple(Family)) -> list[Group]:
    """By family, in the families' order; a family keeps the order of its commands; those `at_once` stand open."""
    found = sorted(actions, key=lambda action: _ORDER[action.family])
    groups = [(family, list(each)) for family, each in groupby(found, key=lambda action: action.family)]
    alone = len(groups) == 1
    return [Group(family, each, alone or family in at_once) for family, each in groups]


def _action(command: type[Command], refusal: Refusal | None, base: str) -> Action:
    return Action(command.name, command.label, base + command.name, command.family, refusal)
