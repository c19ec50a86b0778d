"""What can be done with a case now. Buttons and the API's list of what is possible are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from redress.casework.command import Facts
from redress.casework.refusals import Refusal
from redress.casework.registry import Registry
from redress.complaints.case import Case
from redress.complaints.commands.base import Automatic, Command, Creating
from redress.complaints.commands.on_one import OnOne
from redress.organisation.actor import Actor
from redress.rulebook import State

COMMANDS: Registry[Command] = Registry()
"""All commands on complaints, whichever room brings them."""


@cache
def for_people() -> tuple[type[Command], ...]:
    """Commands that a person gives on a case."""
    return tuple(each for each in COMMANDS if not issubclass(each, Automatic | Creating))


def possible(case: Case, actor: Actor) -> list[tuple[type[Command], Refusal | None]]:
    """Every command for people, with the reason why it cannot be given now, or None (FLW-17)."""
    return [(command, command.possible(case, actor)) for command in for_people()]


def given(case: Case, actor: Actor) -> list[type[Command]]:
    """Those of them that can be given now, where nobody asks why another cannot."""
    if case.row.disposed_at is not None:
        return []
    return [command for command in _beginning(case.state) if command.hindered(case, actor) is None]


@cache
def _beginning(state: State) -> tuple[type[Command], ...]:
    return tuple(each for each in for_people() if each.begins(state))


@dataclass(frozen=True, slots=True)
class Offer:
    """A command as it is offered: why it cannot be given now, or None; and what of the case it can be given about."""

    command: type[Command]
    refusal: Refusal | None
    about: tuple[Facts, ...] = ()


def offered(case: Case, actor: Actor) -> list[Offer]:
    """Every command for people, refused also where the case has nothing to give it about (FLW-17).

    Reads each kind of thing once, and only where a command on it is possible.
    """
    read: dict[type, list[Any]] = {}
    return [_offer(command, refusal, case, actor, read) for command, refusal in possible(case, actor)]


def _offer(
    command: type[Command],
    refusal: Refusal | None,
    case: Case,
    actor: Actor,
    read: dict[type, list[Any]],
) -> Offer:
    if refusal is not None or not issubclass(command, OnOne):
        return Offer(command, refusal)
    source = next(
        kind for kind in command.__mro__ if "things" in vars(kind)
    )  # read once for all that inherit it
    if source not in read:
        read[source] = list(command.things(case, actor))
    about: list[Facts] = []
    for thing in read[source]:
        named = command.naming(thing)
        if named not in about and command.offered(case, actor, thing):
            about.append(named)
    if about:
        return Offer(command, None, tuple(about))
    because = _(
        "Nothing of this case is there for it now: %(command)s. Open the case again to see what can be done."
    ) % {"command": command.label}
    return Offer(command, Refusal("FLW-17", because))
