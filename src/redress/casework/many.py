"""A command for each of several chosen files: each goes through the door by itself, and each result is told; or all are
done, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.command import Command
from redress.casework.door import Call, Door, Outcome
from redress.casework.refusals import Refusal, refuse
from redress.organisation.actor import Actor

MOST = 100
"""Cases of one press."""
KEY = 50
"""Characters of the key of a press: the number of the case is put behind it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of the chosen cases."""

    number: str
    outcome: Outcome | None = None
    refusal: Refusal | None = None


def give_all(
    door: Door[Any, Any, Any], actor: Actor, command: Command, numbers: Iterable[str], key: str = ""
) -> list[Result]:
    """Give the command for each file; those it is refused for say why not. Under the same key nothing is done twice.

    Raises Refusal when nothing, or too much, is chosen.
    """
    chosen = choice(numbers, command.cite[0] if command.cite else "")
    return [_one(door, actor, number, command, _of(key, number)) for number in chosen]


def choice(numbers: Iterable[str], rule: str) -> list[str]:
    """What was chosen, each once. Raises Refusal when nothing, or too much, is chosen."""
    chosen = list(dict.fromkeys(numbers))
    if not chosen:
        refuse(rule, _("Choose at least one case."), field="number")
    if len(chosen) > MOST:
        refuse(rule, _("Choose at most %(most)d cases.") % {"most": MOST}, field="number")
    return chosen


@dataclass(frozen=True, slots=True)
class Given:
    """A command for a chosen file, and the door of its kind."""

    door: Door[Any, Any, Any]
    command: Command
    number: str


def give_each(given: Sequence[Given], actor: Actor, key: str = "") -> list[Result]:
    """Give each file its command; those it is refused for say why not."""
    return [_one(each.door, actor, each.number, each.command, _of(key, each.number)) for each in given]


def give_all_or_none(given: Sequence[Given], actor: Actor, key: str = "") -> list[Result]:
    """Give all their commands or, where one is refused, none. Raises that refusal, which says of which file it is.

    They are files of one kind: what goes through two doors is done in two steps.
    """
    doors = {each.door for each in given}
    if len(doors) > 1:
        refuse(
            "FLW-18",
            _(
                "Complaints and claims are changed in two steps. Choose files of one kind, or let each be done by "
                "itself."
            ),
            field="together",
        )
    calls = [Call(each.command, each.number, key=_of(key, each.number)) for each in given]
    return [
        Result(outcome.number, outcome=outcome)
        for door in doors
        for outcome in door.execute_many(calls, actor)
    ]


def _of(key: str, number: str) -> str:
    return f"{key}:{number}" if key else ""


def _one(door: Door[Any, Any, Any], actor: Actor, number: str, command: Command, key: str) -> Result:
    try:
        return Result(number, outcome=door.execute(command, actor, number, key=key))
    except Refusal as refusal:
        access.told(refusal, f"{command.name} {number[:24]}")
        return Result(number, refusal=refusal)
