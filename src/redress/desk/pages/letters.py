"""One version of a letter as its page shows it, and the list of a case's letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from redress.complaints.commands.registry import BY_NAME
from redress.complaints.queries.case import Row
from redress.complaints.refusals import Refusal
from redress.letters import queries
from redress.letters.kinds import LetterState
from redress.letters.queries import Version
from redress.organisation.actor import Actor

STEPS: dict[LetterState, tuple[str, ...]] = {
    LetterState.DRAFT: ("revise_letter", "submit_letter", "drop_letter"),
    LetterState.IN_REVIEW: ("pass_letter", "return_letter"),
    LetterState.RETURNED: ("revise_letter", "drop_letter"),
    LetterState.REVIEWED: ("send_letter", "reissue_letter"),
    LetterState.SENT: ("record_execution", "reissue_letter"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A command that comes next for a letter."""

    label: str
    url: str
    primary: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A version, its pages or why they cannot be set, what can be done, and the other versions."""

    version: Version
    steps: list[Step]
    pages: range
    refusal: Refusal | None
    others: list[Version]


def letter_page(case: Row, version: Version, actor: Actor) -> LetterPage:
    """What the page of a letter shows."""
    refusal, pages = None, range(0)
    try:
        pages = range(1, len(queries.picture(case, version.letter)) + 1)
    except Refusal as refused:
        refusal = refused
    related = [
        each
        for each in queries.of_case(case)
        if each.letter.pk != version.letter.pk
        and (each.letter.number == version.letter.number or _linked(each, version))
    ]
    return LetterPage(version, steps(case, version, actor), pages, refusal, related)


def _mine(command: str, author: int | None, actor: Actor) -> bool:
    """Whether it is worth offering; the command itself decides. Nobody is offered to review what they wrote."""
    reviews = command in ("pass_letter", "return_letter")
    return actor.has(BY_NAME[command].duties) and not (reviews and author in actor.people)


def _linked(one: Version, other: Version) -> bool:
    return one.letter.pk == other.letter.supersedes_id or other.letter.pk == one.letter.supersedes_id


def steps(case: Row, version: Version, actor: Actor) -> list[Step]:
    """The commands that come next and are among the actor's duties; what needs no review is sent from its draft."""
    letter, rule = version.letter, version.rule
    names = STEPS.get(LetterState(letter.state), ())
    if rule and not rule.legal_review:
        names = tuple("send_letter" if name == "submit_letter" else name for name in names)
    if rule and "opinion_sent" not in rule.proves:
        names = tuple(name for name in names if name != "record_execution")
    names = tuple(name for name in names if _mine(name, letter.author_id, actor))
    base = reverse("desk:command", args=[case.number, "-"]).removesuffix("-")
    first = {"submit_letter", "send_letter", "pass_letter"} & set(names)
    return [
        Step(str(BY_NAME[name].label), f"{base}{name}?letter={letter.number}", name in first)
        for name in names
    ]
