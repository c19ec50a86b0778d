"""What a kind of file says of its letters. This room sets, numbers, reviews and proves them, and knows no kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from redress.casework.by_kind import ByKind
from redress.casework.chain import Kept
from redress.casework.kinds import KINDS
from redress.casework.models import File
from redress.letters.models import Letter
from redress.privacy.hiding import hidden
from redress.rulebook.sections.law.schema import Remedy

T = TypeVar("T")


ISSUING: Final = ("pass_letter", "send_letter")
"""Commands whose entry names the PDF of a letter."""


class Writing:
    """Of one kind of file. `file` is such a file, opened: its row, its rulebook, and its subject to that.

    Unless the kind says more, letters go to the person whose name and address stand in the row, show the file's number
    beside what is written.
    """

    model: type[File]

    def __init__(self, model: type[File] | None = None) -> None:
        self.model = model or self.model

    def opened(self, row: Any, now: datetime) -> Any:
        """The file of a row that nobody holds, to be read."""
        return KINDS.of(row.pk).door.opened(row)

    def addressee(self, file: Any) -> tuple[str, str]:
        """Name and address of whom letters to the customer go to."""
        return file.row.name, file.row.address

    def says(self, file: Any, letter: Letter) -> Mapping[str, Any]:
        """What templates show of the file: `case`, `claim`, `received`, `narrative`, `demand`, `facts`, `about`."""
        empty = dict.fromkeys(("claim", "received", "narrative", "demand"), "")
        return {"case": file.row.number, **empty, "facts": [], "about": []}

    def filled(self, file: Any, what: str) -> str:
        """What a part of a letter begins with, or holds, by the rulebook's `fills`; '' where there is none."""
        return ""

    def decided(self, file: Any) -> Mapping[str, str]:
        """The words of what was decided, by the `fills` whose place they take."""
        return {}

    def remedies(self, file: Any) -> Mapping[str, Remedy]:
        """The remedies that are open to who reads the letter (COM-05)."""
        return {}

    def hidden(self, file: Any, data: T, **more: str) -> T:
        """The same words with personal data masked; `more` are further values, by the kind they are of."""
        return hidden(data, [file.row], **more)

    def entries(self, letter: Letter) -> Iterable[Kept]:
        """Entries of the journal of the file that say they issued the letter with its PDF."""
        journal = KINDS.of(letter.file_id).journal
        found: Iterable[Kept] = journal.entries._default_manager.filter(
            **{journal.file: letter.file_id},
            command__in=ISSUING,
            facts__letter=letter.number,
            facts__sha256=letter.pdf_id,
        )
        return found


WRITING: Final[ByKind[Writing]] = ByKind(Writing)
