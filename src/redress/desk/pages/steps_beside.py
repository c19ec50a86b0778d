"""Steps on one thing of a case - a letter, an authorisation, a link - stand beside that thing, in its section (FLW-17).

On the page itself they would be offered on every case, because whether there is such a thing takes reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from redress.casework import moment
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.on_one import OnOne
from redress.complaints.queries.case import Row
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Step:
    """A command on one thing, with what says which filled in."""

    name: str
    label: str | Promise
    url: str


def step(case: Case, actor: Actor, command: type[OnOne], thing: object) -> Step | None:
    """The command as a button, with what names the thing filled in; None where it is not offered beside it."""
    if not command.offered(case, actor, thing):
        return None
    filled = urlencode(command.naming(thing))
    url = reverse("desk:command", args=[case.row.number, command.name])
    return Step(command.name, command.label, f"{url}?{filled}")


def may(row: Row, actor: Actor, command: type[Command]) -> bool:
    """Whether a section offers the command, which is about the case as a whole."""
    return command.possible(Case(row, moment.now()), actor) is None
