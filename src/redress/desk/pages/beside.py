"""Steps on one thing of a case - a letter, an authorisation, a link - stand beside that thing, in its section (FLW-17).

On the page itself they would be offered on every case, because whether there is such a thing takes reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from redress.complaints import moment
from redress.complaints.case import Case
from redress.complaints.commands.authorise import RevokeAuthorisation
from redress.complaints.commands.base import Command
from redress.complaints.commands.judge_person import AppealJudgement, DecideAppeal, HearPerson, JudgePerson
from redress.complaints.commands.linking import Unlink
from redress.complaints.commands.recuse import OverrideRecusal
from redress.complaints.queries.case import Row
from redress.organisation.actor import Actor

_BESIDE: frozenset[type[Command]] = frozenset(
    {
        RevokeAuthorisation,
        OverrideRecusal,
        Unlink,
        HearPerson,
        JudgePerson,
        AppealJudgement,
        DecideAppeal,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """A command on one thing, with what says which filled in."""

    label: str | Promise
    url: str


def stands_beside(command: type[Command]) -> bool:
    """Whether the command is offered beside what it is about, not among those of the whole case."""
    return command in _BESIDE or "letter" in command.model_fields


def step(row: Row, actor: Actor, command: type[Command], **filled: object) -> Step | None:
    """The command as a button with these fields filled in; None when the actor may not give it now. No query."""
    if command.possible(Case(row, moment.now()), actor) is not None:
        return None
    return Step(
        command.label, reverse("desk:command", args=[row.number, command.name]) + f"?{urlencode(filled)}"
    )
