"""Reads of letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.paging import SIZE, Cursor, Page
from redress.casework.refusals import Unknown, refuse
from redress.complaints import access
from redress.complaints.case import Case
from redress.complaints.models import Complaint
from redress.complaints.queries import rows
from redress.complaints.queries.counts import MOST
from redress.complaints.queries.rows import CaseRow
from redress.complaints.rulebooks import rulebook_of
from redress.complaints.unmasking import Purpose, may_unmask
from redress.evidence.storing import intact, read
from redress.letters import issuing, texts
from redress.letters.kinds import FROZEN, LetterState
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.organisation.conditions import Among, Is
from redress.organisation.kinds import Duty
from redress.rulebook.schema.letters import LetterRule

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


def of_case(case: Complaint) -> list[Version]:
    """Every version of every letter of a case, the newest first: three queries."""
    rules = rulebook_of(case).method.letters
    found = case.letters.select_related(*_WITH).prefetch_related("remarks", "followers").order_by("-id")
    return [Version(letter, rules.get(letter.kind)) for letter in found]


def numbers(case: Complaint, *states: LetterState) -> list[Version]:
    """The newest version of each letter that stands in one of the states."""
    newest: dict[str, Version] = {}
    for version in of_case(case):
        newest.setdefault(version.letter.number, version)
    return [version for version in newest.values() if not states or version.letter.state in states]


def text_of(case: Complaint, number: str) -> Version | None:
    """The newest version of one letter."""
    return next((version for version in of_case(case) if version.letter.number == number), None)


def opened(actor: Actor, number: str, letter_id: int) -> tuple[Complaint, Version]:
    """A letter of a case the actor may see; the read is logged, for it names the customer. Raises Unknown."""
    case = (
        Complaint.objects.visible_to(actor)
        .select_related("unit", "received_unit", "rulebook")
        .defer("rulebook__texts")
        .filter(number=number)
        .first()
    )
    letter = Letter.objects.select_related(*_WITH).filter(complaint=case, pk=letter_id).first()
    if case is None or letter is None:
        raise Unknown(number)
    access.log(actor, access.Action.READ, case.pk, fields=f"letter {letter.number}")
    return case, Version(letter, rulebook_of(case).method.letters.get(letter.kind))


def pdf(actor: Actor, case: Complaint, letter: Letter) -> bytes:
    """The final PDF, or a draft of it: masked for who may not see personal data whole. Raises Refusal.

    Opening a letter whole is seeing personal data in order to tell the customer, and logged as that (SEC-02).
    """
    whole = _whole(actor, case, letter)
    if not whole and letter.state in FROZEN and letter.pdf_id:
        return issuing.copy(Case(case, moment.now()), letter)
    if letter.state in FROZEN and letter.pdf_id:
        if not intact(letter.pdf_id):
            access.tried(actor, "letter not as stored", case.number)
            refuse(
                "SEC-04",
                _(
                    "The PDF of this letter is not there any more as it was stored; it is not "
                    "shown. Ask the administrator to restore it from a backup."
                ),
            )
        return read(letter.pdf_id)
    open_case = Case(case, moment.now())
    return issuing.preview(open_case, letter, texts.rule_of(open_case, letter.kind), whole=whole)


def picture(actor: Actor, case: Complaint, letter: Letter) -> list[bytes]:
    """The pages as PNG, for a look at the screen: masked as the PDF is. Raises Refusal when parts are missing."""
    return issuing.pictures(Case(case, moment.now()), letter, whole=_whole(actor, case, letter))


def pages(actor: Actor, case: Complaint, letter: Letter) -> int:
    """How many pages the letter has. Raises Refusal when mandatory parts are missing."""
    open_case = Case(case, moment.now())
    return len(issuing.pictures(open_case, letter, whole=may_unmask(open_case, actor)))


def _whole(actor: Actor, case: Complaint, letter: Letter) -> bool:
    whole = may_unmask(Case(case, moment.now()), actor)
    if whole:
        fields = f"letter {letter.number}"
        access.log(actor, access.Action.UNMASK, case.pk, purpose=Purpose.CONTACT.value, fields=fields)
    return whole


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A letter that waits for legal counsel."""

    case: CaseRow
    id: int
    number: str
    title: str
    author: str
    submitted_at: datetime


def waiting_count(actor: Actor) -> int:
    """How many letters wait for the actor's review, up to a hundred: along the index of what is in review."""
    departments = actor.departments_of({Duty.LEGAL})
    found = Letter.objects.filter(Is("state", LetterState.IN_REVIEW), Among("reviewing_id", departments))
    return found.values("pk")[:MOST].count() if departments else 0


def waiting(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[ReviewRow]:
    """Letters that wait for the actor's review, longest waiting first: a fixed number of queries (COM-04)."""
    departments = actor.departments_of({Duty.LEGAL})
    found = Letter.objects.filter(
        Is("state", LetterState.IN_REVIEW),
        Among("reviewing_id", departments),
        complaint__in=Complaint.objects.visible_to(actor),
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
    cases = Complaint.objects.visible_to(actor).filter(
        Among("id", [letter.complaint_id for letter in letters])
    )
    shown = {
        row.id: row for row in rows.read(actor, {letter.complaint_id for letter in letters}, moment.now())
    }
    books = {case.pk: rulebook_of(case) for case in cases.select_related("rulebook")}
    language = get_language() or "zh"
    return [
        ReviewRow(
            shown[letter.complaint_id],
            letter.pk,
            letter.number,
            books[letter.complaint_id].letter(letter.kind).title.get(language),
            str(letter.author or ""),
            letter.submitted_at or letter.written_at,
        )
        for letter in letters
    ]
