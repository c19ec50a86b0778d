"""What complaints bring to an import (INT-17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from django.db import transaction

from redress.casework.door import Call
from redress.casework.refusals import Refusal, Stale, Unavailable
from redress.complaints import numbers
from redress.complaints.executor import execute_many
from redress.complaints.importing import imported
from redress.complaints.importing.commands.import_case import ImportCase
from redress.importing.imported import Here
from redress.operations.console import BadInput
from redress.operations.importing import cases, further, groups
from redress.operations.importing.called import called
from redress.operations.importing.codes import Codes
from redress.operations.importing.mapping import Mapping as CodeMapping
from redress.operations.importing.register import Batch, ImportKind, Prepared, Register
from redress.operations.importing.report import Report
from redress.operations.importing.rows import Reader
from redress.operations.importing.table import Table
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor


class Complaints(Register):
    """A register of complaints: one number is one complaint, its rows are the matters."""

    def __init__(self, reader: Reader, codes: Codes, unit: str) -> None:
        self.reader, self.codes, self.unit = reader, codes, unit
        self.dates = reader.dates

    def count_in(self, report: Report) -> None:
        self.codes.unmapped = report.unmapped = Counter()
        self.reader.wider, self.reader.garbled = report.wider, report.garbled

    def prepared(self, batch: Batch, report: Report, run: int | None) -> Iterator[Prepared]:
        last = self.codes.mapping.rows == "last"
        rows = (groups.understood(each, self.reader, report, last=last) for each in batch)
        return cases.prepared(filter(None, rows), self.codes, self.reader, self.unit, report, run)

    def known(self, numbers: Sequence[str]) -> Mapping[str, Here]:
        return imported.known(self.codes.mapping.source, numbers)

    def execute(self, calls: Sequence[Call], actor: Actor) -> object:
        return execute_many(calls, actor)

    def note(self, given: Prepared, report: Report) -> None:
        report.note(given.command, given.rows)  # type: ignore[arg-type] # its own rows

    def written(self, given: Sequence[Prepared], report: Report) -> None:
        """Nothing more."""

    def called(self, field: str) -> str:
        return called(field, self.codes.mapping.columns)

    def changed(self, changed: Mapping[str, tuple[ImportCase, Here]], report: Report) -> set[str]:
        """Numbers of cases that have gained matters, and of those to which another import brought the same meanwhile.

        A case that another import was quicker with is looked at again as it is then; one that somebody has begun with
        is left as it is.
        """
        gained: set[str] = set()
        told: set[str] = set()
        while changed:
            stale = {
                number
                for number, call in further.calls(changed).items()
                if not _given(number, call, gained, report)
            }
            here = self.known(sorted(stale))
            told |= {number for number in here if changed[number][0].fingerprint in here[number].marks}
            changed = {number: (changed[number][0], here[number]) for number in here.keys() - told}
        report.extended += sorted(gained)
        return gained | told

    def pretending(self, after: int) -> AbstractContextManager[None]:
        return numbers.provisional(after)


def _given(number: str, call: Call, gained: set[str], report: Report) -> bool:
    """Whether the case was as the call was computed for it; whether it took the matters is told in `gained`."""
    try:
        with transaction.atomic():
            execute_many([call], SYSTEM)
            if report.dry_run:
                transaction.set_rollback(True)
    except Unavailable:
        raise
    except Stale:
        return False
    except Refusal:
        return True
    gained.add(number)
    return True


def _fitting(mapping: CodeMapping, whole: Table, path: Path, unit: str) -> Complaints:
    """What reads the rows, and their codes. BadInput names everything that does not fit, of columns and of codes."""
    faults: list[str] = []
    reader = codes = None
    try:
        reader = Reader(mapping, whole, path)
    except BadInput as problem:
        faults.append(problem.message)
    try:
        codes = Codes(mapping)
    except BadInput as problem:
        faults.append(problem.message)
    else:
        levels = {level for lists in mapping.levels.values() for level in lists}
        asked = codes.all_channels(), {mapping.level, *levels}, codes.all_classes()
        with acting_as(SYSTEM):
            said = [
                each for code in sorted(codes.all_units(unit)) for each in imported.problems(code, *asked)
            ]
        faults += dict.fromkeys(said)
    if reader is None or codes is None or faults:
        raise BadInput("\n".join(faults))
    return Complaints(reader, codes, unit)


COMPLAINTS: Final = ImportKind(
    mapping=CodeMapping, report=Report, fitting=_fitting, settle=imported.know_texts
)
