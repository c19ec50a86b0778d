"""Reads of letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework import access, moment
from redress.casework.kinds import KINDS
from redress.casework.models import File
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.purposes import Purpose
from redress.casework.refusals import Unknown, refuse
from redress.casework.rulebooks import rulebook_of
from redress.evidence.storing import intact, read
from redress.letters import issuing, texts
from redress.letters.kinds import FROZEN, LetterState
from redress.letters.models import Letter
from redress.letters.writing import WRITING
from redress.organisation.actor import Actor
from redress.organisation.conditions import Among, Is
from redress.organisation.kinds import Duty
from redress.rulebook.sections.letters.schema import LetterRule

MOST = 100
"""Letters that wait for somebody are counted up to here."""
_WITH = ("author", "reviewer", "sent_by", "reviewing__unit", "supersedes", "pdf")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a letter with the rule it follows; None when the rulebook lost it."""

    letter: Letter
    rule: LetterRule | None

    @property
    def title(self) -> str:
        return self.rule.title.get(get_language() or "zh") if self.rule else self.letter.kind

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Code, title and text of each part that says something."""
        language = get_language() or "zh"
        known = self.rule.parts if self.rule else {}
        said = self.letter.parts
        order = [*known, *(code for code in said if code not in known)]
        return [
            (code, known[code].title.get(language) if code in known else code, said[code])
            for code in order
            if said.get(code)
        ]


def versions(row: Any) -> list[Letter]:
    """Every version of every letter of a file, the oldest first; read once with the row."""
    prefetch_related_objects([row], "letters__followers")
    return sorted(row.letters.all(), key=lambda letter: (letter.revision, letter.pk))


def of_file(row: File) -> list[Version]:
    """Every version of every letter of a file, the newest first: three queries."""
    rules = _rules(row)
    found = (
        Letter.objects.filter(file_id=row.pk)
        .select_related(*_WITH)
        .prefetch_related("remarks", "followers")
        .order_by("-id")
    )
    return [Version(letter, rules.get(letter.kind)) for letter in found]


def numbers(row: File, *states: LetterState) -> list[Version]:
    """The newest version of each letter that stands in one of the states."""
    newest: dict[str, Version] = {}
    for version in of_file(row):
        newest.setdefault(version.letter.number, version)
    return [version for version in newest.values() if not states or version.letter.state in states]


def text_of(row: File, number: str) -> Version | None:
    """The newest version of one letter."""
    return next((version for version in of_file(row) if version.letter.number == number), None)


def opened(actor: Actor, row: File, letter_id: int) -> Version:
    """A letter of a file that the actor sees; the read is logged, for it names the customer. Raises Unknown."""
    letter = Letter.objects.select_related(*_WITH).filter(file_id=row.pk, pk=letter_id).first()
    if letter is None:
        raise Unknown(row.number)
    access.log(actor, access.Action.READ, row.pk, fields=f"letter {letter.number}")
    return Version(letter, _rules(row).get(letter.kind))


def _rules(row: File) -> Mapping[str, LetterRule]:
    rules: Mapping[str, LetterRule] = _open(row).rulebook.method.letters
    return rules


def _open(row: File) -> Any:
    return WRITING.of(row).opened(row, moment.now())


def pdf(actor: Actor, row: File, letter: Letter) -> bytes:
    """The final PDF, or a draft of it: masked for who may not see personal data whole. Raises Refusal.

    Opening a letter whole is seeing personal data in order to tell the customer, and logged as that (SEC-02).
    """
    file, whole = _open(row), _whole(actor, row, letter)
    if not whole and letter.state in FROZEN and letter.pdf_id:
        return issuing.copy(file, letter)
    if letter.state in FROZEN and letter.pdf_id:
        if not intact(letter.pdf_id):
            access.tried(actor, "letter not as stored", row.number)
            refuse(
                "SEC-04",
                _(
                    "The PDF of this letter is not there any more as it was stored; it is not "
                    "shown. Ask the administrator to restore it from a backup."
                ),
            )
        return read(letter.pdf_id)
    return issuing.preview(file, letter, texts.rule_of(file, letter.kind), whole=whole)


def picture(actor: Actor, row: File, letter: Letter) -> list[bytes]:
    """The pages as PNG, for a look at the screen: masked as the PDF is. Raises Refusal when parts are missing."""
    return issuing.pictures(_open(row), letter, whole=_whole(actor, row, letter))


def pages(actor: Actor, row: File, letter: Letter) -> int:
    """How many pages the letter has. Raises Refusal when mandatory parts are missing."""
    return len(issuing.pictures(_open(row), letter, whole=KINDS.of(row.pk).whole(row, actor)))


def _whole(actor: Actor, row: File, letter: Letter) -> bool:
    whole = KINDS.of(row.pk).whole(row, actor)
    if whole:
        fields = f"letter {letter.number}"
        access.log(actor, access.Action.UNMASK, row.pk, purpose=Purpose.CONTACT.value, fields=fields)
    return whole


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits for legal counsel, and the row of its file."""

    letter: Letter
    row: Any
    title: str


def waiting(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[Waiting]:
    """Letters that wait for the actor's review, longest waiting first: a query, and one a kind of file (COM-04)."""
    seen = (Q(file_id__in=kind.visible_to(actor).values("pk")) for kind in KINDS)
    found = Letter.objects.filter(
        reduce(or_, seen),
        Is("state", LetterState.IN_REVIEW),
        Among("reviewing_id", actor.departments_of({Duty.LEGAL})),
    ).select_related("author")
    if after and after.at:
        found = found.filter(submitted_at__gte=after.at).exclude(submitted_at=after.at, id__lte=after.id)
    letters = list(found.order_by("submitted_at", "id")[: size + 1])
    last = letters[size - 1] if len(letters) > size else None
    rows = KINDS.rows(letter.file_id for letter in letters[:size])
    language = get_language() or "zh"
    return Page(
        [
            Waiting(each, row, rulebook_of(row).letter(each.kind).title.get(language))
            for each in letters[:size]
            if (row := rows.get(each.file_id)) is not None
        ],
        Cursor(last.submitted_at, last.pk).pack() if last else "",
        continued=after is not None,
    )


def waiting_count(actor: Actor) -> int:
    """How many letters wait for the actor's review, up to a hundred: along the index of what is in review."""
    departments = actor.departments_of({Duty.LEGAL})
    found = Letter.objects.filter(Is("state", LetterState.IN_REVIEW), Among("reviewing_id", departments))
    return found.values("pk")[:MOST].count() if departments else 0


def authors(letter: Letter) -> set[int | None]:
    """Everybody who wrote a version of it."""
    found = Letter.objects.filter(file_id=letter.file_id, number=letter.number)
    return set(found.values_list("author_id", flat=True))
