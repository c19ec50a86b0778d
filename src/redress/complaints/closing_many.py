"""Closing several cases at once: each goes through the gate by itself, and each result is told (CLO-05)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pydantic import ValidationError

from redress.complaints.commands.close import Close
from redress.complaints.executor import Outcome, execute
from redress.complaints.refusals import Refusal, refuse
from redress.organisation.actor import Actor

MOST = 100
"""Cases closed by one press."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of the chosen cases."""

    number: str
    outcome: Outcome | None = None
    refusal: Refusal | None = None


def close_all(actor: Actor, numbers: Iterable[str], remark: str = "", key: str = "") -> list[Result]:
    """Close each case that may be closed; the others say why not. Repeating it under the same key changes nothing.

    Raises Refusal when nothing, or too much, is chosen.
    """
    chosen = list(dict.fromkeys(numbers))
    if not chosen:
        refuse("CLO-05", _("Choose at least one case."), field="number")
    if len(chosen) > MOST:
        refuse("CLO-05", _("Choose at most %(most)d cases.") % {"most": MOST}, field="number")
    try:
        command = Close(remark=remark)
    except ValidationError as error:
        refuse("CLO-05", error.errors()[0]["msg"], field="remark")
    return [_one(actor, number, command, key) for number in chosen]


def _one(actor: Actor, number: str, command: Close, key: str) -> Result:
    try:
        return Result(number, outcome=execute(command, actor, number, key=_key(key, number)))
    except Refusal as refusal:
        return Result(number, refusal=refusal)


def _key(key: str, number: str) -> str:
    return f"{key}:{number}" if key else ""
