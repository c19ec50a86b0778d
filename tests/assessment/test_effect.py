"""Did the cause fall: exact intervals for the ratio of two rates."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.assessment.effect import Verdict, effect, interval

pytestmark = pytest.mark.req("CLO-11")

COUNTS = st.integers(0, 300)


def test_a_known_interval_is_found():
    """10 against 10 over equal times: Clopper-Pearson for 10 of 20 is 0.27196 to 0.72804, so odds 0.3735 to 2.677."""
    low, high = interval(10, 90, 10, 90)
    assert low == pytest.approx(0.27196 / 0.72804, abs=1e-4)
    assert high == pytest.approx(0.72804 / 0.27196, abs=1e-3)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((20, 90, 5, 90), Verdict.FELL),
        ((5, 90, 20, 90), Verdict.ROSE),
        ((3, 90, 1, 90), Verdict.UNCLEAR),
        ((0, 90, 0, 90), Verdict.UNCLEAR),
        ((20, 27, 0, 27), Verdict.TOO_EARLY),
        ((1, 90, 0, 90), Verdict.UNCLEAR),
    ],
)
def test_small_numbers_give_no_verdict_and_large_ones_do(counts, verdict):
    assert effect(*counts).verdict is verdict


def test_cases_that_are_not_determined_yet_forbid_a_hasty_success():
    assert effect(20, 90, 5, 90, undetermined=0).verdict is Verdict.FELL
    assert effect(20, 90, 5, 90, undetermined=10).verdict is Verdict.UNCLEAR


@given(COUNTS, COUNTS)
def test_the_interval_holds_the_ratio_and_turns_over_with_the_sides(before, after):
    low, high = interval(before, 60, after, 60)
    if before:
        assert low <= after / before <= (high or float("inf")) + 1e-9
    turned_low, turned_high = interval(after, 60, before, 60)
    if before and after:
        assert high is not None
        assert turned_high is not None
        assert turned_low == pytest.approx(1 / high, rel=1e-6)
        assert turned_high == pytest.approx(1 / low, rel=1e-6)


def test_the_quick_way_for_many_cases_agrees_with_the_exact_one():
    exact, quick = interval(990, 60, 1000, 60), interval(1010, 60, 1021, 60)
    assert quick[0] == pytest.approx(exact[0], rel=0.01)
    assert quick[1] == pytest.approx(exact[1], rel=0.01)


def test_without_a_change_a_fall_is_seldom_claimed():
    """The exact test may err in at most 2.5% of draws on this side; 400 draws of the same rate."""
    chance = random.Random(1)
    falls = 0
    for _ in range(400):
        n = chance.randint(5, 60)
        before = sum(chance.random() < 0.5 for _ in range(n))
        falls += effect(before, 90, n - before, 90).verdict is Verdict.FELL
    assert falls <= 16
