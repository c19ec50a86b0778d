"""Ratios, indexes and ranks of companies among their peers, beside what supervisors printed (INS-02, INS-03)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.insight.indexes import FORMULAS, Company, index
from redress.insight.kinds import Formula, Gap
from redress.insight.rounding import Mode, Rounding, rounded

pytestmark = pytest.mark.req("INS-03")

_MILLION = 1_000_000
_companies = st.lists(
    st.builds(
        Company,
        name=st.text("ABCDE", min_size=1, max_size=4),
        complaints=st.integers(0, 500),
        confirmed=st.integers(0, 500),
        premium=st.decimals(0, 10**9, places=2),
    ),
    min_size=1,
    max_size=12,
)


def _one(count: int, premium: str, *, of: int, whole: str, rounding: Rounding) -> str:
    """The index printed of a company in a market that has so many complaints and so much premium."""
    rest = Company(
        "rest", complaints=of - count, confirmed=of - count, premium=Decimal(whole) - Decimal(premium)
    )
    this = Company("this", complaints=count, confirmed=count, premium=Decimal(premium))
    found = index([this, rest], Formula.NAIC, rounding=rounding).rows
    return str(next(row.value for row in found if row.company.name == "this"))


@pytest.mark.parametrize(
    ("count", "of", "premium", "whole", "printed"),
    [
        (749, 4492, "513257192", "2094892042", "0.680563"),
        (320, 4492, "46244896", "2094892042", "3.227067"),
        (127, 707, "1307377288", "4748431377", "0.652429"),
        (92, 707, "469451003", "4748431377", "1.316219"),
        (47, 707, "53210952", "4748431377", "5.932361"),
    ],
)
def test_louisiana_prints_six_decimals_of_share_by_share_and_cuts_the_others_off(
    count, of, premium, whole, printed
):
    assert _one(count, premium, of=of, whole=whole, rounding=Rounding(index=6, mode=Mode.DOWN)) == printed


def test_missouri_prints_the_same_index_a_hundred_times():
    assert _one(8, "1070673", of=223, whole="234630001", rounding=Rounding(index=4)) == "7.8616"
    assert _one(6, "47192728", of=5365, whole="8328802351", rounding=Rounding(index=4)) == "0.1974"


@pytest.mark.parametrize(
    ("upheld", "millions", "places", "printed"),
    [
        (28, "2841.059887", 9, "0.009855477"),
        (27, "589.3879595", 9, "0.045810233"),
        (1, "0.928171", 8, "1.07738768"),
        (310, "13611.942", 4, "0.0228"),
        (4614, "9464.5", 2, "0.49"),
        (90, "7.4", 1, "12.2"),
    ],
)
def test_new_york_divides_upheld_complaints_by_millions_of_premium(upheld, millions, places, printed):
    company = Company("this", confirmed=upheld, premium=Decimal(millions) * _MILLION)
    (row,) = index([company], Formula.NY, rounding=Rounding(index=places)).rows
    assert str(row.value) == printed


def test_chinese_ratios_are_per_yi_of_premium_per_ten_thousand_policies_and_persons():
    company = Company(
        "甲", complaints=683, premium=Decimal("100441176470.59"), policies=2_000_000, persons=5_000_000
    )
    said = {formula: index([company], formula).rows[0].value for formula in Formula}
    assert (said[Formula.PREMIUM], said[Formula.POLICIES], said[Formula.PERSONS]) == (
        Decimal("0.68"),
        Decimal("3.42"),
        Decimal("1.37"),
    )


def test_shares_rounded_before_they_are_divided_give_another_index():
    this = Company("this", complaints=1, premium=Decimal(60_893))
    rest = Company("rest", complaints=90, premium=Decimal(3552269040))
    exact = index([this, rest], Formula.NAIC).rows[0]
    before = index([this, rest], Formula.NAIC, rounding=Rounding(share=6)).rows[0]
    assert (str(exact.value), str(before.value)) == ("641.07", "646.41")


def test_a_company_without_premium_has_no_value_and_its_complaints_still_count_in_the_whole():
    found = index(
        [
            Company("none", complaints=323, premium=Decimal(0)),
            Company("all", complaints=100, premium=Decimal(50)),
        ],
        Formula.NAIC,
    )
    ranked, bare = found.rows
    assert (ranked.company.name, ranked.exact, ranked.rank) == ("all", Fraction(100, 423), 1)
    assert (bare.value, bare.rank, bare.gap) == (None, None, Gap.ZERO_DENOMINATOR)


def test_every_reason_for_a_blank_is_told():
    nobody = Company("nobody", complaints=0, confirmed=0, premium=Decimal(5))
    small = [
        Company("small", complaints=1, premium=Decimal(1)),
        Company("large", premium=Decimal(10**9), complaints=1),
    ]
    gaps = {
        index([Company("x", complaints=1)], Formula.NAIC).rows[0].gap,
        index([Company("x", complaints=1, premium=Decimal(0))], Formula.PREMIUM).rows[0].gap,
        index([Company("x", complaints=1, premium=Decimal(1))], Formula.NY).rows[0].gap,
        index([nobody], Formula.OREGON).rows[0].gap,
        next(row.gap for row in index(small, Formula.NAIC, rounding=Rounding(share=3)).rows if row.gap),
    }
    assert gaps == set(Gap)


def test_ranks_are_decided_on_what_is_not_printed():
    close = [
        Company(name, complaints=n, premium=Decimal(10**12))
        for name, n in (("a", 101), ("b", 102), ("c", 102))
    ]
    found = index(close, Formula.PREMIUM)
    assert {str(row.value) for row in found.rows} == {"0.01"}
    assert {row.company.name: row.rank for row in found.rows} == {"b": 1, "c": 1, "a": 3}


def test_new_york_ranks_the_best_first_and_of_equals_the_larger():
    rows = [("small", 0, 5), ("large", 0, 50), ("bad", 9, 50), ("better", 1, 50)]
    found = index([Company(n, confirmed=c, premium=Decimal(p)) for n, c, p in rows], Formula.NY)
    assert [(row.company.name, row.rank) for row in found.rows] == [
        ("large", 1), ("small", 2), ("better", 3), ("bad", 4),
    ]  # fmt: skip


def test_who_is_below_the_floor_has_a_value_and_no_rank():
    rows = [
        Company("a", complaints=5, premium=Decimal(100)),
        Company("b", complaints=1, premium=Decimal(1000)),
    ]
    found = index(rows, Formula.PREMIUM, floor=Decimal(500))
    assert [(row.company.name, row.rank, row.value is None) for row in found.rows] == [
        ("b", 1, False),
        ("a", None, False),
    ]


@given(st.fractions(-1000, 1000), st.integers(0, 9), st.sampled_from(Mode))
def test_what_is_rounded_is_as_near_as_the_mode_allows(value, places, mode):
    step = Fraction(1, 10**places)
    apart = abs(Fraction(rounded(value, places, mode)) - value)
    assert apart < step if mode is Mode.DOWN else apart <= step / 2


@given(_companies, st.sampled_from([Formula.NY, Formula.OREGON, Formula.NAIC, Formula.PREMIUM]))
def test_nobody_is_lost_and_ranks_follow_the_values(companies, formula):
    found = index(companies, formula)
    assert sorted(row.company.name for row in found.rows) == sorted(each.name for each in companies)
    ranked = [row for row in found.rows if row.rank is not None]
    assert all((row.gap is None) == (row.value is not None) for row in found.rows)
    values = [row.exact for row in ranked]
    assert values == sorted(values, reverse=not FORMULAS[formula].best_first)
    assert [row.rank for row in ranked] == sorted(row.rank for row in ranked)


@given(_companies)
def test_an_index_of_one_is_a_share_of_complaints_like_that_of_premium(companies):
    found = index(companies, Formula.NAIC)
    known = [row for row in found.rows if row.exact is not None]
    shares = [Fraction(row.complaints, found.complaints) for row in known]
    assert shares == [row.exact * Fraction(row.denominator) / Fraction(found.denominator) for row in known]
