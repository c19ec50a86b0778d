"""Ranking quality and the refit of points, against values computed by hand or found by brute force (CLM-14)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.claims.rules import ranking

pytestmark = pytest.mark.req("CLM-14")


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def marks(*values: int) -> np.ndarray:
    return np.array(values, dtype=bool)


def test_a_perfect_order_is_one_the_reverse_nothing_and_no_order_a_half():
    disputed = marks(1, 1, 0, 0, 0)
    assert ranking.auc(array(9, 8, 3, 2, 1), disputed) == 1
    assert ranking.auc(array(1, 2, 3, 8, 9), disputed) == 0
    assert ranking.auc(array(5, 5, 5, 5, 5), disputed) == 0.5


def test_pairs_of_as_many_points_count_half():
    """Disputed: 5, 3. Others: 5, 1. Pairs: 5-5 half, 5-1 one, 3-5 none, 3-1 one: 2.5 of 4."""
    assert ranking.auc(array(5, 3, 5, 1), marks(1, 1, 0, 0)) == pytest.approx(0.625)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40))
def test_by_ranks_it_is_what_counting_every_pair_gives(claims):
    scores, disputed = array(*(score for score, _ in claims)), marks(*(each for _, each in claims))
    if not 0 < disputed.sum() < len(disputed):
        return
    pairs = [
        1.0 if ours > other else 0.5 if ours == other else 0.0
        for ours in scores[disputed]
        for other in scores[~disputed]
    ]
    assert ranking.auc(scores, disputed) == pytest.approx(sum(pairs) / len(pairs))


def test_hits_are_those_of_the_first_twentieth():
    scores, disputed = np.arange(100, dtype=float), np.zeros(100, dtype=bool)
    disputed[[99, 98, 10]] = True
    assert ranking.hits(scores, disputed) == ranking.Hits(looked_at=5, found=2.0, of=3)


def test_a_shared_last_place_counts_by_its_share():
    """Of 40 claims 2 are looked at: one with 9 points, and one of four with 5, two of which are disputed."""
    scores = np.zeros(40)
    scores[0], scores[1:5] = 9, 5
    disputed = np.zeros(40, dtype=bool)
    disputed[[0, 1, 2]] = True
    assert ranking.hits(scores, disputed).found == pytest.approx(1.5)


def history(seed: int, many: int = 6_000) -> tuple[np.ndarray, np.ndarray]:
    """Claims with three facts: the first raises the odds eightfold, the second twofold, the third not at all."""
    chance = np.random.default_rng(seed)
    of = chance.random((many, 3)) < [0.1, 0.2, 0.3]
    odds = 0.03 * 8.0 ** of[:, 0] * 2.0 ** of[:, 1]
    return of, chance.random(many) < odds / (1 + odds)


def test_the_refit_finds_what_was_laid_into_the_history():
    """Ten points double the odds: eightfold are 30, twofold 10, nothing the least there is."""
    strong, weak, none = ranking.points(*history(3), now=[3, 3, 3])
    assert strong == pytest.approx(30, abs=4)
    assert weak == pytest.approx(10, abs=4)
    assert none <= 3


def test_a_rule_that_was_hardly_ever_there_keeps_its_points():
    of, disputed = history(3)
    rare = np.zeros((len(of), 1), dtype=bool)
    rare[: ranking.FEW - 1] = True
    assert ranking.points(np.hstack([of, rare]), disputed, now=[3, 3, 3, 7])[3] == 7


def test_what_lowers_the_odds_gets_the_least_and_bends_no_other():
    of, disputed = history(3)
    calm = ~disputed & (np.random.default_rng(1).random(len(of)) < 0.5)
    with_calm = ranking.points(np.hstack([of, calm[:, None]]), disputed, now=[3, 3, 3, 3])
    assert with_calm[3] == 1
    assert with_calm[:3] == ranking.points(of, disputed, now=[3, 3, 3])


def test_points_are_judged_on_claims_they_were_not_fitted_to():
    """Where nothing is to be found, fitted points look good on their own claims, and are chance on others."""
    chance = np.random.default_rng(6)
    of, disputed = chance.random((300, 30)) < 0.3, chance.random(300) < 0.1
    own = of @ np.array(ranking.points(of, disputed, [1] * 30), dtype=float)
    assert ranking.auc(own, disputed) > 0.7
    assert ranking.auc(ranking.out_of_fold(of, disputed, [1] * 30), disputed) < 0.65


def test_the_list_is_no_shorter_than_it_was():
    scores = array(30, 12, 12, 5, 1, 1)
    assert ranking.listed_from(scores, 2) == 12
    assert ranking.listed_from(scores, 0) == 31
    assert ranking.listed_from(scores, 6) == 1
