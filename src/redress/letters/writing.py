"""What a kind of file says of its letters. This room sets, numbers, reviews and proves them, and knows no kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, TypeVar

from redress.casework.by_kind import ByKind
from redress.casework.chain import Kept
from redress.casework.models import File
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.rulebook.schema.law import Remedy

T = TypeVar("T")


class Writing(ABC):
    """Of one kind of file. `file` is such a file, opened: its row, its rulebook, and its subject to that."""

    model: ClassVar[type[File]]

    @abstractmethod
    def opened(self, row: Any, now: datetime) -> Any:
        """The file of a row that nobody holds, to be read."""

    @abstractmethod
    def addressee(self, file: Any) -> tuple[str, str]:
        """Name and address of whom letters to the customer go to."""

    @abstractmethod
    def says(self, file: Any, letter: Letter) -> Mapping[str, Any]:
        """What templates show of the file: `case`, `claim`, `received`, `narrative`, `demand`, `facts`, `about`."""

    @abstractmethod
    def filled(self, file: Any, what: str) -> str:
        """What a part of a letter begins with, or holds, by the rulebook's `fills`; '' where there is none."""

    def decided(self, file: Any) -> Mapping[str, str]:
        """The words of what was decided, by the `fills` whose place they take."""
        return {}

    def remedies(self, file: Any) -> Mapping[str, Remedy]:
        """The remedies that are open to who reads the letter (COM-05)."""
        return {}

    @abstractmethod
    def whole(self, file: Any, actor: Actor) -> bool:
        """Whether somebody sees personal data of the file whole (SEC-02)."""

    @abstractmethod
    def hidden(self, file: Any, data: T, **more: str) -> T:
        """The same words with personal data masked; `more` are further values, by the kind they are of."""

    @abstractmethod
    def entries(self, letter: Letter) -> Iterable[Kept]:
        """Entries of the journal of the file that say they issued the letter with its PDF."""


WRITING: Final[ByKind[Writing]] = ByKind(Writing)
