"""What the commands of letters share, on whatever kind of file they are given.

A kind adds to each who may give it and from where: `class ReviseLetter(Revise, OnOneLetter)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, SerializationInfo

from redress.casework.asking import Choices, Option
from redress.casework.command import Command, Facts
from redress.casework.inputs import Code, ShortLine, Text
from redress.casework.refusals import refuse
from redress.letters import queries
from redress.letters.kinds import LetterState
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.rulebook.sections.letters.schema import LetterRule


def _sealed(value: str, info: SerializationInfo) -> str:
    """The journal says how much was written; what, is in the letter, whose hash the journal holds."""
    return f"({len(value)})" if info.context and info.context.get("masked") else value


Words = Annotated[Text, PlainSerializer(_sealed)]
"""The text of a part. It may name the customer, so the journal does not repeat it."""


class PartText(BaseModel):
    """What one part says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: Code = Field(title=gettext_noop("Part"))
    text: Words = Field(default="", title=gettext_noop("Text"))


def _as_parts(raw: object) -> object:
    """A mapping of part to text says the same as a list of both."""
    return [{"part": key, "text": text} for key, text in raw.items()] if isinstance(raw, dict) else raw


PartTexts = Annotated[list[PartText], BeforeValidator(_as_parts), Field(max_length=20)]


def standing(*states: LetterState) -> Choices:
    """Letters of the file in these states."""

    def offered(file: Any, actor: Actor) -> list[Option]:
        found = queries.numbers(file.row, *states)
        return [Option(each.letter.number, f"{each.letter.number} · {each.title}") for each in found]

    return offered


class OnLetter(Command):
    """A step of one letter, which is named by its number: its newest version is meant."""

    stands: ClassVar[tuple[LetterState, ...]]
    """Where the letter stands when the step is taken."""
    within_field = {"kind": "letter", "parts": "letter"}

    letter: ShortLine = Field(title=gettext_noop("Letter"))

    @classmethod
    def things(cls, file: Any, actor: Actor) -> Iterable[Letter]:
        """The newest version of each letter."""
        return {letter.number: letter for letter in queries.versions(file.row)}.values()

    @classmethod
    def takes(cls, file: Any, actor: Actor, thing: Letter) -> bool:
        rule = file.rulebook.letters(file.subject).get(thing.kind)
        return (
            rule is not None and thing.state in cls.stands_under(rule) and cls._fits(file, actor, thing, rule)
        )

    @classmethod
    def stands_under(cls, rule: LetterRule) -> tuple[LetterState, ...]:
        """Where a letter under that rule stands when the step is taken."""
        return cls.stands

    @classmethod
    def _fits(cls, file: Any, actor: Actor, letter: Letter, rule: LetterRule) -> bool:
        """What else the step wants of a letter."""
        return True

    @classmethod
    def naming(cls, thing: Letter) -> Facts:
        return {"letter": thing.number}


def as_mapping(parts: list[PartText]) -> dict[str, str]:
    return {each.part: each.text for each in parts if each.text}


def latest(file: Any, number: str) -> Letter:
    """The newest version of the letter with that number; refused on 'letter' when the file has none."""
    found = (
        Letter.objects.filter(file_id=file.row.pk, number=number)
        .select_related("supersedes", "reviewing")
        .order_by("-revision")
        .first()
    )
    if found is None:
        refuse(
            "COM-07",
            _("This case has no letter %(number)s. Choose one of the list.") % {"number": number},
            field="letter",
        )
    return found


def expect(letter: Letter, rule: str, *states: LetterState) -> None:
    """Refuse a letter that does not stand where the command begins."""
    if letter.state in states:
        return
    words = {
        LetterState.IN_REVIEW: _("Legal counsel is reviewing it; wait for the answer."),
        LetterState.REVIEWED: _(
            "It passed the review and does not change any more; send it, or issue it again."
        ),
        LetterState.SENT: _("It was sent and does not change any more. Issue it again."),
        LetterState.DRAFT: _("It is a draft that legal counsel has not reviewed; submit it first."),
        LetterState.RETURNED: _("Legal counsel returned it; revise it first."),
        LetterState.DROPPED: _("It was dropped; write a new one."),
    }
    refuse(
        rule,
        _("Letter %(number)s: %(state)s. %(do)s")
        % {
            "number": letter.number,
            "state": letter.get_state_display(),
            "do": words.get(LetterState(letter.state), ""),
        },
        field="letter",
    )
