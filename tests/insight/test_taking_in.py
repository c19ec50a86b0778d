"""A market's table is taken in whole, once; each row that cannot be used is named with why (INS-02)."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from redress.insight import queries
from redress.insight.models import MarketRow, MarketTable
from redress.operations.cli.index import command as index
from redress.operations.cli.market import command as market
from redress.operations.console import BadInput
from redress.operations.market import indexing, loading
from redress.operations.market import mapping as mappings
from tests.insight.maps import written

pytestmark = [pytest.mark.req("INS-03"), pytest.mark.django_db]

_MAP = """
kind: market
mapping: bulletin
title: 保险消费投诉情况通报
source: bulletin
columns: {year: 年度, line: 险种, company: 公司, complaints: 投诉量, confirmed: 有效投诉,
  premium: 保费（万元）, policies: 保单数}
"""
_HEADER = "年度,险种,公司,投诉量,有效投诉,保费（万元）,保单数\n"
_GOOD = '2024,车险,甲财险,12,3,"1,200.5",30000\n2024,车险,乙财险,0,0,800,20000\n'


@pytest.fixture
def taken(tmp_path):
    """Take a table of these rows in for the market 'auto'."""

    def take(rows: str, *, name: str = "table.csv", map_: str = _MAP, days: int = 0, dry_run: bool = False):
        path = Path(tmp_path) / name
        path.write_text(_HEADER + rows, "utf-8")
        return loading.load(
            path,
            mappings.load(written(tmp_path, map_)),
            "auto",
            now=timezone.localtime() + timedelta(days=days),
            dry_run=dry_run,
        )

    return take


def test_ten_thousands_of_premium_are_yuan_here(taken):
    taken(_GOOD)
    row = MarketRow.objects.get(company="甲财险")
    assert (row.year, row.line, row.premium, row.policies) == (2024, "车险", Decimal("12005000.00"), 30000)


@pytest.mark.parametrize(
    ("row", "because"),
    [
        ("2024,车险,丙,-1,0,5,1", "投诉量 '-1' is no count of 0 or more"),
        ("2024,车险,丙,200 %,0,5,1", "投诉量 '200 %' is no number"),
        ("2024,车险,丙,1.5,0,5,1", "投诉量 '1.5' is no count"),
        ("2024,车险,丙,3,4,5,1", "有效投诉 is 4, more than the 3 of all complaints"),
        ("2024,车险,丙,3,1,-5,1", "保费（万元） '-5' is no premium of 0 or more"),
        ("2024,车险,丙,3,1,少,1", "保费（万元） '少' is no number"),
        ("2024,车险,丙,3,1,5,1e3x", "保单数 '1e3x' is no number"),
        ("2024/25,车险,丙,3,1,5,1", "年度 '2024/25' is no year"),
        ("2199,车险,丙,3,1,5,1", "that year is not over"),
        ("2024,车险,,3,1,5,1", "公司 is blank"),
        ("2024,车险,合 计,3,1,5,1", ""),
        ("2024,车险,Total,3,1,5,1", "'Total' is no company but a sum"),
        ("2024,车险,丙,3,1,5", "7 cells expected, 6 found"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_taken(taken, row, because):
    found = taken(_GOOD + row + "\n")
    if not because:  # a name with a space in it is a name
        assert (found.imported, found.rejected) == (3, 0)
        return
    assert (found.rows, found.imported, found.rejected) == (3, 2, 1)
    assert because in found.rejects[0].because and found.rejects[0].line == 4
    assert queries.known("auto", 2024, "车险").rejected == 1


def test_of_a_company_that_stands_twice_neither_row_is_believed(taken):
    found = taken(_GOOD + "2024,车险,甲财险 ,99,1,5,1\n")
    assert (found.imported, sorted(each.line for each in found.rejects)) == (1, [2, 4])
    assert "stands more than once in 2024 车险" in found.rejects[0].because


def test_the_same_table_again_changes_nothing(taken):
    taken(_GOOD)
    again = taken("".join(reversed(_GOOD.splitlines(keepends=True))), name="again.csv")
    assert (again.imported, again.already_present, MarketTable.objects.count()) == (0, 2, 1)


def test_a_dry_run_takes_nothing_in(taken):
    assert taken(_GOOD, dry_run=True).imported == 2
    assert not MarketTable.objects.exists()


def test_a_later_table_restates_and_what_was_known_before_can_still_be_computed(taken):
    taken(_GOOD)
    before = timezone.now() + timedelta(hours=1)
    taken(_GOOD.replace("800", "1600"), days=40)
    now, then = (queries.known("auto", 2024, "车险", at=at) for at in (None, before))
    assert [each.premium for each in now.companies if each.name == "乙财险"] == [Decimal(16_000_000)]
    assert [each.premium for each in then.companies if each.name == "乙财险"] == [Decimal(8_000_000)]


def test_a_later_table_of_one_line_leaves_the_others_as_they_were(taken):
    taken(_GOOD + "2024,家财险,甲财险,5,1,100,1\n")
    taken("2024,车险,甲财险,13,3,1200,30000\n", days=1)
    assert {each.name: each.complaints for each in queries.known("auto", 2024).companies} == {"甲财险": 18}


def test_all_lines_are_summed_up_by_company_and_a_sum_without_a_part_is_not_known(taken):
    taken(_GOOD + "2024,家财险,甲财险,5,1,100,\n")
    known = {each.name: each for each in queries.known("auto", 2024).companies}
    assert (known["甲财险"].complaints, known["甲财险"].policies) == (17, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("\n  premium: 保费（万元）, policies: 保单数", "name the column of premium, policies or persons"),
        ("complaints: 投诉量, confirmed: 有效投诉,\n  ", "name the column of complaints"),
        ("年度", "has no column"),
    ],
)
def test_a_mapping_that_says_too_little_is_refused(taken, change, said):
    with pytest.raises(BadInput, match=said):
        taken(_GOOD, map_=_MAP.replace(change, "x" if change == "年度" else ""))


def test_what_does_not_exist_is_answered_by_what_does(taken):
    taken(_GOOD)
    for asked, said in (
        (("motor", 2024, None), "There are: auto"),
        (("auto", 2023, None), "It has: 2024"),
        (("auto", 2024, "寿险"), "It has: 车险"),
    ):
        with pytest.raises(BadInput, match=said):
            indexing.ask(*asked, indexing.Formula.PREMIUM)


@pytest.mark.parametrize("words", ["share:5;index:2", "index:-1", "index:99", "share:2,share:3", "two"])
def test_a_rounding_that_is_not_understood_is_refused(words):
    with pytest.raises(BadInput, match="--round"):
        indexing.rounding(words, indexing.Mode.HALF_UP)


def test_at_the_terminal_companies_are_compared_in_five_columns(taken, capsys):
    taken(_GOOD)

    def said(form: str) -> str:
        index.callback.__wrapped__("auto", 2024, None, "premium", None, "", "half-up", None, None, form)
        return capsys.readouterr().out

    assert list(csv.reader(io.StringIO(said("csv")))) == [
        ["company", "complaints", "denominator", "value", "rank"],
        ["甲财险", "12", "12005000", "99.96", "1"],
        ["乙财险", "0", "8000000", "0.00", "2"],
    ]
    told = json.loads(said("json"))
    assert (told["complaints"], told["companies"][0]["value"], told["rejected_rows"]) == (12, "99.96", 0)
    assert "Median of all values: 49.9792" in said("table")


def test_a_table_with_a_bad_row_ends_with_status_2_and_says_what_to_do(tmp_path, capsys):
    path = tmp_path / "table.csv"
    path.write_text(_HEADER + _GOOD + "2024,车险,丙,?,0,5,1\n", "utf-8")
    with pytest.raises(SystemExit, match="2"):
        market.commands["import"].callback.__wrapped__(path, written(tmp_path, _MAP), "auto", None, False)
    assert "correct them in the table itself and import it again, whole" in capsys.readouterr().err
    assert "丙" in (tmp_path / "table.csv.rejects.csv").read_text("utf-8-sig")
