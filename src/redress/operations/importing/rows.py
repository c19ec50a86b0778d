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
from redress.operations.speech import comma
from redress.operations.speech import gettext as _

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
                    _(
                        "%(path)s has no column '%(column)s', which mapping %(mapping)s reads. It has: %(header)s. "
                        "Add the column, or correct the mapping."
                    )
                    % {
                        "path": path,
                        "column": column,
                        "mapping": mapping.mapping,
                        "header": comma().join(header),
                    }
                )
        for column in header:
            if column not in {*mapping.columns.all(), *mapping.ignore, *EXTRA}:
                raise BadInput(
                    _(
                        "%(path)s has a column '%(column)s' that mapping %(mapping)s does not name. "
                        "Map it under 'columns', or list it under 'ignore'."
                    )
                    % {"path": path, "column": column, "mapping": mapping.mapping}
                )

    def read(self, record: Record) -> Row:
        """Raises Unusable with the reason, in words for the person who must correct the row."""
        if len(record.cells) != len(self.header):
            raise Unusable(
                _("%(expected)s cells expected, %(found)s found")
                % {"expected": len(self.header), "found": len(record.cells)}
            )
        cells = dict(zip(self.header, record.cells, strict=True))
        for column, value in cells.items():
            if not value.isprintable():
                _check_characters(column, value)
        columns = self.columns
        number = cells[columns.number]
        if not number:
            raise Unusable(_("%(column)s is blank") % {"column": columns.number})
        received = self._date(columns.received, cells)
        if received is None:
            raise Unusable(_("%(column)s is blank") % {"column": columns.received})
        closed = self._date(columns.closed, cells) if columns.closed else None
        if closed and closed < received:
            raise Unusable(
                _("%(column)s %(value)s lies before %(other)s")
                % {"column": columns.closed, "value": cells[columns.closed], "other": columns.received}
            )
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
            raise Unusable(
                _("%(column)s '%(value)s' is not a date written like %(example)s")
                % {"column": column, "value": value, "example": example}
            )
        if found > self._today:
            raise Unusable(
                _("%(column)s '%(value)s' lies in the future") % {"column": column, "value": value}
            )
        if found.year < 1990:
            raise Unusable(_("%(column)s '%(value)s' lies before 1990") % {"column": column, "value": value})
        return found


@lru_cache(maxsize=20_000)
def _date(value: str, form: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(value, form))  # noqa: DTZ007
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=20_000)
def _amount(column: str, value: str) -> Decimal:
    said = {"column": column, "value": value}
    try:
        amount = Decimal(value.replace(",", "").removeprefix("$") or 0)
    except InvalidOperation:
        raise Unusable(_("%(column)s '%(value)s' is not an amount") % said) from None
    if not amount.is_finite() or amount < 0:
        raise Unusable(_("%(column)s '%(value)s' is not an amount of 0 or more") % said)
    if amount >= 10**12 or amount != amount.quantize(_CENT):
        raise Unusable(_("%(column)s '%(value)s' has more digits than an amount of money") % said)
    return amount.quantize(_CENT)


def _check_characters(column: str, value: str) -> None:
    for char in value:
        if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t":
            raise Unusable(
                _("%(column)s contains the control character U+%(code)s")
                % {"column": column, "code": f"{ord(char):04X}"}
            )
