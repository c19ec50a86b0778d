"""Quorum and majority, counted one by one (AUT-04)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.rulebook import load
from redress.rulebook.schema.committee import SessionRule
from redress.rulebook.voting import Tally, carried, needed_present, needed_votes, quorate

shares = st.fractions(min_value=0, max_value=1, max_denominator=12)


def rule(present: Fraction, at_least: int, more_than: Fraction) -> SessionRule:
    return SessionRule(
        title={"zh": "会议", "en": "Session"},
        bodies=("coordination_committee",),
        present=present,
        at_least=at_least,
        more_than=more_than,
        cite="AUT-04",
    )


@pytest.mark.req("AUT-04")
@given(
    present=shares,
    at_least=st.integers(1, 6),
    more_than=shares,
    votes=st.lists(st.sampled_from(["for", "against", "abstain", "silent", "away"]), min_size=1, max_size=20),
)
def test_a_motion_is_carried_when_counting_heads_says_so(present, at_least, more_than, votes):
    there = [vote for vote in votes if vote != "away"]
    tally = Tally(
        members=len(votes),
        entitled=len(there),
        in_favour=votes.count("for"),
        against=votes.count("against"),
        abstained=votes.count("abstain"),
    )
    ruled = rule(present, at_least, more_than)
    enough = len(there) >= at_least and Fraction(len(there), len(votes)) >= present
    majority = votes.count("for") > more_than * len(there)
    assert quorate(ruled, tally) == enough
    assert carried(ruled, tally) == (enough and majority)


def test_the_shipped_rule_asks_for_two_thirds_and_more_than_half():
    ruled = load("life-method").method.committee.sessions["committee"]
    assert [needed_present(ruled, members) for members in (3, 6, 7, 9)] == [3, 4, 5, 6]
    assert [needed_votes(ruled, entitled) for entitled in (3, 4, 5, 6)] == [2, 3, 3, 4]
