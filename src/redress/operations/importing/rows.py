"""One row of the source, understood: its dates, amount and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, cast

from django.utils import timezone

from redress.complaints.elsewhere import Done
from redress.operations.console import BadInput
from redress.operations.importing.amounts import amount, unit_of, unit_said
from redress.operations.importing.cells import Cell, Faulty, Record
from redress.operations.importing.dates import Dates
from redress.operations.importing.headers import compared
from redress.operations.importing.mapping import Mapping
from redress.operations.importing.problems import Unusable
from redress.operations.importing.table import Table, as_words
from redress.operations.speech import comma
from redress.operations.speech import gettext as _
from redress.privacy.visible import unfit

EXTRA = ("rejected_line", "rejected_because")
"""Columns that a file of rejects has beside the source's own; such a file, corrected, can be imported again."""
EVERYTHING = "*"
_SHORT = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2,3}")
"""As a spreadsheet shows, and saves as text, a number that is too long for its column: 1.23457E+15."""


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


class Reader:
    """Understands rows of one file by a mapping. BadInput, with all of them, when their columns do not fit."""

    def __init__(self, mapping: Mapping, table: Table, path: Path) -> None:
        header, bare = table.header, table.bare
        self.columns, self.header = mapping.columns, header
        self.dates = Dates(mapping.dates, shift=table.shift)
        self._unit = mapping.unit_of(mapping.columns.recovered)
        self._split, self._constants = mapping.split, mapping.constants
        dated = mapping.dated()
        self._beyond = tuple(dict.fromkeys([*mapping.columns.beyond(), *dated]))
        self._events = [(what, column) for what, columns in mapping.events.items() for column in columns]
        self._limits = mapping.limits
        named = mapping.columns
        self._figures = tuple(
            filter(
                None, (named.number, named.phone, named.id_number, named.account, named.policy, named.claim)
            )
        )
        wanted = mapping.read()
        lost = [column for column in wanted if column not in header and column not in mapping.constants]
        # A wanted column has its own name already, as `headers.find` gave it.
        ignored = {*map(compared, mapping.ignore)}
        known = {*map(compared, (*EXTRA, *bare)), *ignored}
        everything = EVERYTHING in mapping.ignore
        self._bare = (
            []
            if everything
            else sorted(column for column in bare - {*wanted} if compared(column) not in ignored)
        )
        beyond = [column for column in header if column not in wanted]
        more = [] if everything else [column for column in beyond if compared(column) not in known]
        faults = [*_lost(lost, header, path, mapping), *_more(more, path, mapping), *_strange(mapping)]
        faults += _uncounted(table.title, mapping, path)
        if faults:
            raise BadInput("\n".join(faults))

    def read(self, record: Record) -> Row:
        """Raises Unusable with the reason, in words for the person who must correct the row."""
        given: dict[str, Cell] = dict(zip(self.header, self._fitting(record), strict=True)) | self._constants
        columns = self.columns
        plain = _all_plain(given)
        if plain is None:
            for column, value in given.items():
                _check(column, value)
        for column in self._bare:
            if given[column]:
                raise Unusable(
                    _("%(column)s holds something, but the column has no name") % {"column": column}
                )
        cells = plain or {column: as_words(value) for column, value in given.items()}
        for column in self._figures:
            if _SHORT.fullmatch(cells[column]):
                raise Unusable(
                    _("%(column)s '%(value)s' was shortened by a spreadsheet: its last digits are lost")
                    % {"column": column, "value": cells[column]}
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

    def _fitting(self, record: Record) -> list[Cell]:
        """As many cells as there are columns: blank ones beyond are nothing."""
        cells, wide = record.cells, len(self.header)
        if len(cells) == wide or (len(cells) > wide and not any(cells[wide:])):
            return cells[:wide]
        if len(cells) == 1 and isinstance(cells[0], Faulty):  # a row that could not be taken apart
            raise Unusable(cells[0].because)
        raise Unusable(
            _("%(expected)s cells expected, %(found)s found") % {"expected": wide, "found": len(cells)}
        )

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


def _a_day_only(closed: datetime, received: datetime) -> bool:
    """Whether the closing is told by its day alone, which is that of the receipt: a time is told of that one only."""
    return closed.time() == datetime.min.time() and closed.date() == received.date()


def _lost(lost: list[str], header: list[str], path: Path, mapping: Mapping) -> list[str]:
    if not lost:
        return []
    said = {"path": path, "mapping": mapping.mapping, "header": comma().join(header)}
    if len(lost) == 1:
        return [
            _(
                "%(path)s has no column '%(column)s', which mapping %(mapping)s reads. It has: %(header)s. "
                "Add the column, or correct the mapping."
            )
            % (said | {"column": lost[0]})
        ]
    return [
        _(
            "%(path)s has no columns '%(columns)s', which mapping %(mapping)s reads. It has: %(header)s. "
            "Add them, name the header's row, or correct the mapping."
        )
        % (said | {"columns": "', '".join(lost)})
    ]


def _more(more: list[str], path: Path, mapping: Mapping) -> list[str]:
    if not more:
        return []
    said = {"path": path, "mapping": mapping.mapping}
    if len(more) == 1:
        return [
            _(
                "%(path)s has a column '%(column)s' that mapping %(mapping)s does not name. "
                "Map it under 'columns', or list it under 'ignore'."
            )
            % (said | {"column": more[0]})
        ]
    shown = "', '".join(more[:20]) + ("', …" if len(more) > 20 else "'")
    return [
        _(
            "%(path)s has %(n)s columns that mapping %(mapping)s does not name: '%(columns)s. "
            "Map them under 'columns', list them under 'ignore', or ignore all others with ignore: \"*\"."
        )
        % (said | {"n": len(more), "columns": shown})
    ]


def _uncounted(title: str, mapping: Mapping, path: Path) -> list[str]:
    """A title that counts money in ten thousands, of columns that do not say so: nobody would see it in the figures."""
    said = unit_said(title)
    money = filter(None, (mapping.columns.recovered, mapping.columns.amount))
    silent = [each for each in money if each not in mapping.amounts and not unit_of(each)]
    if said in ("", "元"):
        return []
    return [
        _(
            "%(path)s says above its header that money is in %(unit)s. Say in the mapping what '%(column)s' counts: "
            "amounts: {%(column)s: %(unit)s}, or 元."
        )
        % {"path": path, "unit": said, "column": column}
        for column in silent
    ]


def _strange(mapping: Mapping) -> list[str]:
    """Parts of the mapping that speak of columns it does not read."""
    read = set(mapping.read())
    spoken = [*mapping.split, *mapping.amounts, *mapping.validity, *mapping.levels]
    return [
        _("Mapping %(mapping)s: '%(column)s' is not among its columns. Add it there.")
        % {"mapping": mapping.mapping, "column": column}
        for column in spoken
        if column not in read
    ]


def _all_plain(given: dict[str, Cell]) -> dict[str, str] | None:
    """The cells of a row that is all text that everybody sees, as most are: none of them need be looked at alone."""
    said = cast("dict[str, str]", given)
    try:
        return said if "".join(said.values()).isprintable() else None
    except TypeError:  # a date, or a cell that is faulty
        return None


def _check(column: str, value: Cell) -> None:
    if isinstance(value, Faulty):
        raise Unusable(f"{column}: {value.because}")
    if isinstance(value, str) and not value.isprintable() and (found := unfit(value)) is not None:
        what = {"column": column, "code": found.code, "byte": found.code[-2:]}
        if found.why == "half" and found.code.startswith(
            "DC"
        ):  # a byte that was no text, as `text.rows` reads it
            raise Unusable(_("%(column)s contains the byte 0x%(byte)s, which is no text") % what)
        if found.why in ("control", "half"):
            raise Unusable(_("%(column)s contains the control character U+%(code)s") % what)
        raise Unusable(
            _("%(column)s contains U+%(code)s, which no computer shows alike; write it otherwise") % what
        )
