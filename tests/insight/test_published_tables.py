"""Three supervisors' tables, taken in by mappings and computed again to the digit they printed (INS-02, INS-03)."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import timezone

from redress.insight import queries
from redress.insight.indexes import Indexed, index
from redress.insight.kinds import Formula
from redress.insight.rounding import Mode, rounded
from redress.operations.market import loading
from redress.operations.market import mapping as mappings
from tests.insight.maps import MICHIGAN, NY, OREGON, written

pytestmark = [pytest.mark.req("INS-03"), pytest.mark.django_db]


def _taken(path: Path, mapping: str, market: str, folder: Path) -> list[dict[str, str]]:
    """The table is taken in whole; its rows as the file has them."""
    found = loading.load(path, mappings.load(written(folder, mapping)), market, now=timezone.localtime())
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert (found.rejected, found.imported) == (0, len(rows))
    return rows


def _by(market: str, formula: Formula, year: int, line: str | None = None) -> dict[str, Indexed]:
    found = index(queries.known(market, year, line).companies, formula)
    return {row.company.key or row.company.name: row for row in found.rows}


def test_michigan_prints_complaints_a_million_of_premium_and_every_row_agrees(real_data, tmp_path):
    rows = _taken(real_data / "mi_complaint_ratio_2022_2023.csv", MICHIGAN, "michigan", tmp_path)
    groups = {(int(row["year"]), row["line"]) for row in rows}
    here = {group: _by("michigan", Formula.MICHIGAN, *group) for group in groups}
    wrong = [
        row["company_name_raw"]
        for row in rows
        if here[int(row["year"]), row["line"]][row["company_id"]].value
        != Decimal(row["complaint_ratio_per_million"]).quantize(Decimal("0.01"))
    ]
    assert (len(rows), wrong) == (679, [])


def test_new_york_ranks_every_company_as_here_but_two_pairs_of_equals(real_data, tmp_path):
    """The pairs have the same ratio and the same premium: New York prints one order of them, nothing decides it."""
    rows = _taken(real_data / "ny_auto_rankings_2009_2019.csv", NY, "ny-auto", tmp_path)
    here = {year: _by("ny-auto", Formula.NY, year) for year in queries.years("ny-auto")}
    apart = {
        (row["filing_year"], row["company_name"])
        for row in rows
        if here[int(row["filing_year"])][row["naic"]].rank != int(row["rank"])
    }
    assert apart == {
        ("2017", "National General Insurance Company"),
        ("2017", "American Modern Home Insurance Company"),
        ("2019", "Travelers Indemnity Company of Connecticut"),
        ("2019", "Sterling Insurance Company"),
    }
    for year, _name in apart:
        pair = [
            here[int(year)][row["naic"]]
            for row in rows
            if row["filing_year"] == year and (year, row["company_name"]) in apart
        ]
        assert len({(row.exact, row.denominator) for row in pair}) == 1


def test_new_york_prints_ratios_of_premium_it_does_not_print(real_data, tmp_path):
    """Each printed ratio is ours, rounded or cut, of a premium that rounds to the printed one. One has a third decimal
    where the others have two; of two the premium was rounded twice, to three decimals and then to two."""
    rows = _taken(real_data / "ny_auto_rankings_2009_2019.csv", NY, "ny-auto", tmp_path)
    apart = {(row["filing_year"], row["company_name"]): row for row in rows if not _within(row)}
    longer = apart.pop(("2018", "GEICO Indemnity Company"))
    assert Fraction(longer["ratio"]) == Fraction(rounded(_ratio(longer), 3))
    assert set(apart) == {
        ("2017", "Nationwide General Insurance Company"),
        ("2017", "Peerless Insurance Company"),
    }
    for row in apart.values():
        divided_by = int(row["upheld_complaints"]) / Fraction(row["ratio"])
        twice = rounded(Fraction(rounded(divided_by, 3)), 2)
        assert twice == Decimal(row["premiums_written_in_millions"]) != rounded(divided_by, 2)


def _ratio(row: dict[str, str]) -> Fraction:
    return int(row["upheld_complaints"]) / Fraction(row["premiums_written_in_millions"])


def _within(row: dict[str, str]) -> bool:
    """Whether some premium that is printed so gives a ratio that is printed so."""
    upheld, printed = int(row["upheld_complaints"]), Fraction(row["ratio"])
    premium = Fraction(row["premiums_written_in_millions"])
    before = int(row["filing_year"]) < 2017
    half = Fraction(1, 2 * 10 ** (3 if before else 2))
    places = 4 if before else 2
    least, most = upheld / (premium + half), upheld / (premium - half)
    return Fraction(rounded(least, places, Mode.DOWN)) <= printed <= Fraction(rounded(most, places))


def test_oregon_prints_shares_of_confirmed_complaints_by_shares_of_premium(real_data, tmp_path):
    """5,461 of 5,491 rows to the digit; the others are those of seven tables whose printed premium is not all of it:
    one factor explains all rows of such a table."""
    rows = _taken(real_data / "or_complaint_index_2019_2022.csv", OREGON, "oregon", tmp_path)
    tables: dict[tuple[int, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        tables[int(row["year"]), row["line"]].append(row)
    apart: dict[tuple[int, str], int] = {}
    for table, printed in tables.items():
        here = _by("oregon", Formula.OREGON, *table)
        off = [
            row
            for row in printed
            if (here[row["company_name_raw"]].value or 0) != Decimal(row["complaint_index"])
        ]
        if off:
            apart[table] = len(off)
            least, most = _factors(printed, here)
            assert least <= most and abs(1 - least) < Fraction(1, 2000), table
    assert apart == {
        (2019, "life"): 2, (2020, "auto"): 1, (2020, "health"): 5, (2020, "life"): 1,
        (2021, "health"): 4, (2022, "auto"): 13, (2022, "health"): 5,
    }  # fmt: skip


def _factors(printed: list[dict[str, str]], here: dict[str, Indexed]) -> tuple[Fraction, Fraction]:
    """Between which factors the printed index is ours, in every row at once."""
    half = Fraction(1, 200)
    both = [
        (Fraction(row["complaint_index"]), exact)
        for row in printed
        if (exact := here[row["company_name_raw"]].exact)
    ]
    return max((said - half) / exact for said, exact in both), min(
        (said + half) / exact for said, exact in both
    )
