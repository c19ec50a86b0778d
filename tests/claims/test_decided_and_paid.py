"""What is decided on a claim, told, agreed and paid (CLM-08 to CLM-11)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.claims.commands.after import CloseClaim, ReopenClaim
from redress.claims.commands.agree import Agree
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay, PayAscertainable
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.queries.clocks import timed
from redress.claims.states import ClaimState
from tests.claims.on_the_way import COVER, ITEM, complete, decided, refused, row, told
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLM-08")
@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"items": [{**ITEM, "amount": "0"}]}, "items", "more than 0"),
        ({"items": [ITEM, {**ITEM, "amount": "-5"}]}, "items", "Item 2"),
        ({"items": [{**ITEM, "ratio": "1.2"}]}, "items", "at most 1"),
        ({"items": [{**ITEM, "ratio": "0"}]}, "items", "at most 1"),
        ({"items": [{**ITEM, "deductible": "-1"}]}, "items", "not less than 0"),
        ({"items": []}, "items", "Give the items"),
        ({"items": [{**ITEM, "deductible": "6800"}]}, "items", "Nothing is left to pay"),
        ({"cover_left": "5039.99"}, "cover_left", "5,040.00"),
        ({"covered_until": "2026-02-28"}, "covered_until", "outside the cover"),
        ({"covered_from": "2026-03-02"}, "covered_from", "outside the cover"),
        ({"covered_from": None}, "covered_from", "from when to when"),
        ({"outcome": "part"}, "clause", "clause"),
        ({"outcome": "part", "clause": "第八条"}, "reasons", "understands"),
        ({"outcome": "refuse", "clause": "第八条", "reasons": "不属于"}, "items", "Take the items out"),
    ],
)
def test_a_sum_that_cannot_be_is_refused_with_field_rule_and_way_out(given, field, says, reported):
    complete(reported)
    said = {"outcome": "pay", "items": [ITEM], **COVER, **given}
    refusal = refused(reported, DecideClaim.model_validate(said), "2026-03-04 15:00")
    assert refusal.rule in ("CLM-08", "CLM-10")
    assert refusal.field == field
    assert says in str(refusal)
    assert row(reported).state == ClaimState.ADJUSTING


@pytest.mark.req("CLM-08")
def test_the_last_cent_of_the_cover_and_the_days_at_its_edges_are_covered(reported):
    complete(reported)
    edge = {"cover_left": "5040.00", "covered_from": "2026-03-01", "covered_until": "2026-03-01"}
    done = reported(
        DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **edge}), "2026-03-04 15:00"
    )
    assert done.facts["shown"] == ["(6,800.00 - 500.00) × 80% = 5,040.00"]


@pytest.mark.req("CLM-08")
def test_a_decision_is_told_in_writing(reported):
    decided(reported, "refuse")
    with moment.at(local("2026-03-05 10:00")):
        early = NotifyDecision(proof="本人签收", told_at=local("2026-03-04 14:00"))
    assert refused(reported, early, "2026-03-05 10:00").field == "told_at"
    reported(NotifyDecision(proof="本人签收"), "2026-03-07 09:00")
    states = {clock.key: clock.status.value for clock in timed([row(reported)])[0].clocks}
    assert states["refusal_notice"] == "met"


@pytest.mark.req("CLM-10")
def test_a_refusal_cannot_be_agreed_on_but_objected_to_and_decided_anew(reported):
    told(reported, "refuse")
    assert "no payment" in str(refused(reported, Agree(), "2026-03-05 09:00"))
    reported(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    reported(DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **COVER}), "2026-03-06 10:00")
    assert [each.outcome for each in row(reported).decisions.all()] == ["refuse", "pay"]


@pytest.mark.req("CLM-11")
def test_another_account_takes_a_second_way_and_a_second_person_and_holds_for_a_day(
    reported, handler, second
):
    told(reported)
    reported(Agree(), "2026-03-05 09:00")
    other = ChangeAccount(account="6217000000000000001", holder="刘建国", verified_by="回拨保单电话核实")
    reported(other, "2026-03-05 10:00")
    assert row(reported).account == "6222020200112233445", "until it is let through"
    waits = refused(reported, Pay(amount="5040", reference="FK1"), "2026-03-05 11:00")
    assert "second person" in str(waits)
    assert refused(reported, ApproveAccount(), "2026-03-05 11:00").status == 403
    reported(ApproveAccount(), "2026-03-05 11:00", by=second)
    assert row(reported).account == "6217000000000000001"
    once_more = ChangeAccount(account="6217000000000000002", holder="刘建国", verified_by="回拨保单电话核实")
    soon = refused(reported, once_more, "2026-03-06 09:59")
    assert (soon.rule, soon.field) == ("CLM-11", "account")
    reported(once_more, "2026-03-06 10:00")


@pytest.mark.req("CLM-09")
def test_what_can_be_ascertained_is_paid_first_and_then_the_difference(reported):
    complete(reported)
    part = {"amount": "2000", "reference": "FK1", "basis": "修理发票"}
    assert (
        refused(reported, PayAscertainable(**(part | {"amount": "0"})), "2026-03-04 09:00").field == "amount"
    )
    reported(PayAscertainable(**part), "2026-03-04 09:00")
    reported(DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **COVER}), "2026-03-05 10:00")
    reported(NotifyDecision(proof="本人签收"), "2026-03-05 11:00")
    reported(Agree(), "2026-03-05 12:00")
    assert "3,040.00" in str(refused(reported, Pay(amount="5040", reference="FK2"), "2026-03-05 13:00"))
    reported(Pay(amount="3040", reference="FK2"), "2026-03-05 13:00")
    assert [each.kind for each in row(reported).payments.all()] == ["ascertainable", "difference"]


@pytest.mark.req("CLM-10", "CLM-09")
def test_a_closed_claim_is_reopened_decided_anew_and_what_is_owed_besides_is_paid(reported):
    decided(reported, "part", clause="车损险第八条", reasons="维修工时过高。")
    reported(NotifyDecision(proof="本人签收"), "2026-03-04 16:00")
    reported(Agree(), "2026-03-05 09:00")
    reported(Pay(amount="5040", reference="FK1"), "2026-03-05 10:00")
    reported(CloseClaim(), "2026-03-05 11:00")
    reported(ReopenClaim(reason="投诉核实工时符合标准"), "2026-04-01 09:00")
    claim = row(reported)
    assert (claim.state, claim.closed_at) == (ClaimState.OBJECTED, None)
    more = {"outcome": "pay", "items": [ITEM | {"ratio": "1"}], **COVER}
    reported(DecideClaim.model_validate(more), "2026-04-02 10:00")
    reported(NotifyDecision(proof="本人签收"), "2026-04-02 11:00")
    reported(Agree(), "2026-04-02 12:00")
    assert "1,260.00" in str(refused(reported, Pay(amount="6300", reference="FK2"), "2026-04-03 09:00"))
    reported(Pay(amount="1260", reference="FK2"), "2026-04-03 09:00")
    found = [(clock.key, clock.status.value) for clock in timed([row(reported)])[0].clocks]
    assert found.count(("decision_notice", "met")) == found.count(("payment", "met")) == 2


@pytest.mark.req("CLM-09", "CLM-10")
def test_a_second_refusal_has_three_days_of_its_own(reported):
    told(reported, "refuse")
    reported(Object(reason="年检在有效期内"), "2026-03-05 10:00")
    again = {"outcome": "refuse", "clause": "车损险第八条", "reasons": "复核后年检确已逾期。"}
    reported(DecideClaim.model_validate(again), "2026-03-06 10:00")
    clocks = [each for each in timed([row(reported)])[0].clocks if each.key == "refusal_notice"]
    assert [each.status.value for each in clocks] == ["met", "running"]
    assert clocks[1].due_at == local("2026-03-10 00:00"), "7, 8 and 9 March"
