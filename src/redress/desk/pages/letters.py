"""One version of a letter as its page shows it, and the list of a case's letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.case import Case
from redress.complaints.letters.base import OnOneLetter
from redress.complaints.letters.draft import DropLetter, ReissueLetter, ReviseLetter
from redress.complaints.letters.review import PassLetter, ReturnLetter, SubmitLetter
from redress.complaints.letters.send import RecordExecution, SendLetter
from redress.complaints.queries.case import Row
from redress.desk.pages.beside import step
from redress.letters import queries
from redress.letters.queries import Version
from redress.organisation.actor import Actor

_STEPS: tuple[type[OnOneLetter], ...] = (
    ReviseLetter,
    SubmitLetter,
    PassLetter,
    ReturnLetter,
    SendLetter,
    RecordExecution,
    ReissueLetter,
    DropLetter,
)
"""In the order of the buttons."""
_FIRST = (SubmitLetter, SendLetter, PassLetter)


@dataclass(frozen=True, slots=True)
class LetterStep:
    """A command that comes next for a letter."""

    label: str | Promise
    url: str
    primary: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A version, its pages or why they cannot be set, what can be done, and the other versions."""

    version: Version
    steps: list[LetterStep]
    pages: range
    refusal: Refusal | None
    others: list[Version]


def letter_page(case: Row, version: Version, actor: Actor) -> LetterPage:
    """What the page of a letter shows."""
    refusal, pages = None, range(0)
    try:
        pages = range(1, queries.pages(actor, case, version.letter) + 1)
    except Refusal as refused:
        refusal = refused
    related = [
        each
        for each in queries.of_file(case)
        if each.letter.pk != version.letter.pk
        and (each.letter.number == version.letter.number or _linked(each, version))
    ]
    return LetterPage(version, steps(case, version, actor), pages, refusal, related)


def _linked(one: Version, other: Version) -> bool:
    return one.letter.pk == other.letter.supersedes_id or other.letter.pk == one.letter.supersedes_id


def steps(case: Row, version: Version, actor: Actor) -> list[LetterStep]:
    """The commands that come next for this version."""
    opened = Case(case, moment.now())
    found = ((command, step(opened, actor, command, version.letter)) for command in _STEPS)
    return [LetterStep(each.label, each.url, command in _FIRST) for command, each in found if each]
