"""What can be done with a case now: one primary action, the others, and what cannot be done and why (FLW-17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from redress.casework.refusals import Refusal
from redress.committee.commands.refer import ReferToCommittee
from redress.complaints import closing, findings, gates, tellings
from redress.complaints.commands.approve import Approve
from redress.complaints.commands.base import Command
from redress.complaints.commands.contact import Confirm
from redress.complaints.commands.emergency import ReportEmergency
from redress.complaints.commands.families import Family
from redress.complaints.commands.investigate import Propose, RecordFinding
from redress.complaints.commands.on_one import OnOne
from redress.complaints.commands.review import DecideReview
from redress.complaints.commands.telling import RecordTelling
from redress.complaints.kinds import OrderKind, ProposalState
from redress.complaints.queries.case import CaseFile
from redress.desk.addresses import address
from redress.desk.form_fields import Label
from redress.rulebook import ClockStatus, State


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


def actions(file: CaseFile) -> Actions:
    """The buttons of the case page, in the order in which a case meets them."""
    base = address("desk:command", file.row.number, "-").removesuffix("-")
    made = [(command, _action(command, refusal, base)) for command, refusal in file.commands]
    first = primary(file)
    return Actions(
        primary=next((action for command, action in made if command is first), None),
        about=_about(file, first),
        possible=grouped(
            (
                action
                for command, action in made
                if action.refusal is None and command is not first and not issubclass(command, OnOne)
            ),
            _at_once(file, first),
        ),
        refused=[action for _command, action in made if action.refusal is not None],
    )


def _about(file: CaseFile, first: type[Command] | None) -> Label:
    told = tellings.owed(file.case) if first is RecordTelling else None
    return told.label if told else ""


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


def primary(file: CaseFile) -> type[Command] | None:
    """The natural next step: the report an emergency owes, what a review waits for, what the flow waits for, to tell
    the customer what was decided, to confirm while the customer waits for it, the committee or the findings that an
    opinion waits for, else what moves the case furthest."""
    state, wanted = file.case.state, asked(file)
    possible = [command for command, refusal in file.commands if refusal is None]
    if ReportEmergency in possible and _report_owed(file):
        return ReportEmergency
    if any(each.state == ProposalState.AWAITING_APPROVAL for each in file.row.proposals.all()):
        return Approve if Approve in possible else None
    to_tell = tellings.owed(file.case)
    if file.row.under_review:
        wanted = DecideReview.name if to_tell is None else RecordTelling.name
    elif to_tell is not None and not wanted:
        wanted = RecordTelling.name
    if wanted:
        return next((command for command in possible if command.name == wanted), None)
    before = _before_opinion(file)
    steps = [command for command in possible if command.primary and command.moves.get(state) is not state]
    if before is not None:
        steps = [command for command in steps if command is not Propose]
    if Confirm in steps and "confirmed_written" in file.rulebook.before_closing(file.case.subject):
        return Confirm
    furthest = next((command for command in reversed(steps) if command is not Confirm), None)
    return furthest or (before if before in possible else None) or _owed(file, possible)


def _report_owed(file: CaseFile) -> bool:
    """Whether the emergency waits for a report that is due once, or for one of a series that is late (FLW-16)."""
    rules = file.rulebook.method.clocks
    waiting = [
        clock
        for clock in file.clocks
        if clock.key.startswith("emergency") and clock.status == ClockStatus.RUNNING
    ]
    return any(
        not rules[clock.key].recurs or (clock.due_at is not None and clock.due_at <= file.case.now)
        for clock in waiting
        if clock.key in rules
    )


def _before_opinion(file: CaseFile) -> type[Command] | None:
    """What an opinion waits for, once no department has the case: the findings, the committee (FLW-06, FLW-10)."""
    if file.case.state not in (State.INVESTIGATING, State.REJECTED):
        return None
    if any(order.kind == OrderKind.MAIN for order in file.case.open_orders()):
        return None
    if findings.missing(file.case):
        return RecordFinding
    return ReferToCommittee if gates.waiting(file.case) else None


def _owed(file: CaseFile, possible: list[type[Command]]) -> type[Command] | None:
    """Where nothing moves the case, the first step that its closing still waits for (CLO-02)."""
    if file.case.state is not State.DETERMINED:
        return None
    keys = [str(key) for key in closing.missing_by_key(file.case)]
    names = [_OWED[key] for key in _OWED if key in keys]
    return next((command for name in names for command in possible if command.name == name), None)


def asked(file: CaseFile) -> str:
    """The command of the step that a special flow waits for, told by its running limit; else empty (FLW-11, FLW-12).

    Handing up the ladder is for what cannot be settled, so it is never what comes next by itself.
    """
    flow = file.rulebook.method.flows.get(file.row.flow)
    running = {clock.key for clock in file.clocks if clock.status == ClockStatus.RUNNING}
    steps = flow.steps.values() if flow else ()
    return next((step.does for step in steps if step.clock in running and step.does != "hand_up"), "")


_OWED = {
    "extension_told": "tell_extension",
    "ruling_executed": "report_execution",
    "executed": "execute",
    "callback": "record_callback",
}
"""What closing asks for, and the step that gives it, in the order in which they are natural."""


def _action(command: type[Command], refusal: Refusal | None, base: str) -> Action:
    return Action(command.name, command.label, base + command.name, command.family, refusal)
