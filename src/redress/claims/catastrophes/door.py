"""The door of catastrophes."""

from __future__ import annotations

from typing import ClassVar

from redress.casework.journal import Journal
from redress.casework.numbering import Numbering
from redress.casework.refusals import Refusal
from redress.casework.served_door import ServedDoor
from redress.claims.catastrophes import tasks
from redress.claims.catastrophes.file import OpenCatastrophe
from redress.claims.catastrophes.numbers import NUMBERS
from redress.claims.catastrophes.queries import NoSuchCatastrophe
from redress.claims.models import Catastrophe, CatastropheEntry, CatastropheNotice, CatastropheText
from redress.claims.states import CatastropheState
from redress.organisation.actor import Actor

JOURNAL = Journal(files=Catastrophe, entries=CatastropheEntry, texts=CatastropheText, file="catastrophe_id")


class CatastropheDoor(ServedDoor[Catastrophe, OpenCatastrophe, CatastropheEntry]):
    """The door through which every catastrophe changes."""

    name: ClassVar[str] = "catastrophe"
    states: ClassVar[type[CatastropheState]] = CatastropheState
    key_once: ClassVar[str] = "catastrophe_key_once"
    journal: ClassVar[Journal[CatastropheEntry]] = JOURNAL

    numbering: ClassVar[Numbering] = NUMBERS
    file: ClassVar[type[OpenCatastrophe]] = OpenCatastrophe

    def follow(self, file: OpenCatastrophe, actor: Actor) -> None:
        """Claims that are joined follow what all are told, and what nobody is asked for any more."""
        if any(isinstance(row, CatastropheNotice) for row in file.inserts) or (
            not file.is_new and file.became("spared")
        ):
            tasks.wake(file.row.pk)

    def unknown(self, number: str) -> Refusal:
        return NoSuchCatastrophe(number)


DOOR = CatastropheDoor()

execute = DOOR.execute
"""Give one command on a catastrophe. Raises Refusal (or one of its kinds); then nothing was written."""
