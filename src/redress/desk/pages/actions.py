"""What can be done with a case now: one primary action, the others, and what cannot be done and why (FLW-17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from redress.casework.next_step import NextStep
from redress.casework.refusals import Refusal
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.on_one import OnOne
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
    """All commands on a case: what comes next, those that can be given, by family, and how many cannot."""

    primary: Action | None
    about: Label
    """What the primary one is about, where its name does not say it."""
    possible: SafeString
    refused: int


def actions(file: CaseFile, following: NextStep[Command]) -> Actions:
    """The buttons of the case page, in the order in which a case meets them."""
    first, base = following.command, _base(file)
    others = tuple(
        command for command in file.possible if command is not first and not issubclass(command, OnOne)
    )
    return Actions(
        primary=_action(first, None, base) if first is not None and first in file.possible else None,
        about=following.about,
        possible=_shown(others, frozenset(_at_once(file, first)), base),
        refused=file.refused,
    )


def greyed(file: CaseFile) -> list[Action]:
    """What cannot be done now, each with its reason (FLW-17)."""
    base = _base(file)
    return [_action(command, why, base) for command, why in file.commands if why is not None]


def _base(file: CaseFile) -> str:
    return address("desk:command", file.row.number, "-").removesuffix("-")


def _shown(commands: tuple[type[Command], ...], at_once: frozenset[Family], base: str) -> SafeString:
    """The buttons as HTML, which many cases have alike; empty without any."""
    if not commands:
        return SafeString()
    return SafeString(_pattern(commands, at_once, get_language()).replace(_BASE, escape(base)))


_BASE = "/base/"


@lru_cache(maxsize=1024)
def _pattern(
    commands: tuple[type[Command], ...], at_once: frozenset[Family], _language: str | None
) -> SafeString:
    groups = grouped((_action(command, None, _BASE) for command in commands), at_once)
    return render_to_string("desk/case/action_groups.html", {"groups": groups})


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
