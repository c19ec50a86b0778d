"""One version of a letter as its page shows it, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from redress.casework.refusals import Refusal
from redress.desk import files
from redress.letters import queries
from redress.letters.commands.review import Pass, Submit
from redress.letters.commands.send import Send
from redress.letters.queries import Version
from redress.organisation.actor import Actor

_FIRST = (Submit, Send, Pass)


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


def letter_page(row: Any, version: Version, actor: Actor) -> LetterPage:
    """What the page of a letter shows."""
    refusal, pages = None, range(0)
    try:
        pages = range(1, queries.pages(actor, row, version.letter) + 1)
    except Refusal as refused:
        refusal = refused
    related = [
        each
        for each in queries.of_file(row)
        if each.letter.pk != version.letter.pk
        and (each.letter.number == version.letter.number or _linked(each, version))
    ]
    return LetterPage(version, steps(row, version, actor), pages, refusal, related)


def _linked(one: Version, other: Version) -> bool:
    return one.letter.pk == other.letter.supersedes_id or other.letter.pk == one.letter.supersedes_id


def steps(row: Any, version: Version, actor: Actor) -> list[LetterStep]:
    """The commands that come next for this version."""
    return [
        LetterStep(each.label, each.url, issubclass(each.command, _FIRST))
        for each in files.steps(row, actor, version.letter)
    ]
