"""What claims bring to an import: each claim with its events is one command (INT-17, CLM-09)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from redress.casework.door import Call
from redress.casework.problems import problems
from redress.claims import imported
from redress.claims.commands.import_claim import ImportClaim
from redress.claims.door import DOOR
from redress.claims.numbers import NUMBERS
from redress.importing.imported import Here
from redress.operations.console import BadInput
from redress.operations.importing.amounts import amount
from redress.operations.importing.called import called
from redress.operations.importing.cases import fingerprint
from redress.operations.importing.claims import histories
from redress.operations.importing.claims.codes import ClaimCodes
from redress.operations.importing.claims.mapping import ClaimMapping
from redress.operations.importing.claims.report import ClaimReport
from redress.operations.importing.claims.rows import EventReader, EventRow
from redress.operations.importing.problems import Unusable
from redress.operations.importing.register import Batch, ImportKind, Prepared, Register
from redress.operations.importing.table import Table
from redress.operations.importing.tally import Reject
from redress.operations.speech import gettext as _
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.rulebook.words import Title


class Claims(Register):
    """A history of claims: the rows of one number are the events of one claim."""

    def __init__(self, reader: EventReader, codes: ClaimCodes, unit: str, titles: dict[str, Title]) -> None:
        self.reader, self.codes, self.unit, self.titles = reader, codes, unit, titles
        self.dates = reader.dates

    def count_in(self, report: ClaimReport) -> None:
        report.titles = self.titles
        self.reader.wider, self.reader.garbled = report.wider, report.garbled

    def called(self, field: str) -> str:
        return called(field, self.codes.mapping.columns)

    def prepared(self, batch: Batch, report: ClaimReport, run: int | None) -> Iterator[Prepared]:
        for records in batch:
            rows = histories.understood(records, self.reader, report)
            if not rows:
                continue
            once = histories.once(rows)
            try:
                command = self._command(once, run)
            except Unusable as problem:
                because = str(problem)
            except ValidationError as problem:
                fault = problems(problem, ImportClaim)[0]
                because = f"{self.called(fault.field)}: {fault}"
            else:
                kept = {row.line for row in once}
                report.duplicates += [row.line for row in rows if row.line not in kept]
                yield Prepared(command, once)
                continue
            for row in rows:
                report.reject(Reject(row.line, because, [*row.cells.values()]))

    def _command(self, rows: Sequence[EventRow], run: int | None) -> ImportClaim:
        mapping, codes = self.codes.mapping, self.codes
        columns = mapping.columns
        words = [row.event for row in sorted(rows, key=lambda row: row.at)]
        outcome, line = codes.outcome(words), codes.line(self._of(rows, columns.line))
        return ImportClaim.model_validate(
            {
                "external_source": mapping.source,
                "external_number": rows[0].number,
                "fingerprint": fingerprint([row.said for row in rows]),
                "unit": codes.unit(self._of(rows, columns.unit), self.unit),
                "line": line,
                "loss_cause": codes.loss_cause(line, self._of(rows, columns.loss_cause)),
                "losses": codes.losses(line, self._of(rows, columns.loss)),
                "complexity": "complex" if codes.is_complex(words) else "simple",
                "way": mapping.way,
                "policy_number": self._of(rows, columns.policy),
                "name_of_insured": self._of(rows, columns.name),
                "phone": self._of(rows, columns.phone),
                "place": self._of(rows, columns.place),
                "course": self._of(rows, columns.course),
                "estimate": self._money(rows, columns.estimate),
                "outcome": outcome,
                "amount": self._money(rows, columns.amount),
                "happened": histories.happened(rows, outcome),
                "run": run,
            }
        )

    def _of(self, rows: Sequence[EventRow], column: str) -> str:
        """What the rows of a claim say in that column: all that say something say the same. Raises Unusable."""
        if not column:
            return ""
        place = self.codes.mapping.columns.of_claim().index(column)
        said: dict[str, int] = {}
        for row in rows:
            if row.of_claim[place]:
                said.setdefault(row.of_claim[place], row.line)
        if len(said) > 1:
            (one, first), (two, second) = [*said.items()][:2]
            raise Unusable(
                _("%(column)s is '%(one)s' in line %(first)s and '%(two)s' in line %(second)s of one claim; make them "
                  "the same")
                % {"column": column, "one": one, "first": first, "two": two, "second": second}
            )  # fmt: skip
        return next(iter(said), "")

    def _money(self, rows: Sequence[EventRow], column: str) -> Any:
        words = self._of(rows, column)
        return amount(column, words, self.codes.mapping.unit_of(column)) if words else None

    def known(self, numbers: Sequence[str]) -> Mapping[str, Here]:
        return imported.known(self.codes.mapping.source, numbers)

    def execute(self, calls: Sequence[Call], actor: Actor) -> object:
        return DOOR.execute_many(calls, actor)

    def note(self, given: Prepared, report: ClaimReport) -> None:
        report.note(given.command)

    def written(self, given: Sequence[Prepared], report: ClaimReport) -> None:
        numbers = [each.command.external_number for each in given]
        report.count(imported.ended(self.codes.mapping.source, numbers))

    def pretending(self, after: int) -> AbstractContextManager[None]:
        return NUMBERS.provisional(after)


def _fitting(mapping: ClaimMapping, whole: Table, path: Path, unit: str) -> Claims:
    codes = ClaimCodes(mapping)
    reader = EventReader(mapping, whole, path, codes)
    with acting_as(SYSTEM):
        faults = [
            each for code in sorted(codes.units(unit)) for each in imported.problems(code, codes.all_losses())
        ]
        if faults:
            raise BadInput("\n".join(dict.fromkeys(faults)))
        return Claims(reader, codes, unit, imported.titles(unit))


def _nothing() -> None:
    """Nothing is compared by words among claims."""


CLAIMS: Final = ImportKind(mapping=ClaimMapping, report=ClaimReport, fitting=_fitting, settle=_nothing)
