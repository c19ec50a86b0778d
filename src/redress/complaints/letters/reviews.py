"""The letters of complaints that wait for legal counsel (COM-04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from redress.casework import moment
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.rulebooks import rulebook_of
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Complaint
from redress.letters.kinds import LetterState
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.organisation.conditions import Among, Is
from redress.organisation.kinds import Duty


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A letter that waits for legal counsel."""

    case: CaseRow
    id: int
    number: str
    title: str
    author: str
    submitted_at: datetime


def waiting(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[ReviewRow]:
    """Letters that wait for the actor's review, longest waiting first: a fixed number of queries (COM-04)."""
    departments = actor.departments_of({Duty.LEGAL})
    found = Letter.objects.filter(
        Is("state", LetterState.IN_REVIEW),
        Among("reviewing_id", departments),
        file_id__in=Complaint.objects.visible_to(actor).values("pk"),
    ).select_related("author")
    if after and after.at:
        found = found.filter(submitted_at__gte=after.at).exclude(submitted_at=after.at, id__lte=after.id)
    letters = list(found.order_by("submitted_at", "id")[: size + 1])
    last = letters[size - 1] if len(letters) > size else None
    return Page(
        _rows(actor, letters[:size]),
        Cursor(last.submitted_at, last.pk).pack() if last else "",
        continued=after is not None,
    )


def _rows(actor: Actor, letters: list[Letter]) -> list[ReviewRow]:
    cases = Complaint.objects.visible_to(actor).filter(Among("id", [letter.file_id for letter in letters]))
    shown = {row.id: row for row in rows.read(actor, {letter.file_id for letter in letters}, moment.now())}
    books = {case.pk: rulebook_of(case) for case in cases}
    language = get_language() or "zh"
    return [
        ReviewRow(
            shown[letter.file_id],
            letter.pk,
            letter.number,
            books[letter.file_id].letter(letter.kind).title.get(language),
            str(letter.author or ""),
            letter.submitted_at or letter.written_at,
        )
        for letter in letters
    ]
