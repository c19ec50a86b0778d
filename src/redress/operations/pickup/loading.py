"""Loads the call centre's records of report calls: every row accounted for, again it changes nothing (CLM-02)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from django.db import transaction
from pydantic import Field

from redress.claims.calls import Call, take_in
from redress.operations.console import BadInput
from redress.operations.importing import mapping as mappings
from redress.operations.importing.amounts import amount
from redress.operations.importing.cells import Record, nothing
from redress.operations.importing.codes import Lookup, inverted
from redress.operations.importing.mapping import Form, Lists, Names, Part
from redress.operations.importing.problems import Unusable
from redress.operations.importing.reading import EXTRA, RowReader
from redress.operations.importing.table import Table, as_words, open_table
from redress.operations.importing.tally import Reject, Tally
from redress.operations.speech import gettext as _
from redress.organisation.models import Unit
from redress.sealing.doors import atomic

RULE = "CLM-02"
_BATCH = 1_000
_DAY = 86_400


class CallColumns(Part):
    """Headers of the call centre's columns. `number` is what it calls a call; without one the row is its own mark."""

    number: str = ""
    at: str
    rang: str
    result: str
    agent: str = ""
    unit: str = ""


class CallMapping(Form):
    """See docs/import.md."""

    kind: Literal["call"] = "call"
    columns: CallColumns
    answered: Names = Field(min_length=1)
    abandoned: Names = Field(min_length=1)
    units: Lists = {}

    @property
    def number(self) -> str:
        return self.columns.number

    def read(self) -> list[str]:
        return [*dict.fromkeys(filter(None, self.columns.model_dump().values()))]

    def money(self) -> list[str]:
        return []


class Calls(Tally):
    """rows = imported + already present + rejected; of a call that comes twice in the file the second is present."""

    def did(self) -> list[str]:
        words = (
            _(
                "%(rows)s rows: %(n)s calls would be taken in, %(here)s were here already, %(rejected)s rejected."
            )
            if self.dry_run
            else _("%(rows)s rows: %(n)s calls taken in, %(here)s were here already, %(rejected)s rejected.")
        )
        return [
            words
            % {
                "rows": f"{self.rows:,}",
                "n": f"{self.imported:,}",
                "here": f"{self.already_present:,}",
                "rejected": f"{self.rejected:,}",
            }
        ]


class CallReader(RowReader):
    """Understands rows of one file. BadInput names everything that does not fit."""

    def __init__(self, mapping: CallMapping, table: Table, path: Path, unit: str) -> None:
        columns = mapping.columns
        super().__init__(mapping, table, path, (columns.number,))
        self._columns, self._unit = columns, unit
        faults: list[str] = []
        self._results = inverted("answered", {"yes": mapping.answered, "no": mapping.abandoned}, faults)
        self._units = inverted("units", mapping.units, faults) if mapping.units else Lookup({})
        self._known = dict(Unit.objects.values_list("code", "pk"))
        faults += [
            _("There is no unit %(unit)s. Give the code of one.") % {"unit": code}
            for code in sorted({*mapping.units, *([unit] if unit else [])} - self._known.keys())
        ]
        if not unit and not columns.unit:
            faults.append(_("Say with --unit which unit the rows belong to; the mapping names none."))
        if faults:
            raise BadInput("\n".join(faults))

    def call(self, record: Record, source: str) -> Call:
        """Raises Unusable with field, rule and way out."""
        given, cells = self.given(record)
        columns = self._columns
        at = self.dates.read(columns.at, given[columns.at])
        if at is None:
            raise Unusable(
                _("%(column)s is blank: say when the call came (%(rule)s)")
                % {"column": columns.at, "rule": RULE}
            )
        answered = self._results.get(cells[columns.result])
        if answered is None:
            raise Unusable(
                _(
                    "%(column)s '%(value)s' is neither answered nor abandoned; list it in the mapping (%(rule)s)"
                )
                % {"column": columns.result, "value": cells[columns.result], "rule": RULE}
            )
        agent = "" if not columns.agent or nothing(cells[columns.agent]) else cells[columns.agent]
        return Call(
            unit=self._unit_of(cells[columns.unit] if columns.unit else ""),
            called_at=at,
            rang=self._seconds(cells[columns.rang]),
            answered=answered == "yes",
            agent=agent[:100],
            mark=_mark(
                source,
                cells[columns.number] if columns.number else "",
                [each for name, each in cells.items() if name not in EXTRA],
            ),
        )

    def _seconds(self, words: str) -> int:
        column = self._columns.rang
        try:
            found = amount(column, words, "元")
        except Unusable:
            found = None
        if not words or found is None or found != int(found) or not 0 <= found <= _DAY:
            raise Unusable(
                _("%(column)s '%(value)s' is no number of seconds from 0 to 86,400; correct it (%(rule)s)")
                % {"column": column, "value": words, "rule": RULE}
            )
        return int(found)

    def _unit_of(self, word: str) -> int:
        code = (self._units.get(word) or word) if word else self._unit
        if code not in self._known:
            raise Unusable(
                _(
                    "%(column)s '%(value)s' is no unit; list it in the mapping under 'units', or name one with --unit"
                )
                % {"column": self._columns.unit or "--unit", "value": word}
            )
        return self._known[code]


def _mark(source: str, number: str, cells: list[str]) -> str:
    return hashlib.sha256("\x1f".join([source, number or "\x1e".join(cells)]).encode()).hexdigest()


def load_mapping(path: str) -> CallMapping:
    """BadInput says what is wrong with it."""
    found = mappings.read(path, {"call": CallMapping})
    assert isinstance(found, CallMapping)
    return found


def load(
    path: Path,
    mapping: CallMapping,
    *,
    unit: str = "",
    dry_run: bool = False,
    keep: Callable[[list[str], Reject], object] | None = None,
) -> Calls:
    """Load the records, a thousand a transaction; `keep` is told each rejected row with the header."""
    table = open_table(path, mapping.shape, set(mapping.read()) - mapping.constants.keys())
    reader = CallReader(mapping, table, path, unit or mapping.unit)
    found = Calls(dry_run=dry_run)
    found.file, found.mapping, found.unit = path.name, mapping.mapping, unit or mapping.unit
    found.keep = None if keep is None else lambda reject: keep(table.header, reject)
    calls = _understood(table, reader, mapping.source, found)
    while batch := list(islice(calls, _BATCH)):
        with atomic("import"):
            new = take_in(mapping.source, batch)
            if dry_run:
                transaction.set_rollback(True)
        found.imported += new
        found.already_present += len(batch) - new
    return found


def _understood(table: Table, reader: CallReader, source: str, found: Calls) -> Iterator[Call]:
    for record in table.records():
        if not record.cells:
            found.blank += 1
            continue
        found.rows += 1
        try:
            yield reader.call(record, source)
        except Unusable as problem:
            found.reject(Reject(record.line, str(problem), [as_words(cell) for cell in record.cells]))
