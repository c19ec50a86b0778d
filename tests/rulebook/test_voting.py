"""Quorum and majority, counted one by one (AUT-04)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.rulebook import RulebookError, load
from redress.rulebook.sections.committee.schema import SessionRule
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


CHILD = (
    'rulebook: child\nversion: "1"\neffective: 2026-01-01\ntitle: {zh: 子, en: Child}\nextends: life-method\n'
)


@pytest.mark.req("ORG-14", "AUT-04")
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("sessions: {committee: {present: 1/2}}", "committee.sessions.committee.present"),
        ("sessions: {committee: {more_than: 1/3}}", "committee.sessions.committee.more_than"),
        ("sessions: {committee: {at_least: 2}}", "committee.sessions.committee.at_least"),
        ("sessions: {joint: {every_months: 12}}", "committee.sessions.joint.every_months"),
        ("sessions: {joint: null}", "committee.sessions.joint"),
        ("final: {when: {level: [major, difficult, general]}}", "committee.final.when"),
        ("closing_ruled: {instead_of: [sign_offs, validity]}", "committee.closing_ruled.instead_of"),
    ],
)
def test_an_insurer_may_not_decide_with_fewer_members_or_votes_nor_meet_less_often(tmp_path, change, place):
    path = tmp_path / "child.yaml"
    path.write_text(f"{CHILD}committee:\n  {change}\n", encoding="utf-8")
    with pytest.raises(RulebookError) as refused:
        load(path)
    assert place in str(refused.value)


def test_an_insurer_may_ask_for_more_members_and_votes(tmp_path):
    path = tmp_path / "child.yaml"
    path.write_text(
        f"{CHILD}committee:\n  sessions: {{committee: {{present: 3/4, more_than: 2/3}}}}\n", encoding="utf-8"
    )
    rule = load(path).method.committee.sessions["committee"]
    assert (rule.present, rule.more_than) == (Fraction(3, 4), Fraction(2, 3))
