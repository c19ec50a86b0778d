"""Rows of a market's table, understood: figures are figures, a company stands once, a sum is none (INS-02)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from redress.casework import money
from redress.insight.indexes import Company
from redress.insight.taking import Line
from redress.operations.importing.amounts import UNITS
from redress.operations.importing.cells import Record, nothing
from redress.operations.importing.problems import Unusable
from redress.operations.importing.reading import RowReader
from redress.operations.importing.table import Table
from redress.operations.market.mapping import MarketMapping
from redress.operations.speech import gettext as _
from redress.privacy.visible import visible

RULE = "INS-02"
_CENT = Decimal("0.01")
_MOST_COUNTED, _MOST_MONEY = 10**15, Decimal(10) ** 17
_FIRST_YEAR = 1900
_SUMS = frozenset(
    {"合计", "总计", "小计", "全行业", "行业合计", "total", "totals", "grand total", "all companies"}
)


class MarketReader(RowReader):
    """Understands rows of one table. `this_year`: the year that is not over yet. BadInput names what does not fit."""

    def __init__(self, mapping: MarketMapping, table: Table, path: Path, this_year: int) -> None:
        columns = mapping.columns
        counted = (columns.complaints, columns.confirmed, columns.policies, columns.persons)
        read = {*mapping.read()}
        strange = [
            _("The mapping counts '%(column)s' in times, but does not read it.") % {"column": column}
            for column in sorted({*mapping.times} - read)
        ]
        super().__init__(mapping, table, path, [*filter(None, (*counted, columns.premium))], strange)
        self._columns, self._this_year = columns, this_year
        self._times = {
            column: mapping.times.get(
                column, UNITS[mapping.unit_of(column)] if column == columns.premium else 1
            )
            for column in read
        }

    def line(self, record: Record) -> Line:
        """Raises Unusable with field, rule and way out."""
        _given, cells = self.given(record)
        columns = self._columns
        company = Company(
            name=self._name(cells[columns.company]),
            key=visible(cells[columns.key]).strip()[:60] if columns.key else "",
            complaints=self._count(columns.complaints, cells),
            confirmed=self._count(columns.confirmed, cells),
            premium=self._money(columns.premium, cells),
            policies=self._count(columns.policies, cells),
            persons=self._count(columns.persons, cells),
        )
        if None not in (company.complaints, company.confirmed) and company.confirmed > company.complaints:  # type: ignore[operator]
            raise Unusable(
                _(
                    "%(column)s is %(n)s, more than the %(all)s of all complaints; correct one of them (%(rule)s)"
                )
                % {
                    "column": columns.confirmed,
                    "n": company.confirmed,
                    "all": company.complaints,
                    "rule": RULE,
                }
            )
        line = visible(cells[columns.line]).strip() if columns.line else ""
        return Line(self._year(cells[columns.year]), line[:60], company)

    def _name(self, words: str) -> str:
        name = " ".join(visible(words).split())
        if not name:
            raise Unusable(
                _("%(column)s is blank: say which company the figures are of (%(rule)s)")
                % {"column": self._columns.company, "rule": RULE}
            )
        if compared(name) in _SUMS:
            raise Unusable(
                _("'%(name)s' is no company but a sum, which is computed here; leave the row out (%(rule)s)")
                % {"name": name, "rule": RULE}
            )
        return name[:200]

    def _year(self, words: str) -> int:
        said = {"column": self._columns.year, "value": words, "rule": RULE}
        bare = unicodedata.normalize("NFKC", words).strip().removesuffix("年").removesuffix(".0")
        if not (bare.isascii() and bare.isdigit() and len(bare) == 4 and int(bare) >= _FIRST_YEAR):
            raise Unusable(_("%(column)s '%(value)s' is no year; write it as 2025 (%(rule)s)") % said)
        if int(bare) >= self._this_year:
            raise Unusable(
                _("%(column)s '%(value)s': that year is not over, its figures are not whole yet (%(rule)s)")
                % said
            )
        return int(bare)

    def _count(self, column: str, cells: dict[str, str]) -> int | None:
        if not column or nothing(cells[column]):
            return None
        found = self._figure(column, cells[column])
        if found != int(found) or not 0 <= found < _MOST_COUNTED:
            raise Unusable(
                _("%(column)s '%(value)s' is no count of 0 or more; correct it (%(rule)s)")
                % {"column": column, "value": cells[column], "rule": RULE}
            )
        return int(found)

    def _money(self, column: str, cells: dict[str, str]) -> Decimal | None:
        if not column or nothing(cells[column]):
            return None
        found = self._figure(column, cells[column])
        if not 0 <= found < _MOST_MONEY or found != found.quantize(_CENT):
            raise Unusable(
                _(
                    "%(column)s '%(value)s' is no premium of 0 or more with at most two decimals of what is counted; "
                    "correct it, or say in the mapping what the column counts (%(rule)s)"
                )
                % {"column": column, "value": cells[column], "rule": RULE}
            )
        return found.quantize(_CENT)

    def _figure(self, column: str, words: str) -> Decimal:
        try:
            found = money.read(words, self._times[column])
        except ValueError:
            found = None
        if found is None:
            raise Unusable(
                _("%(column)s '%(value)s' is no number; write it as 1200 or 1,200.5 (%(rule)s)")
                % {"column": column, "value": words, "rule": RULE}
            )
        return found


def compared(name: str) -> str:
    """A name as another spelling of it compares: width, case and spaces make no other company."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def said_twice(lines: list[tuple[Record, Line]]) -> Iterator[tuple[Record, Line]]:
    """Rows of a company that has another row of the same year and line: nobody knows which of them holds."""
    seen: dict[tuple[int, str, str], list[tuple[Record, Line]]] = {}
    for record, line in lines:
        who = line.company.key or compared(line.company.name)
        seen.setdefault((line.year, line.line, who), []).append((record, line))
    for each in seen.values():
        if len(each) > 1:
            yield from each
