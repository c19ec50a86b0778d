"""What is known of a market: its tables, its lines and years, its companies at a moment (INS-02)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from redress.insight.indexes import Company
from redress.insight.models import MarketRow, MarketTable


@dataclass(frozen=True, slots=True)
class Known:
    """The companies of a market in a year, of one line or of all, by the newest tables that were here at a moment.

    `rejected`: rows of these tables that could not be used.
    """

    companies: tuple[Company, ...]
    rejected: int


def markets() -> list[str]:
    """Names of all markets of which there is a table."""
    return list(MarketTable.objects.order_by("market").values_list("market", flat=True).distinct())


def years(market: str) -> list[int]:
    """Years that some table of the market has."""
    return list(_rows(market).order_by("year").values_list("year", flat=True).distinct())


def lines(market: str, year: int) -> list[str]:
    """Lines that some table of the market has of a year; '' where a table tells none."""
    return list(_rows(market).filter(year=year).order_by("line").values_list("line", flat=True).distinct())


def known(market: str, year: int, line: str | None = None, *, at: datetime | None = None) -> Known:
    """Of each line the newest table that has it; of all lines the companies' sums. Two queries."""
    tables = MarketTable.objects.filter(market=market)
    if at is not None:
        tables = tables.filter(taken_at__lte=at)
    newest = {table.pk: table for table in tables.order_by("taken_at", "pk")}
    rows = MarketRow.objects.filter(table__in=newest, year=year)
    if line is not None:
        rows = rows.filter(line=line)
    order = {pk: place for place, pk in enumerate(newest)}
    by_line: dict[str, dict[int, list[MarketRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.order_by("pk"):
        by_line[row.line][row.table_id].append(row)
    chosen = [found[max(found, key=order.__getitem__)] for found in by_line.values()]
    read = {each[0].table_id for each in chosen}
    return Known(
        companies=tuple(_summed([row for each in chosen for row in each])),
        rejected=sum(newest[pk].rejected for pk in read),
    )


def _rows(market: str) -> QuerySet[MarketRow]:
    return MarketRow.objects.filter(table__market=market)


def _summed(rows: Iterable[MarketRow]) -> Iterable[Company]:
    """One entry a company. A sum of which a part is not known is not known."""
    found: dict[str, list[MarketRow]] = defaultdict(list)
    for row in rows:
        found[row.key or row.company].append(row)
    for each in found.values():
        yield Company(
            name=each[0].company,
            key=each[0].key,
            complaints=_whole([row.complaints for row in each]),
            confirmed=_whole([row.confirmed for row in each]),
            premium=_money([row.premium for row in each]),
            policies=_whole([row.policies for row in each]),
            persons=_whole([row.persons for row in each]),
        )


def _whole(parts: list[int | None]) -> int | None:
    said = [part for part in parts if part is not None]
    return sum(said) if len(said) == len(parts) else None


def _money(parts: list[Decimal | None]) -> Decimal | None:
    said = [part for part in parts if part is not None]
    return sum(said, Decimal(0)) if len(said) == len(parts) else None
