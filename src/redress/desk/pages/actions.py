"""What can be done with a case now: one primary action, the others, and what cannot be done and why (FLW-17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from redress.complaints.commands.base import Command
from redress.complaints.commands.contact import Confirm
from redress.complaints.commands.families import Family
from redress.complaints.queries.case import CaseFile
from redress.complaints.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Action:
    """A command as a button; with a refusal it is greyed, and says why."""

    name: str
    label: object
    what: str
    url: str
    family: Family
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The commands of one family."""

    family: Family
    actions: list[Action]


@dataclass(frozen=True, slots=True)
class Actions:
    """All commands on a case, sorted by whether they can be given; those that can, by family."""

    primary: Action | None
    possible: list[Group]
    refused: list[Action]


def actions(file: CaseFile) -> Actions:
    """The buttons of the case page, in the order in which a case meets them."""
    base = reverse("desk:command", args=[file.row.number, "-"]).removesuffix("-")
    made = [(command, _action(command, refusal, base)) for command, refusal in file.commands]
    first = primary(file)
    return Actions(
        primary=next((action for command, action in made if command is first), None),
        possible=grouped(
            action for command, action in made if action.refusal is None and command is not first
        ),
        refused=[action for _command, action in made if action.refusal is not None],
    )


def grouped(actions: Iterable[Action]) -> list[Group]:
    """By family, in the families' order; a family keeps the order of its commands."""
    order = list(Family)
    found = sorted(actions, key=lambda action: order.index(action.family))
    return [Group(family, list(each)) for family, each in groupby(found, key=lambda action: action.family)]


def primary(file: CaseFile) -> type[Command] | None:
    """The natural next step: to confirm while the customer waits for it, else what moves the case furthest."""
    state = file.case.state
    steps = [
        command
        for command, refusal in file.commands
        if refusal is None and command.primary and command.moves.get(state) is not state
    ]
    if Confirm in steps and "confirmed_written" in file.rulebook.before_closing(file.case.subject):
        return Confirm
    return next((command for command in reversed(steps) if command is not Confirm), None)


def _action(command: type[Command], refusal: Refusal | None, base: str) -> Action:
    return Action(
        command.name, command.label, ", ".join(command.cite), base + command.name, command.family, refusal
    )
