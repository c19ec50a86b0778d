"""Sums, the one-time notice and points of risk: without a database."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.claims.rules.one_time import Notice, needed, piecemeal
from redress.claims.rules.risk import Known, again_at, course, facts_of, weigh
from redress.claims.rules.sums import Item, Wrong, mistakes, total
from redress.rulebook import Event, load, project
from redress.worktime import shipped

SERVICE = load("claims-service")
PAPERS = SERVICE.method.papers
CN = shipped.load("cn")

yuan = st.decimals("0.01", "999999.99", places=2)
ratio = st.decimals("0.0001", "1", places=4)
items = st.lists(
    st.builds(Item, st.just("项目"), yuan, st.just("条款"), st.decimals("0", "99999.99", places=2), ratio),
    min_size=1,
    max_size=8,
)


@pytest.mark.req("CLM-08")
@pytest.mark.parametrize(
    ("item", "payable", "shown"),
    [
        (Item("a", Decimal(12000), "c", Decimal(500), Decimal("0.8")), "9200.00",
         "(12,000.00 - 500.00) × 80% = 9,200.00"),
        (Item("a", Decimal("100.01"), "c", Decimal(0), Decimal("0.5")), "50.01", "100.01 × 50% = 50.01"),
        (Item("a", Decimal(300), "c", Decimal(300)), "0.00", "(300.00 - 300.00) = 0.00"),
        (Item("a", Decimal(300), "c", Decimal(500)), "0.00", "(300.00 - 500.00) = 0.00"),
        (Item("a", Decimal("0.01"), "c"), "0.01", "0.01"),
    ],
)  # fmt: skip
def test_what_is_payable_of_an_item_was_computed_by_hand(item, payable, shown):
    assert str(item.payable) == payable
    assert item.shown == shown


@pytest.mark.req("CLM-08")
@given(items)
def test_the_sum_is_exact_and_never_more_than_what_was_claimed(positions):
    assert mistakes(positions, None) == []
    for item in positions:
        exact = max(Fraction(0), Fraction(item.amount) - Fraction(item.deductible)) * Fraction(item.ratio)
        assert abs(Fraction(item.payable) - exact) <= Fraction(1, 200)
        assert 0 <= item.payable <= item.amount
    assert total(positions) == sum(item.payable for item in positions)
    assert total(positions) == total(positions[::-1])
    assert mistakes(positions, total(positions)) == []


@pytest.mark.req("CLM-08")
@given(items, st.decimals("0.01", "1000", places=2))
def test_a_sum_above_the_cover_left_is_a_mistake_by_whatever_cent(positions, more):
    cover = total(positions) - more
    assert mistakes(positions, cover) == [Wrong(None, "cover_left", "above_cover")]


@pytest.mark.req("CLM-08")
@pytest.mark.parametrize(
    ("item", "field", "what"),
    [
        (Item("a", Decimal(0), "c"), "amount", "not_positive"),
        (Item("a", Decimal(-1), "c"), "amount", "not_positive"),
        (Item("a", Decimal(1), "c", Decimal(-1)), "deductible", "negative"),
        (Item("a", Decimal(1), "c", Decimal(0), Decimal("1.0001")), "ratio", "not_a_share"),
        (Item("a", Decimal(1), "c", Decimal(0), Decimal(0)), "ratio", "not_a_share"),
    ],
)
def test_each_mistake_names_its_item_and_field(item, field, what):
    fine = Item("b", Decimal(5), "c")
    assert mistakes([fine, item], None) == [Wrong(1, field, what)]


@pytest.mark.req("CLM-03")
def test_the_list_of_papers_follows_accident_policy_and_loss():
    motor = needed(PAPERS, ["vehicle"], {"line": "motor", "loss_cause": "traffic"})
    assert motor == (
        "claim_form",
        "identity",
        "account",
        "traffic_report",
        "driving_licence",
        "repair_invoice",
    )
    death = needed(PAPERS, ["death"], {"line": "life", "loss_cause": "illness"})
    assert death == (
        "claim_form", "identity", "account", "medical_record", "death_certificate", "deregistration", "beneficiary",
    )  # fmt: skip


codes = st.sampled_from(sorted(PAPERS))
asks = st.lists(
    st.tuples(st.frozensets(codes, min_size=1, max_size=6), st.sampled_from(["", "病历显示另有手术"])),
    max_size=8,
)


@pytest.mark.req("CLM-04")
@given(asks)
def test_without_a_new_fact_nobody_is_ever_asked_for_more_than_the_first_notice_named(wanted):
    """Whatever is asked in whatever order: requests that need a new fact and state none are refused."""
    told: list[Notice] = []
    for papers, new_fact in wanted:
        if piecemeal(told, papers) and not new_fact:
            continue
        told.append(Notice(papers, new_fact))
    if told:
        asked_without = frozenset().union(*(notice.papers for notice in told if not notice.new_fact))
        known = told[0].papers.union(*(notice.papers for notice in told if notice.new_fact))
        assert asked_without <= known


@pytest.mark.req("CLM-04")
def test_the_first_notice_needs_no_new_fact_and_the_same_again_none_either():
    assert piecemeal([], {"identity"}) == frozenset()
    first = Notice(frozenset({"identity", "account"}))
    assert piecemeal([first], {"identity"}) == frozenset()
    assert piecemeal([first], {"identity", "invoices"}) == {"invoices"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CN.zone)


@pytest.mark.req("CLM-14")
def test_a_claim_whose_limit_passed_is_listed_with_the_reason_before_anybody_complains():
    facts = {"insures": "persons", "complexity": "simple"}
    events = [
        Event("claim_reported", at("2026-03-02 09:00"), 1, subject=facts),
        Event("claim_requested", at("2026-03-02 09:00"), 1),
    ]

    def weighed(now: str):
        found = facts_of(course(events), project(events, SERVICE, CN), at(now))
        return weigh(SERVICE.method.risk, found)

    assert weighed("2026-03-03 09:00").points == 0
    assert not weighed("2026-03-09 12:00").listed, "a limit is near"
    late = weighed("2026-03-10 00:00")
    assert late.listed
    assert [reason.code for reason in late.reasons] == ["limit_passed"]
    assert late.reasons[0].found == 2, "law and standard"
    assert {reason.code for reason in weighed("2026-04-03 09:00").reasons} == {
        "limit_passed",
        "long_open",
        "untold",
    }


@pytest.mark.req("CLM-14")
@given(st.dictionaries(st.sampled_from(["refused", "objected", "days_open", "untold", "limit_passed"]),
                       st.integers(0, 90), min_size=1))  # fmt: skip
def test_more_of_a_fact_never_gives_fewer_points(found):
    risk = SERVICE.method.risk
    assert found
    for fact in found:
        assert weigh(risk, {**found, fact: found[fact] + 1}).points >= weigh(risk, found).points


@pytest.mark.req("CLM-14")
def test_what_is_over_is_neither_open_nor_untold_for_long():
    events = [Event("claim_reported", at("2026-01-05 09:00"), 1), Event("closed", at("2026-01-20 09:00"), 2)]
    found = facts_of(course(events), (), at("2026-01-20 09:00") + timedelta(days=400))
    assert (found["days_open"], found["untold"]) == (0, 0)


@pytest.mark.req("CLM-14")
def test_when_days_alone_change_the_points_is_known_beforehand():
    points = SERVICE.method.risk
    reported = Event("claim_reported", at("2026-03-02 09:00"), 1)
    assert again_at(points, course([reported]), at("2026-03-02 09:00")) == at("2026-03-12 09:00"), "untold"
    assert again_at(points, course([reported]), at("2026-03-12 09:00")) == at("2026-04-01 09:00"), "long open"
    assert again_at(points, course([reported]), at("2026-04-01 09:00")) is None
    closed = Event("closed", at("2026-03-04 09:00"), 2)
    assert again_at(points, course([reported, closed]), at("2026-03-04 09:00")) is None


@pytest.mark.req("CLM-14")
@given(st.integers(0, 120), st.sampled_from(["claim_reported", "progress_told", "closed", "claim_reopened"]))
def test_until_then_days_change_nothing(days, last):
    events = [Event("claim_reported", at("2026-03-02 09:00"), 1), Event(last, at("2026-03-05 09:00"), 2)]
    went, points, now = course(events), SERVICE.method.risk, at("2026-03-05 09:00") + timedelta(days=days)
    then = again_at(points, went, now)
    until = (then or now + timedelta(days=999)) - timedelta(seconds=1)
    before, last_of_it = (weigh(points, facts_of(went, (), at)).points for at in (now, until))
    assert before == last_of_it
    if then is not None:
        assert weigh(points, facts_of(went, (), then)).points > weigh(points, facts_of(went, (), now)).points


@pytest.mark.req("CLM-14")
def test_who_is_upset_what_is_large_and_who_complained_before_count_with_their_reason():
    reported = Event("claim_reported", at("2026-03-02 09:00"), 1)
    upset = Event("customer_upset", at("2026-03-02 10:00"), 2)
    risk = SERVICE.method.risk

    def reasons(events, **known):
        found = facts_of(course(events, Known(**known)), (), at("2026-03-02 11:00"))
        return {each.code for each in weigh(risk, found).reasons}

    assert reasons([reported]) == set()
    assert reasons([reported, upset]) == {"upset"}
    assert reasons([reported], amount=49_999) == set()
    assert reasons([reported], amount=50_000) == {"large"}
    assert reasons([reported], complained=1) == {"complained"}
    assert reasons([reported, upset], amount=80_000, complained=2) == {"upset", "large", "complained"}


@pytest.mark.req("CLM-14")
def test_earlier_complaints_are_looked_for_once_within_the_hour():
    reported = Event("claim_reported", at("2026-03-02 09:00"), 1)
    unknown, points = course([reported], Known(complained=None)), SERVICE.method.risk
    assert again_at(points, unknown, at("2026-03-02 09:00")) == at("2026-03-02 10:00")
    assert again_at(points, unknown, at("2026-03-02 12:00")) == at("2026-03-02 12:00"), "entered late"
    looked = course([reported], Known(complained=0))
    assert again_at(points, looked, at("2026-03-02 10:00")) == at("2026-03-12 09:00")
