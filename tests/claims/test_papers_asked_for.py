"""Papers of a claim: what is missing is told once, and its time is left out (CLM-04)."""

from __future__ import annotations

import pytest

from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.queries.clocks import timed
from redress.claims.states import ClaimState
from tests.claims.on_the_way import PAPERS, refused, row
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLM-04", "CLM-09")
def test_what_is_missing_is_told_once_and_its_time_is_left_out(reported):
    reported(ReceiveMaterials(papers=PAPERS[:4]), "2026-03-03 10:00")
    half = refused(
        reported,
        CheckMaterials(lacking=[{"paper": "driving_licence", "reason": "缺行驶证"}], told_by="sms"),
        "2026-03-03 11:00",
    )
    assert (half.rule, half.field) == ("CLM-04", "lacking")
    lacking = [{"paper": code, "reason": "请补交清晰件"} for code in ("driving_licence", "repair_invoice")]
    assert refused(reported, CheckMaterials(lacking=lacking), "2026-03-03 11:00").field == "told_by"
    reported(CheckMaterials.model_validate({"lacking": lacking, "told_by": "sms"}), "2026-03-03 11:00")
    assert row(reported).state == ClaimState.SUPPLEMENTING
    reported(ReceiveMaterials(papers=["driving_licence"]), "2026-03-06 10:00")
    assert row(reported).state == ClaimState.SUPPLEMENTING, "its time is the customer's until all is there"
    reported(ReceiveMaterials(papers=["repair_invoice"]), "2026-03-10 10:00")
    assert row(reported).state == ClaimState.CHECKING
    states = {clock.key: clock for clock in timed([row(reported)])[0].clocks}
    # Requested on 3 March; five working days end on the 10th; from the 3rd to the 10th are five more.
    assert f"{states['decision_service'].due_at:%Y-%m-%d %H:%M}" == "2026-03-18 00:00"


@pytest.mark.req("CLM-04")
def test_a_second_piecemeal_request_takes_a_new_fact_that_is_stated(reported):
    reported(ReceiveMaterials(papers=PAPERS[:5]), "2026-03-03 10:00")
    first = [{"paper": "repair_invoice", "reason": "未收到"}]
    reported(CheckMaterials.model_validate({"lacking": first, "told_by": "sms"}), "2026-03-03 11:00")
    reported(ReceiveMaterials(papers=["repair_invoice"]), "2026-03-04 10:00")
    again = [{"paper": "police_report", "reason": "怀疑盗抢"}]
    refusal = refused(
        reported, CheckMaterials.model_validate({"lacking": again, "told_by": "sms"}), "2026-03-05 10:00"
    )
    assert (refusal.rule, refusal.field) == ("CLM-04", "lacking")
    assert "new fact" in str(refusal)
    for nothing in ("", "   "):
        more = RequestMore.model_validate({"lacking": again, "told_by": "sms", "new_fact": nothing})
        assert refused(reported, more, "2026-03-05 10:00").field == "new_fact"
    stated = {"lacking": again, "told_by": "sms", "new_fact": "交警查明车辆事发前被他人开走。"}
    reported(RequestMore.model_validate(stated), "2026-03-05 10:00")
    assert row(reported).state == ClaimState.SUPPLEMENTING
    assert refused(reported, RequestMore.model_validate(stated), "2026-03-05 11:00").field == "new_fact"
    assert [bool(each.new_fact) for each in row(reported).notices.all()] == [False, True]


@pytest.mark.req("CLM-04")
def test_what_was_found_wanting_before_may_be_asked_for_again(reported):
    reported(ReceiveMaterials(papers=PAPERS), "2026-03-03 10:00")
    wanting = [{"paper": "repair_invoice", "reason": "复印件，请交原件"}]
    reported(CheckMaterials.model_validate({"lacking": wanting, "told_by": "sms"}), "2026-03-03 11:00")
    reported(ReceiveMaterials(papers=["repair_invoice"]), "2026-03-04 10:00")
    reported(CheckMaterials.model_validate({"lacking": wanting, "told_by": "sms"}), "2026-03-04 11:00")
    assert row(reported).state == ClaimState.SUPPLEMENTING


@pytest.mark.req("CLM-04", "CLM-09")
def test_what_is_waited_for_no_longer_ends_the_customer_s_time(reported):
    reported(ReceiveMaterials(papers=PAPERS[:-1]), "2026-03-03 10:00")
    missing = [{"paper": "repair_invoice", "reason": "尚未提交"}]
    reported(CheckMaterials(lacking=missing, told_by="sms"), "2026-03-03 11:00")
    reported(CheckMaterials(not_needed=["repair_invoice"], told_by="sms"), "2026-03-05 11:00")
    decision = {each.key: each for each in timed([row(reported)])[0].clocks}["decision_service"]
    # 5 working days from Tuesday 3 March end with 10 March; two days of waiting move them to 12 March.
    assert (decision.status.value, decision.due_at) == ("running", local("2026-03-13 00:00"))


@pytest.mark.req("CLM-04", "CLM-09")
def test_while_something_told_is_still_to_come_no_limit_of_a_check_runs(reported):
    reported(ReceiveMaterials(papers=PAPERS[:-2]), "2026-03-03 10:00")
    missing = [{"paper": code, "reason": "尚未提交"} for code in PAPERS[-2:]]
    reported(CheckMaterials(lacking=missing, told_by="sms"), "2026-03-03 11:00")
    reported(ReceiveMaterials(papers=PAPERS[-2:-1]), "2026-03-04 11:00")
    assert [
        (each.key, each.status.value)
        for each in timed([row(reported)])[0].clocks
        if each.key == "one_time_notice"
    ] == [("one_time_notice", "met")]
    reported(ReceiveMaterials(papers=PAPERS[-1:]), "2026-03-06 11:00")
    again = [each for each in timed([row(reported)])[0].clocks if each.key == "one_time_notice"]
    assert [each.status.value for each in again] == ["met", "running"]
