"""Many claims joined to a catastrophe at once: each through its own door, and those that cannot be say why (CLM-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redress.casework.door import Call, Outcome
from redress.casework.refusals import Refusal
from redress.claims.catastrophes import queries
from redress.claims.commands.joining import JoinCatastrophe
from redress.claims.door import DOOR
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Joined:
    """Numbers that were joined, those that were refused with the reason, and those that somebody is working on."""

    joined: list[str]
    refused: dict[str, Refusal]
    busy: list[str]


def join(actor: Actor, catastrophe: str, numbers: Sequence[str]) -> Joined:
    """Join claims with these numbers. Raises NoSuchCatastrophe; a claim that is not seen counts as busy."""
    row = queries.find(actor, catastrophe)
    wanted = list(dict.fromkeys(numbers))[: queries.MOST]
    command = [Call(JoinCatastrophe(catastrophe=row.number), number) for number in wanted]
    answers = dict(zip(wanted, DOOR.execute_unlocked(command, actor), strict=True))
    return Joined(
        [number for number, answer in answers.items() if isinstance(answer, Outcome)],
        {number: answer for number, answer in answers.items() if isinstance(answer, Refusal)},
        [number for number, answer in answers.items() if answer is None],
    )
