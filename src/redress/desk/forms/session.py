"""The forms of what is done to a session: its pages."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy

from redress.casework.command import Command
from redress.committee.door import DOOR
from redress.committee.queries.sessions import Row
from redress.desk.forms.acting import Acting, Pages
from redress.organisation.actor import Actor

PAGES: Final = Pages(
    one="desk:session",
    step="desk:session_act",
    new="desk:session_call",
    every="desk:committee",
    title=gettext_lazy("Committee and meetings"),
)


def acting(command: type[Command], session: Row | None, actor: Actor) -> Acting:
    """Somebody gives a command on the session; without one it calls one."""
    return Acting(door=DOOR, pages=PAGES, command=command, actor=actor, row=session)
