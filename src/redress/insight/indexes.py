"""Ratios and indexes of companies among their peers, and their ranks (INS-02, INS-03). Pure; fractions until printed.

Sources: the formulas are those by which the tables were published that the tests reproduce (docs/market.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from redress.insight.kinds import Formula, Gap
from redress.insight.rounding import Rounding, rounded


@dataclass(frozen=True, slots=True)
class Company:
    """What a market's table says of one company: counts, and what they are divided by. Money in the table's currency.

    None: the table does not say it.
    """

    name: str
    key: str = ""
    complaints: int | None = None
    confirmed: int | None = None
    premium: Decimal | None = None
    policies: int | None = None
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A formula: what is counted, by what it is divided, whether shares are compared, for how many of the unit.

    `best_first`: rank 1 has the lowest value, of equals the larger one, and no rank is given twice. `places`: decimals
    of the value where nobody says how many.
    """

    of: Callable[[Company], Decimal | int | None]
    per: int = 1
    shares: bool = False
    confirmed: bool = False
    best_first: bool = False
    places: int = 2


FORMULAS: dict[Formula, Asked] = {
    Formula.NY: Asked(lambda c: c.premium, per=1_000_000, confirmed=True, best_first=True, places=4),
    Formula.MICHIGAN: Asked(lambda c: c.premium, per=1_000_000),
    Formula.OREGON: Asked(lambda c: c.premium, shares=True, confirmed=True),
    Formula.NAIC: Asked(lambda c: c.premium, shares=True),
    Formula.PREMIUM: Asked(lambda c: c.premium, per=100_000_000),
    Formula.POLICIES: Asked(lambda c: c.policies, per=10_000),
    Formula.PERSONS: Asked(lambda c: c.persons, per=10_000),
}
"""`premium` is per 亿元, `policies` per 万张保单, `persons` per 万人次."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A company with its value. `exact` is what is ranked, `value` what is printed; both None with a `gap`."""

    company: Company
    complaints: int | None
    denominator: Decimal | int | None
    exact: Fraction | None = None
    value: Decimal | None = None
    rank: int | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Market:
    """All companies of a table under one formula: those with a rank in its order, then those without."""

    rows: tuple[Indexed, ...]
    median: Fraction | None
    """Of all exact values; of an even number the mean of the two in the middle."""
    complaints: int
    denominator: Decimal


def index(
    companies: Sequence[Company],
    formula: Formula,
    *,
    confirmed: bool | None = None,
    rounding: Rounding | None = None,
    floor: Decimal | None = None,
) -> Market:
    """Value and rank of each company.

    `confirmed`: count confirmed complaints only; None is what the formula says itself. `floor`: a company with a
    smaller denominator has a value and no rank. Totals for shares are of all companies, whatever their size.
    Ranks are decided on exact values. Under `ny` of equals the one with the larger denominator stands first, then by
    name, and each has a rank of its own, as New York prints them; elsewhere equals share a rank.
    """
    asked, rounding = FORMULAS[formula], rounding or Rounding()
    of_confirmed = asked.confirmed if confirmed is None else confirmed
    bare = [
        Indexed(each, each.confirmed if of_confirmed else each.complaints, asked.of(each))
        for each in companies
    ]
    complaints = sum(row.complaints or 0 for row in bare)
    whole = sum((Decimal(row.denominator or 0) for row in bare), Decimal(0))
    valued = [
        _printed(_valued(row, asked, rounding, complaints, whole, of_confirmed), asked, rounding)
        for row in bare
    ]
    known = [row.exact for row in valued if row.exact is not None]
    return Market(tuple(_ranked(valued, asked, floor)), median(known) if known else None, complaints, whole)


def _valued(
    row: Indexed, asked: Asked, rounding: Rounding, complaints: int, whole: Decimal, confirmed: bool
) -> Indexed:
    if row.complaints is None:
        return replace(row, gap=Gap.NOT_CONFIRMED if confirmed else Gap.NO_COMPLAINTS_AT_ALL)
    if row.denominator is None:
        return replace(row, gap=Gap.NO_DENOMINATOR)
    if row.denominator <= 0:
        return replace(row, gap=Gap.ZERO_DENOMINATOR)
    if not asked.shares:
        return replace(row, exact=Fraction(row.complaints * asked.per) / Fraction(row.denominator))
    if not complaints:
        return replace(row, gap=Gap.NO_COMPLAINTS_AT_ALL)
    of_all = rounding.of_share(Fraction(row.denominator) / Fraction(whole))
    if not of_all:
        return replace(row, gap=Gap.SHARE_ROUNDS_TO_ZERO)
    return replace(row, exact=rounding.of_share(Fraction(row.complaints, complaints)) / of_all)


def _printed(row: Indexed, asked: Asked, rounding: Rounding) -> Indexed:
    if row.exact is None:
        return row
    places = asked.places if rounding.index is None else rounding.index
    return replace(row, value=rounded(row.exact, places, rounding.mode))


def _ranked(rows: Iterable[Indexed], asked: Asked, floor: Decimal | None) -> list[Indexed]:
    entered: list[Indexed] = []
    beside: list[Indexed] = []
    for row in rows:
        small = floor is not None and row.denominator is not None and row.denominator < floor
        (beside if row.exact is None or small else entered).append(row)

    def place(row: Indexed) -> tuple[Fraction, Decimal]:
        assert row.exact is not None and row.denominator is not None
        if asked.best_first:
            return row.exact, -Decimal(row.denominator)
        return -row.exact, Decimal(0)

    entered.sort(key=lambda row: (place(row), row.company.name))
    found: list[Indexed] = []
    for at, row in enumerate(entered, 1):
        same = not asked.best_first and bool(found) and place(found[-1]) == place(row)
        found.append(replace(row, rank=found[-1].rank if same else at))
    return found + sorted(beside, key=lambda row: row.company.name)
