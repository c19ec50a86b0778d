"""One row of the source, understood: its dates, amount and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from redress.complaints.importing.elsewhere import Done
from redress.operations.importing.amounts import amount
from redress.operations.importing.cells import Cell, Record, unsaid
from redress.operations.importing.mapping import Mapping
from redress.operations.importing.problems import Unusable
from redress.operations.importing.reading import RowReader
from redress.operations.importing.table import Table, as_words
from redress.operations.speech import gettext as _
from redress.privacy.normalising import check_digit

_TWO_FACTS = re.compile(r"\d(?:[ -]?\d){6}")
"""So many figures are a telephone or an identity number, and no part of anybody's name."""


class Row(NamedTuple):
    """A row of the source. Dates are in the house's zone, `cells` what was read in words, by column.

    `beyond` are the columns that the mapping reads beside the least: words, people, contract, further dates. `happened`
    is what was done and when, `limits` what was due on which day, each with the name of its column.
    """

    line: int
    cells: dict[str, str]
    number: str
    received: datetime
    closed: datetime | None
    company: str
    coverage: tuple[str, ...]
    reason: tuple[str, ...]
    disposition: tuple[str, ...]
    recovered: Decimal
    status: str
    beyond: tuple[str, ...] = ()
    happened: tuple[tuple[Done, datetime, str], ...] = ()
    limits: tuple[tuple[date, str], ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """What the row says, however its cells are written and ordered: two rows that say the same are duplicates."""
        closed = self.closed.isoformat() if self.closed else ""
        words = (*self.coverage, "", *self.reason, "", *self.disposition)
        return (
            self.number,
            self.received.isoformat(),
            closed,
            self.company,
            str(self.recovered),
            self.status,
            *words,
            *(self.cells[column] for column in self.beyond),
        )

    def value(self, column: str) -> str:
        """What stands in a column; '' where the mapping names none."""
        return self.cells[column] if column else ""


def _two_facts(name: str) -> bool:
    return _TWO_FACTS.search(unicodedata.normalize("NFKC", name)) is not None and not unsaid(name)


class Reader(RowReader):
    """Understands rows of one file by a mapping. BadInput, with all of them, when their columns do not fit."""

    def __init__(self, mapping: Mapping, table: Table, path: Path) -> None:
        named = mapping.columns
        figures = (named.number, named.phone, named.id_number, named.account, named.policy, named.claim)
        super().__init__(mapping, table, path, figures, _strange(mapping))
        self.columns = named
        self._unit = mapping.unit_of(named.recovered)
        self._split = mapping.split
        self._beyond = tuple(dict.fromkeys([*named.beyond(), *mapping.dated()]))
        self._events = [(what, column) for what, columns in mapping.events.items() for column in columns]
        self._limits = mapping.limits

    def read(self, record: Record) -> Row:
        """Raises Unusable with the reason, in words for the person who must correct the row."""
        given, cells = self.given(record)
        if self.columns.id_number and _rounded(identity := cells[self.columns.id_number]):
            raise Unusable(
                _("%(column)s '%(value)s' was shortened by a spreadsheet: its last digits are lost")
                % {"column": self.columns.id_number, "value": identity}
            )
        columns = self.columns
        if columns.name and _two_facts(cells[columns.name]):
            raise Unusable(
                _("%(column)s '%(value)s' is a name and a number. Put the number into a column of its own")
                % {"column": columns.name, "value": cells[columns.name]}
            )
        number = cells[columns.number]
        if not number:
            raise Unusable(_("%(column)s is blank") % {"column": columns.number})
        received = self.dates.read(columns.received, given[columns.received])
        if received is None:
            raise Unusable(_("%(column)s is blank") % {"column": columns.received})
        closed = self.dates.read(columns.closed, given[columns.closed]) if columns.closed else None
        if closed and closed < received and not _a_day_only(closed, received):
            raise Unusable(
                _("%(column)s %(value)s lies before %(other)s")
                % {"column": columns.closed, "value": cells[columns.closed], "other": columns.received}
            )
        return Row(
            line=record.line,
            cells=cells,
            number=number,
            received=received,
            closed=max(closed, received) if closed else None,
            company=cells[columns.company] if columns.company else "",
            coverage=tuple([cells[name] for name in columns.coverage]),
            reason=tuple([cells[name] for name in columns.reason]),
            disposition=tuple([cells[name] for name in columns.disposition]),
            recovered=amount(columns.recovered, cells[columns.recovered], self._unit)
            if columns.recovered
            else Decimal(0),
            status=cells[columns.status] if columns.status else "",
            beyond=self._beyond,
            happened=tuple(self._happened(given, received)) if self._events else (),
            limits=tuple(self._due(given, received)) if self._limits else (),
        )

    def _happened(self, given: dict[str, Cell], received: datetime) -> Iterator[tuple[Done, datetime, str]]:
        """What was done since the complaint was received; a day alone, that of the receipt, is no earlier than it."""
        for what, column in self._events:
            at = self.dates.read(column, given[column])
            if at is None:
                continue
            if at < received and not _a_day_only(at, received):
                raise Unusable(self._before_receipt(column, given))
            yield what, max(at, received), column

    def _due(self, given: dict[str, Cell], received: datetime) -> Iterator[tuple[date, str]]:
        """By which day something was due: no earlier than the receipt, no later than anything is planned for."""
        for column in self._limits:
            at = self.dates.read(column, given[column], ahead=True)
            if at is None:
                continue
            day = timezone.localdate(at)
            if day < timezone.localdate(received):
                raise Unusable(self._before_receipt(column, given))
            yield day, column

    def _before_receipt(self, column: str, given: dict[str, Cell]) -> str:
        said = {"column": column, "value": as_words(given[column]), "other": self.columns.received}
        return _("%(column)s %(value)s lies before %(other)s") % said

    def matters(self, row: Row) -> Iterator[Row]:
        """The row, or one row a matter where a cell lists several; the amount stays with the first."""
        parts = {
            column: [part.strip() for part in row.cells[column].split(between) if part.strip()]
            for column, between in self._split.items()
        }
        most = max((len(found) for found in parts.values()), default=1)
        if most <= 1:
            yield row
            return
        for place in range(most):
            cells = row.cells | {
                column: found[place] if place < len(found) else (found[-1] if found else "")
                for column, found in parts.items()
            }
            yield row._replace(
                cells=cells,
                company=cells[self.columns.company] if self.columns.company else "",
                coverage=tuple(cells[name] for name in self.columns.coverage),
                reason=tuple(cells[name] for name in self.columns.reason),
                disposition=tuple(cells[name] for name in self.columns.disposition),
                recovered=row.recovered if place == 0 else Decimal(0),
            )


def _rounded(identity: str) -> bool:
    """Whether a spreadsheet kept fifteen digits of an identity number and wrote zeros for the rest: then its check
    digit, which is the last of eighteen, is another one."""
    return (
        len(identity) == 18
        and identity.endswith("000")
        and identity.isdecimal()
        and check_digit(identity) != identity[-1]
    )


def _a_day_only(closed: datetime, received: datetime) -> bool:
    """Whether the closing is told by its day alone, which is that of the receipt: a time is told of that one only."""
    return closed.time() == datetime.min.time() and closed.date() == timezone.localdate(received)


def _strange(mapping: Mapping) -> list[str]:
    """Parts of the mapping that speak of columns it does not read."""
    read = set(mapping.read())
    spoken = [*mapping.split, *mapping.amounts, *mapping.validity, *mapping.levels]
    idle = [
        name
        for name, lists, column in (
            ("units", mapping.units, mapping.columns.unit),
            ("channels", mapping.channels, mapping.columns.channel),
        )
        if lists and not column
    ]
    return [
        _(
            "Mapping %(mapping)s: '%(name)s' has words, but its columns name none in which they stand. Add it there."
        )
        % {"mapping": mapping.mapping, "name": name}
        for name in idle
    ] + [
        _("Mapping %(mapping)s: '%(column)s' is not among its columns. Add it there.")
        % {"mapping": mapping.mapping, "column": column}
        for column in spoken
        if column not in read
    ]
