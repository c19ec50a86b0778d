"""What a kind of file brings to an import: how the rows of one number are understood, and how they are written.

Reading the file, its batches and processes, rejects, the run that can be taken back, are the same for every kind.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from redress.casework.door import Call
from redress.operations.importing.cells import Record
from redress.operations.importing.dates import Dates
from redress.operations.importing.mapping import Form
from redress.operations.importing.table import Table
from redress.operations.importing.tally import Reject, RunTally, Tally
from redress.organisation.actor import Actor

Batch = list[list[Record]]
"""The rows of each number, as they stand in the file."""


class Row(Protocol):
    """A row that was understood, as far as it may have to be rejected after all."""

    @property
    def line(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, str]: ...


class Here(Protocol):
    """A file that came with an import before: a hash of what each import said of it."""

    @property
    def marks(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A command and the rows that it says, to be named when it is refused.

    The command knows its number there (`external_number`), a `fingerprint` of its rows, and its import (`run`).
    """

    command: Any
    rows: Sequence[Row]

    def reject(self, because: str, report: Tally) -> None:
        """Its rows go to the rejects."""
        for row in self.rows:
            report.reject(Reject(row.line, because, [*row.cells.values()]))


class Register(ABC):
    """One file, as its kind understands it. It can be handed to another process whole."""

    dates: Dates

    @abstractmethod
    def count_in(self, report: Any) -> None:
        """From now on what is found counts there."""

    @abstractmethod
    def prepared(self, batch: Batch, report: Any, run: int | None) -> Iterator[Prepared]:
        """One command a number; what cannot be understood goes to the rejects. `run`: the import, if it has begun."""

    @abstractmethod
    def known(self, numbers: Sequence[str]) -> Mapping[str, Here]:
        """Which of these numbers of that register are here."""

    @abstractmethod
    def execute(self, calls: Sequence[Call], actor: Actor) -> object:
        """Give the commands: all or, at the first refusal, none."""

    @abstractmethod
    def note(self, given: Prepared, report: Any) -> None:
        """Count a file that was taken, or was here already."""

    @abstractmethod
    def written(self, given: Sequence[Prepared], report: Any) -> None:
        """Count what the database knows of files that were taken, or were here."""

    def changed(self, changed: Mapping[str, tuple[Any, Any]], report: Any) -> set[str]:
        """Of the numbers that the source tells otherwise now, those that are not to be told as changed."""
        return set()

    def called(self, field: str) -> str:
        """What the source calls a field of the command, where it says it."""
        return field

    @abstractmethod
    def pretending(self, after: int) -> AbstractContextManager[None]:
        """Inside, no numbers are used up: for a dry run. `after`: so many are left to other batches."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of file that is imported, by the name of the kind."""

    mapping: type[Form]
    report: type[RunTally]
    fitting: Callable[[Any, Table, Path, str], Register]
    """Of the mapping, the file and the unit; BadInput names everything that does not fit, of columns and of codes."""
    settle: Callable[[], None]
    """What is to be done when many have come in."""

    usual: ClassVar[str] = "complaint"
    """The kind of a mapping that names none."""
