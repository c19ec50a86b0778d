"""One command for several chosen cases: each goes through the door by itself, and each result is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from redress.casework import access
from redress.casework.command import Command
from redress.casework.door import Door, Outcome
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
    chosen = list(dict.fromkeys(numbers))
    rule = command.cite[0] if command.cite else ""
    if not chosen:
        refuse(rule, _("Choose at least one case."), field="number")
    if len(chosen) > MOST:
        refuse(rule, _("Choose at most %(most)d cases.") % {"most": MOST}, field="number")
    return [_one(door, actor, number, command, f"{key}:{number}" if key else "") for number in chosen]


def _one(door: Door[Any, Any, Any], actor: Actor, number: str, command: Command, key: str) -> Result:
    try:
        return Result(number, outcome=door.execute(command, actor, number, key=key))
    except Refusal as refusal:
        access.told(refusal, f"{command.name} {number[:24]}")
        return Result(number, refusal=refusal)
