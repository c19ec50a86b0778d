"""One batch of a register, from rows as they stand in the file to cases: the same in one process and in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import cast

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from redress.casework.refusals import Refusal, Unavailable
from redress.operations.importing import writing
from redress.operations.importing.cells import Record
from redress.operations.importing.register import Batch, Register
from redress.operations.importing.run import Run
from redress.operations.importing.tally import Reject, RunTally
from redress.operations.speech import gettext as _

CASES = 1_000
CHARACTERS = 500_000
"""A batch is full with so many cases, or with so much text: what is under way at once stays small."""
_APART = 10_000
"""Numbers that are made up for a batch of a dry run: no other batch of the same moment has one of them."""


class Halted(Exception):
    """Nothing more can be written: the database was `lost`, or what it said. Goes from process to process."""

    def __init__(self, because: str, lost: bool = False) -> None:
        super().__init__(because, lost)
        self.because, self.lost = because, lost


@dataclass(frozen=True, slots=True)
class Task:
    """A batch, its place among the others, and the import that its cases come with, if that has begun."""

    place: int
    batch: Batch
    run: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a batch adds to the report, and every row of it that was not taken."""

    report: RunTally
    rejects: list[Reject]


def batches(found: Iterable[list[Record]]) -> Iterator[Batch]:
    """Numbers put together until a batch is full."""
    batch: Batch = []
    size = 0
    for group in found:
        batch.append(group)
        size += sum(map(_characters, group))
        if len(batch) >= CASES or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _characters(record: Record) -> int:
    try:
        return len("".join(cast("list[str]", record.cells)))
    except TypeError:  # a date, or a cell that is faulty
        return sum(len(cell) for cell in record.cells if isinstance(cell, str))


class Work:
    """What is done with each batch of a file. It can be handed to another process whole."""

    def __init__(self, register: Register, run: Run, report: type[RunTally]) -> None:
        self.register, self.run, self._report = register, run, report

    def do(self, task: Task) -> Part:
        """Understand, check and write a batch. Raises Halted."""
        rejects: list[Reject] = []
        report = self._report(dry_run=self.run.dry_run, keep=rejects.append)
        self.register.dates.orders = report.orders = {}
        self.register.count_in(report)
        self.run.id = self.run.id if task.run is None else task.run
        try:
            with self.register.pretending(task.place * _APART) if self.run.dry_run else nullcontext():
                found = [*self.register.prepared(task.batch, report, self.run.id)]
                writing.write(found, self.register, self.run, report)
        except Unavailable as lost:
            raise Halted("", lost=True) from lost
        except Refusal as refusal:
            raise Halted(str(refusal)) from refusal
        except DatabaseError as problem:
            if isinstance(problem, OperationalError | InterfaceError):
                # Nobody is told anything any more by a connection that broke.
                connection.close_if_unusable_or_obsolete()
            raise halted(problem) from problem
        report.keep = None
        report.rejects.clear()
        return Part(report, rejects)


def halted(problem: DatabaseError) -> Halted:
    """What a database says that refuses, or is gone."""
    state = getattr(problem.__cause__, "sqlstate", None)
    if state == "42P01":
        return Halted(
            _(
                "The database has no tables yet. Run 'redress migrate' first, or 'redress demo' to try the demo "
                "insurer."
            )
        )
    if state is None or state.startswith(("57P", "08")):
        return Halted("", lost=True)
    return Halted(_("The database refused: %(problem)s") % {"problem": problem})
