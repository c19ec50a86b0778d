"""Files of whichever kind, for the pages that serve all of them: letters, messages, evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from redress.casework import moment
from redress.casework.command import Command
from redress.casework.kinds import KINDS
from redress.casework.refusals import Unknown
from redress.claims.kind_of_file import CLAIM
from redress.claims.letters.commands import LETTERS as OF_CLAIMS
from redress.claims.letters.commands import DraftClaimLetter
from redress.claims.queries.lists import find as claim
from redress.complaints.kind_of_file import COMPLAINT
from redress.complaints.letters.draft import DraftLetter, DropLetter, ReissueLetter, ReviseLetter
from redress.complaints.letters.review import PassLetter, ReturnLetter, SubmitLetter
from redress.complaints.letters.send import RecordExecution, SendLetter
from redress.complaints.queries.case import find as case
from redress.letters.writing import WRITING
from redress.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Faced:
    """What such pages ask of a kind. `form`: the name of the address of a command's form, of number and command."""

    find: Callable[[Actor, str], Any]
    form: str
    draft: type[Command]
    letters: tuple[type[Any], ...]
    """Commands on one letter, in the order of the buttons."""


FACED: Final = {
    COMPLAINT.name: Faced(
        find=case,
        form="desk:command",
        draft=DraftLetter,
        letters=(
            ReviseLetter,
            SubmitLetter,
            PassLetter,
            ReturnLetter,
            SendLetter,
            RecordExecution,
            ReissueLetter,
            DropLetter,
        ),
    ),
    CLAIM.name: Faced(
        find=claim,
        form="desk:claim_do",
        draft=DraftClaimLetter,
        letters=tuple(each for each in OF_CLAIMS if each is not DraftClaimLetter),
    ),
}


def find(actor: Actor, number: str) -> Any:
    """The row of the file with that number, of a kind that such pages serve. Raises Refusal."""
    kind = KINDS.numbered(number.strip().upper())
    if kind is None or kind.name not in FACED:
        raise Unknown(number)
    return FACED[kind.name].find(actor, number)


def of(row: Any) -> Faced:
    return FACED[KINDS.of(row.pk).name]


@dataclass(frozen=True, slots=True)
class Step:
    """A command on one thing of a file as a button, with what names the thing filled in."""

    command: type[Command]
    label: str | Promise
    url: str


def steps(row: Any, actor: Actor, letter: Any) -> list[Step]:
    """What can be done with one letter now, in whichever of the actor's ways."""
    faced, file = of(row), WRITING.of(row).opened(row, moment.now())
    found = []
    for command in faced.letters:
        if command.possible(file, actor) is None and any(
            command.takes(file, way, letter) for way in actor.ways
        ):
            url = reverse(faced.form, args=[row.number, command.name])
            found.append(Step(command, command.label, f"{url}?{urlencode(command.naming(letter))}"))
    return found


def writing_url(row: Any, actor: Actor) -> str:
    """The address of the form that begins a letter; '' for who may not begin one."""
    faced, file = of(row), WRITING.of(row).opened(row, moment.now())
    possible: Any = faced.draft
    if possible.possible(file, actor) is not None:
        return ""
    return reverse(faced.form, args=[row.number, faced.draft.name])
