"""One row of the source, understood: its dates, amount and words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from django.utils import timezone

from redress.operations.console import BadInput
from redress.operations.importing.mapping import Mapping
from redress.operations.importing.table import Record

EXTRA = ("rejected_line", "rejected_because")
"""Columns that a file of rejects has beside the source's own; such a file, corrected, can be imported again."""
_CENT = Decimal("0.01")


class Unusable(ValueError):
    """Why a row cannot be taken."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the source. Dates are midnights of the house's zone, `cells` what was read, by column."""

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
        )

    def value(self, column: str) -> str:
        return self.cells[column]


class Reader:
    """Understands rows of one file by a mapping. BadInput when their columns do not fit each other."""

    def __init__(self, mapping: Mapping, header: list[str], path: Path) -> None:
        self.columns, self.header, self.dates = mapping.columns, header, mapping.dates
        self._today = timezone.now()
        for column in mapping.columns.all():
            if column not in header:
                raise BadInput(
                    f"{path} has no column '{column}', which mapping {mapping.mapping} reads. It has: "
                    f"{', '.join(header)}. Add the column, or correct the mapping."
                )
        for column in header:
            if column not in {*mapping.columns.all(), *mapping.ignore, *EXTRA}:
                raise BadInput(
                    f"{path} has a column '{column}' that mapping {mapping.mapping} does not name. "
                    "Map it under 'columns', or list it under 'ignore'."
                )

    def read(self, record: Record) -> Row:
        """Raises Unusable with the reason, in words for the person who must correct the row."""
        if len(record.cells) != len(self.header):
            raise Unusable(f"{len(self.header)} cells expected, {len(record.cells)} found")
        cells = dict(zip(self.header, record.cells, strict=True))
        for column, value in cells.items():
            if not value.isprintable():
                _check_characters(column, value)
        columns = self.columns
        number = cells[columns.number]
        if not number:
            raise Unusable(f"{columns.number} is blank")
        received = self._date(columns.received, cells)
        if received is None:
            raise Unusable(f"{columns.received} is blank")
        closed = self._date(columns.closed, cells) if columns.closed else None
        if closed and closed < received:
            raise Unusable(f"{columns.closed} {cells[columns.closed]} lies before {columns.received}")
        return Row(
            line=record.line,
            cells=cells,
            number=number,
            received=received,
            closed=closed,
            company=cells[columns.company] if columns.company else "",
            coverage=tuple(cells[name] for name in columns.coverage),
            reason=tuple(cells[name] for name in columns.reason),
            disposition=tuple(cells[name] for name in columns.disposition),
            recovered=_amount(columns.recovered, cells[columns.recovered])
            if columns.recovered
            else Decimal(0),
            status=cells[columns.status] if columns.status else "",
        )

    def _date(self, column: str, cells: dict[str, str]) -> datetime | None:
        value = cells[column]
        if not value:
            return None
        found = _date(value, self.dates)
        if found is None:
            example = datetime(2024, 1, 31).strftime(self.dates)  # noqa: DTZ001 - only to be shown
            raise Unusable(f"{column} '{value}' is not a date written like {example}")
        if found > self._today:
            raise Unusable(f"{column} '{value}' lies in the future")
        if found.year < 1990:
            raise Unusable(f"{column} '{value}' lies before 1990")
        return found


@lru_cache(maxsize=20_000)
def _date(value: str, form: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(value, form))  # noqa: DTZ007
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=20_000)
def _amount(column: str, value: str) -> Decimal:
    try:
        amount = Decimal(value.replace(",", "").removeprefix("$") or 0)
    except InvalidOperation:
        raise Unusable(f"{column} '{value}' is not an amount") from None
    if not amount.is_finite() or amount < 0:
        raise Unusable(f"{column} '{value}' is not an amount of 0 or more")
    if amount >= 10**12 or amount != amount.quantize(_CENT):
        raise Unusable(f"{column} '{value}' has more digits than an amount of money")
    return amount.quantize(_CENT)


def _check_characters(column: str, value: str) -> None:
    for char in value:
        if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t":
            raise Unusable(f"{column} contains the control character U+{ord(char):04X}")
