"""Whether a letter is the house's own: for anybody who holds one, without a name of anybody in the answer (COM-07)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import IO

from redress.casework import chain
from redress.casework.kinds import KINDS
from redress.casework.models import ServedFile
from redress.casework.rulebooks import rulebook_of
from redress.evidence.storing import intact
from redress.letters.kinds import FROZEN, LetterState
from redress.letters.models import Letter
from redress.letters.numbers import plain
from redress.letters.writing import WRITING
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.rulebook.words import Title


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may know of an issued letter.

    `holds`: the journal entry that issued it is unchanged, names this PDF's hash, and the file still has it.
    `replaced_by` is the number of the letter issued in its place, '' while it stands.
    """

    number: str
    title: Title
    issued_on: date
    sha256: str
    holds: bool
    replaced_by: str


def verify(code: str) -> Verified | None:
    """The issued letter with that code; None for an unknown code and for a letter that is not issued."""
    with acting_as(SYSTEM):
        letter = Letter.objects.filter(code=plain(code), state__in=FROZEN, issued_on__isnull=False).first()
        return _verified(letter) if letter else None


def matches(found: Verified, file: IO[bytes]) -> bool:
    """Whether a file is byte for byte the PDF that was issued."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest() == found.sha256  # type: ignore[arg-type]


def _verified(letter: Letter) -> Verified:
    row = KINDS.of(letter.file_id).model._default_manager.get(pk=letter.file_id)
    later = letter.followers.filter(state=LetterState.SENT).first()
    assert letter.issued_on is not None  # asked for
    return Verified(
        number=letter.number,
        title=rulebook_of(row).letter(letter.kind).title,
        issued_on=letter.issued_on,
        sha256=str(letter.pdf_id),
        holds=_holds(letter, row),
        replaced_by=later.number if later else "",
    )


def _holds(letter: Letter, row: ServedFile) -> bool:
    entries = WRITING.of(row).entries(letter)
    sealed = any(chain.holds(entry, row.number) for entry in entries)
    return sealed and intact(str(letter.pdf_id))
