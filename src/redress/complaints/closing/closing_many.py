"""Closing several cases at once: each goes through the gate by itself, and each result is told (CLO-05)."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from redress.casework.many import Result, give_all
from redress.casework.refusals import refuse
from redress.complaints.closing.commands.close import Close
from redress.complaints.executor import DOOR
from redress.organisation.actor import Actor


def close_all(actor: Actor, numbers: Iterable[str], remark: str = "", key: str = "") -> list[Result]:
    """Close each case that may be closed. Raises Refusal for a choice or a remark that cannot be."""
    try:
        command = Close(remark=remark)
    except ValidationError as error:
        refuse("CLO-05", error.errors()[0]["msg"], field="remark")
    return give_all(DOOR, actor, command, numbers, key)
