"""A market's table is taken in, whole: what is here already is not taken again (INS-02)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from redress.insight.indexes import Company
from redress.insight.models import MarketRow, MarketTable


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: whose figures these are, of which year and line."""

    year: int
    line: str
    company: Company


def take_in(
    market: str, lines: Sequence[Line], *, file: str, mapping: str, rejected: int, now: datetime
) -> MarketTable | None:
    """The new table; None when the newest one of that market says exactly this. Inside a transaction."""
    digest = _digest(lines, rejected)
    newest = MarketTable.objects.filter(market=market).order_by("-taken_at", "-pk").first()
    if newest is not None and newest.digest == digest:
        return None
    table = MarketTable.objects.create(
        market=market, taken_at=now, file=file, mapping=mapping, digest=digest, rejected=rejected
    )
    MarketRow.objects.bulk_create(
        [
            MarketRow(
                table=table,
                year=each.year,
                line=each.line,
                company=each.company.name,
                key=each.company.key,
                complaints=each.company.complaints,
                confirmed=each.company.confirmed,
                premium=each.company.premium,
                policies=each.company.policies,
                persons=each.company.persons,
            )
            for each in lines
        ],
        batch_size=2_000,
    )
    return table


def _digest(lines: Sequence[Line], rejected: int) -> str:
    told = sorted(json.dumps(astuple(each), default=str, ensure_ascii=False) for each in lines)
    return hashlib.sha256(json.dumps([told, rejected]).encode()).hexdigest()
