"""The forms of what is done to a claim: its pages, and what a step is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy

from redress.casework.command import Command
from redress.casework.door import Outcome
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.report import ReportClaim
from redress.claims.door import DOOR
from redress.claims.file import OpenClaim
from redress.claims.queries.lists import Row
from redress.desk.forms.acting import Above, Acting, Pages
from redress.desk.pages.claim_about import about
from redress.organisation.actor import Actor

PAGES: Final = Pages(
    one="desk:claim",
    step="desk:claim_do",
    new="desk:claim_report",
    every="desk:claims",
    title=gettext_lazy("Claims service"),
    letter="desk:letter_numbered",
)


def acting(
    command: type[Command],
    claim: Row | None,
    actor: Actor,
    give: Callable[[Any, int | None, str], Outcome] | None = None,
) -> Acting:
    """Somebody gives a command on the claim; without one it reports one."""
    below = "desk/claims/decide_below.html" if command is DecideClaim else ""
    return Acting(
        door=DOOR, pages=PAGES, command=command, actor=actor, row=claim, above=_above, give=give, below=below
    )


def _above(command: type[Command], file: OpenClaim | None) -> Above:
    if command is ReportClaim:
        return "desk/claims/report_above.html", ()
    said = about(command, file) if file is not None else []
    return ("desk/claims/about.html", said) if said else ("", ())
