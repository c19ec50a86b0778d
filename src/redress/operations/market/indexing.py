"""What `redress index` asks and tells: companies compared, in rows, in words, for programs (INS-02, INS-03)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from redress.insight import queries
from redress.insight.indexes import Indexed, Market, index
from redress.insight.kinds import Formula, Gap
from redress.insight.rounding import MOST_PLACES, Mode, Rounding
from redress.insight.rounding import rounded as to_places
from redress.operations.console import BadInput
from redress.operations.speech import comma
from redress.operations.speech import gettext as _

COLUMNS = ("company", "complaints", "denominator", "value", "rank")
_PART = re.compile(r"(share|index)\s*:\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Found:
    """What was computed, and of what."""

    market: Market
    formula: Formula
    rejected: int

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells of each company by COLUMNS; blank where nothing is known."""
        for row in self.market.rows:
            yield (
                row.company.name,
                *map(_plain, (row.complaints, _whole(row.denominator), row.value, row.rank)),
            )

    def lines(self) -> Iterator[str]:
        """The same for people, with the median."""
        table = [COLUMNS, *self.rows()]
        widths = [max(len(row[place]) for row in table) for place in range(len(COLUMNS))]
        for name, *figures in table:
            told = [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
            yield "  ".join([name.ljust(widths[0]), *told]).rstrip()
        if self.market.median is not None:
            yield _("Median of all values: %(median)s") % {"median": to_places(self.market.median, 4)}

    def said(self) -> Iterator[str]:
        """What the reader must know of the figures."""
        if self.rejected:
            yield _(
                "%(n)s rows of this table were rejected when it was imported: shares and ranks are without them."
            ) % {"n": self.rejected}
        gaps = Counter(row.gap for row in self.market.rows if row.gap is not None)
        for gap, n in sorted(gaps.items()):
            yield _why(gap) % {"n": n}

    def as_json(self) -> dict[str, Any]:
        """For programs; amounts and values as text, to the last digit."""
        median = self.market.median
        return {
            "formula": self.formula.value,
            "complaints": self.market.complaints,
            "denominator": str(self.market.denominator),
            "median": None if median is None else str(to_places(median, 10)),
            "rejected_rows": self.rejected,
            "companies": [_told(row) for row in self.market.rows],
        }


def ask(
    market: str, year: int, line: str | None, formula: Formula, *, confirmed: bool | None = None,
    rounding: Rounding | None = None, floor: Decimal | None = None, as_known: datetime | None = None,
) -> Found:  # fmt: skip
    """BadInput when there is no such market, year or line, with those that there are."""
    at = None if as_known is None else timezone.make_aware(as_known)
    known = queries.known(market, year, line, at=at)
    if not known.companies:
        raise BadInput(_nothing(market, year, line, at))
    return Found(
        index(known.companies, formula, confirmed=confirmed, rounding=rounding, floor=floor),
        formula,
        known.rejected,
    )


def rounding(words: str, mode: Mode) -> Rounding:
    """'share:5,index:2' -> how many decimals. Raises BadInput."""
    said: dict[str, int] = {}
    for part in filter(None, (each.strip() for each in words.split(","))):
        found = _PART.fullmatch(part)
        if found is None or int(found[2]) > MOST_PLACES or found[1] in said:
            raise BadInput(
                _(
                    "--round: '%(part)s' is not understood. Write share:5, index:2 or both, with at most 20 decimals."
                )
                % {"part": part}
            )
        said[found[1]] = int(found[2])
    return Rounding(said.get("share"), said.get("index"), mode)


def floor(words: str | None) -> Decimal | None:
    """The least denominator that has a rank. Raises BadInput."""
    if words is None:
        return None
    try:
        found = Decimal(words.replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise BadInput(
            _("--floor: '%(words)s' is no amount of 0 or more. Write it as 1000000.") % {"words": words}
        )
    return found


def _nothing(market: str, year: int, line: str | None, at: datetime | None) -> str:
    markets = queries.markets()
    if market not in markets:
        return _(
            "There is no table of market '%(market)s'. There are: %(known)s. 'redress market import' takes one in."
        ) % {"market": market, "known": comma().join(markets) or "-"}
    years = queries.years(market)
    if year not in years:
        return _("Market %(market)s has no table of %(year)s. It has: %(known)s.") % {
            "market": market, "year": year, "known": comma().join(map(str, years)),
        }  # fmt: skip
    if line is not None and line not in (lines := queries.lines(market, year)):
        return _("Market %(market)s has no line '%(line)s' in %(year)s. It has: %(known)s.") % {
            "market": market, "line": line, "year": year, "known": comma().join(filter(None, lines)) or "-",
        }  # fmt: skip
    assert at is not None
    return _("Nothing was known of market %(market)s in %(year)s at that time. Ask for a later moment.") % {
        "market": market, "year": year,
    }  # fmt: skip


def _why(gap: Gap) -> str:
    return {
        Gap.NO_DENOMINATOR: _(
            "%(n)s of the companies have no value: the table does not say what to divide by."
        ),
        Gap.ZERO_DENOMINATOR: _("%(n)s of the companies have no value: what to divide by is 0."),
        Gap.NOT_CONFIRMED: _("%(n)s of the companies have no value: how many were confirmed is not told."),
        Gap.NO_COMPLAINTS_AT_ALL: _("%(n)s of the companies have no value: no complaints are told."),
        Gap.SHARE_ROUNDS_TO_ZERO: _("%(n)s of the companies have no value: rounded so, their share is 0."),
    }[gap]


def _plain(figure: object) -> str:
    if figure is None:
        return ""
    return f"{figure:f}" if isinstance(figure, Decimal) else str(figure)


def _whole(denominator: Decimal | int | None) -> Decimal | int | None:
    """Whole yuan need no cents."""
    whole = None if denominator is None else int(denominator)
    return whole if whole == denominator else denominator


def _told(row: Indexed) -> dict[str, Any]:
    return {
        "company": row.company.name,
        "key": row.company.key,
        "complaints": row.complaints,
        "denominator": _plain(_whole(row.denominator)) or None,
        "value": None if row.value is None else f"{row.value:f}",
        "rank": row.rank,
        "gap": row.gap and row.gap.value,
    }
