"""The forms of what is done to a catastrophe: its pages."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy

from redress.casework.command import Command
from redress.claims.catastrophes.door import DOOR
from redress.claims.catastrophes.queries import Row
from redress.desk.forms.acting import Acting, Pages
from redress.organisation.actor import Actor

PAGES: Final = Pages(
    one="desk:catastrophe",
    step="desk:catastrophe_do",
    new="desk:catastrophe_open",
    every="desk:catastrophes",
    title=gettext_lazy("Claims service"),
)


def acting(command: type[Command], row: Row | None, actor: Actor) -> Acting:
    """Somebody gives a command on the catastrophe; without one it opens one."""
    return Acting(door=DOOR, pages=PAGES, command=command, actor=actor, row=row)
