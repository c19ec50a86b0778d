"""A claim from its report to its archive, and what is refused on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.claims.commands.after import CloseClaim, ReopenClaim, ReturnOriginals, WithdrawClaim
from redress.claims.commands.agree import Agree
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment, StartInvestigation
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay, PayAscertainable
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.object import Object
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.commands.questions import AnswerQuestion, AskQuestion, TellProgress
from redress.claims.door import execute
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim, ClaimEntry, ClaimPaper, ClaimText
from redress.claims.queries.clocks import timed
from redress.claims.queries.lists import at_risk, page
from redress.claims.states import ClaimState
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from tests.claims.conftest import Claims, report
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

PAPERS = ["claim_form", "identity", "account", "traffic_report", "driving_licence", "repair_invoice"]
ITEM = {"title": "前保险杠", "clause": "车损险第六条", "amount": "6800", "deductible": "500", "ratio": "0.8"}
COVER = {"cover_left": "120000", "covered_from": "2026-01-01", "covered_until": "2026-12-31"}


def refused(run, *given, **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        run(*given, **more)
    return caught.value


def row(claims: Claims) -> Claim:
    return Claim.objects.get(number=claims.number)


def complete(claims: Claims, originals: list[str] | None = None) -> Claims:
    """All papers on Tuesday, all as they must be."""
    claims(ReceiveMaterials(papers=PAPERS, originals=originals or []), "2026-03-03 10:00")
    claims(CheckMaterials(told_by="sms"), "2026-03-03 11:00")
    return claims


def decided(claims: Claims, outcome: str = "pay", **more) -> Claims:
    said = {"items": [ITEM], **COVER} if outcome != "refuse" else {}
    said |= {} if outcome == "pay" else {"clause": "车损险第八条", "reasons": "年检逾期，不属于保险责任。"}
    complete(claims, more.pop("originals", None))
    claims(DecideClaim.model_validate({"outcome": outcome, **said, **more}), "2026-03-04 15:00")
    return claims


def told(claims: Claims, outcome: str = "pay", **more) -> Claims:
    decided(claims, outcome, **more)
    claims(NotifyDecision(proof="本人签收"), "2026-03-04 16:00")
    return claims


@pytest.mark.req("CLM-02", "CLM-03")
def test_a_report_has_its_number_at_once_and_the_one_list_of_papers(reported, handler):
    claim = row(reported)
    assert claim.number.startswith("C2026-")
    assert claim.pk > 10**13
    assert claim.owner_id == handler.id
    assert [each.code for each in ClaimPaper.objects.filter(claim=claim)] == PAPERS
    assert claim.policy_number == "P510001"
    assert claim.rough_days == 10


@pytest.mark.req("CLM-04", "CLM-05", "CLM-08", "CLM-09", "CLM-11", "CLM-12")
def test_a_claim_is_paid_within_its_limits_and_closed_with_the_originals_back(reported, handler):
    told(reported, originals=["repair_invoice"])
    claim = row(reported)
    assert claim.state == ClaimState.TOLD
    decision = claim.decisions.get()
    assert decision.amount == Decimal("5040.00")
    assert [str(item.payable) for item in decision.items.all()] == ["5040.00"]
    reported(Agree(), "2026-03-05 09:00")
    states = {clock.key: clock for clock in timed([row(reported)])[0].clocks}
    assert f"{states['payment_service'].due_at.astimezone(states['payment'].due_at.tzinfo):%m-%d}" == "03-11"
    refusal = refused(reported, Pay(amount="5041", reference="FK1"), "2026-03-06 09:00")
    assert (refusal.rule, refusal.field) == ("CLM-09", "amount")
    assert "5,040.00" in str(refusal)
    reported(Pay(amount="5040", reference="FK1"), "2026-03-06 09:00")
    assert "originals" in str(refused(reported, CloseClaim(), "2026-03-06 10:00"))
    unsigned = refused(reported, ReturnOriginals(papers=["repair_invoice"]), "2026-03-06 10:00")
    assert (unsigned.rule, unsigned.field) == ("CLM-12", "signed")
    reported(ReturnOriginals(papers=["repair_invoice"], signed=True), "2026-03-06 10:00")
    reported(CloseClaim(), "2026-03-06 11:00")
    found = timed([row(reported)])[0]
    assert {clock.key: clock.status.value for clock in found.clocks} == {
        "limitation": "met",
        "one_time_notice": "met",
        "decision_law": "met",
        "decision_service": "met",
        "decision_notice": "met",
        "payment": "met",
        "payment_service": "met",
        "ascertainable": "met",
        "originals": "met",
    }
    assert list(JOURNAL.verify([row(reported).pk])) == [(reported.number, [])]


@pytest.mark.req("CLM-03")
def test_where_somebody_was_hurt_people_come_first(handler, monday):
    refusal = refused(execute, report(losses=["death"], line="life", loss_cause="traffic"), handler)
    assert (refusal.rule, refusal.field) == ("CLM-03", "soothing")
    done = execute(report(losses=["death"], line="life", loss_cause="traffic", soothing=["dead"]), handler)
    assert Claim.objects.get(number=done.number).injury == "dead"


@pytest.mark.req("CLM-02")
def test_the_same_loss_reported_again_is_shown_instead_of_being_made_twice(reported, handler):
    refusal = refused(execute, report(occurred_at=local("2026-03-01 20:00")), handler)
    assert (refusal.rule, refusal.field) == ("CLM-02", "another_event")
    assert reported.number in str(refusal)
    assert execute(report(another_event=True), handler).number != reported.number
    assert execute(report(policy_number="P510002"), handler).number != reported.number
    assert execute(report(occurred_at=local("2026-02-27 08:00")), handler).number != reported.number


@pytest.mark.req("CLM-02")
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"line": "spaceship"}, "line"),
        ({"loss_cause": "dragons"}, "loss_cause"),
        ({"losses": ["vehicle", "honour"]}, "losses"),
        ({"known_at": local("2026-02-28 08:00")}, "known_at"),
        ({"unit": "nowhere"}, "unit"),
        ({"soothing": ["sorry"]}, "soothing"),
        ({"account_holder": ""}, "account_holder"),
    ],
)
def test_what_the_standard_does_not_know_is_refused_with_its_field(given, field, handler, monday):
    refusal = refused(execute, report(**given), handler)
    assert refusal.field == field
    assert str(refusal)


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


@pytest.mark.req("CLM-06")
def test_a_question_is_promised_within_24_hours_and_must_be_answered_before_the_end(reported):
    late = AskQuestion(question="误工费是否赔付？", promised_at=local("2026-03-03 09:01"))
    assert (refused(reported, late).rule, refused(reported, late).field) == ("CLM-06", "promised_at")
    past = AskQuestion(question="误工费是否赔付？", promised_at=local("2026-03-02 08:59"))
    assert "not past" in str(refused(reported, past))
    reported(AskQuestion(question="误工费是否赔付？"), "2026-03-02 10:00")
    assert refused(reported, AnswerQuestion(question=2, answer="否")).field == "question"
    with moment.at(local("2026-03-03 10:01")):
        found = timed([row(reported)])[0]
        assert [reason.code for reason in found.weighed.reasons] == ["promise_broken"]
        sweep()
        assert [each.number for each in at_risk(reported.by).rows] == [reported.number]
    reported(AnswerQuestion(question=1, answer="否，见条款第七条"), "2026-03-03 10:02")
    assert refused(reported, AnswerQuestion(question=1, answer="否"), "2026-03-03 10:03").field == "question"


@pytest.mark.req("CLM-05")
def test_the_next_contact_is_agreed_and_not_too_far_off(reported):
    far = TellProgress(words="等病历", told_by="phone", next_contact=local("2026-03-13 09:00"))
    assert refused(reported, far).field == "next_contact"
    reported(TellProgress(words="等病历", told_by="phone", next_contact=local("2026-03-06 09:00")))
    states = {clock.key: clock for clock in timed([row(reported)])[0].clocks}
    assert states["agreed_contact"].due_at == local("2026-03-06 09:00")


@pytest.mark.req("CLM-07")
def test_a_visit_is_agreed_beforehand_and_once_a_day(reported):
    complete(reported)
    reported(StartInvestigation(reason="核实经过"), "2026-03-04 09:00")
    visit = {"purpose": "查看车辆", "course": "半小时", "people": "查勘员 王某"}
    soon = MakeAppointment(at=local("2026-03-04 10:00"), **visit)
    assert refused(reported, soon, "2026-03-04 09:00").field == "at"
    reported(MakeAppointment(at=local("2026-03-05 10:00"), **visit), "2026-03-04 09:00")
    twice = MakeAppointment(at=local("2026-03-05 15:00"), **visit)
    assert "disturbed twice" in str(refused(reported, twice, "2026-03-04 09:00"))
    reported(EndInvestigation(result="属实"), "2026-03-05 12:00")
    assert row(reported).state == ClaimState.ADJUSTING


@pytest.mark.req("CLM-01")
def test_contacts_are_verified_and_corrected(reported):
    reported(VerifyContacts(told_by="app", phone="13911112222"))
    claim = row(reported)
    assert (claim.told_by, claim.parties.get().phone) == ("app", "13911112222")
    assert claim.contacts_verified_at is not None


@pytest.mark.req("SEC-01", "SEC-06", "ORG-11")
def test_who_handles_no_claims_there_neither_sees_nor_changes_them(reported, actor, handles):
    stranger = handles("gx.claims", "gx")
    assert refused(reported, CheckMaterials(told_by="sms"), by=stranger).status == 404
    assert list(Claim.objects.visible_to(stranger)) == []
    service = actor("psc.officer")
    assert [each.number for each in page(service).rows] == [reported.number]
    reported(ReceiveMaterials(papers=PAPERS), "2026-03-03 10:00", by=service)
    refusal = refused(reported, CheckMaterials(told_by="sms"), "2026-03-03 11:00", by=service)
    assert refusal.status == 403
    assert "Claims handler" in str(refusal)


@pytest.mark.req("FLW-17")
def test_a_command_out_of_its_state_says_where_it_is_possible(reported):
    refusal = refused(reported, NotifyDecision(proof="本人签收"))
    assert refusal.status == 409
    assert "Decided" in str(refusal)
    reported(WithdrawClaim(reason="自行修理"))
    assert refused(reported, WithdrawClaim(reason="又一次")).status == 409


@pytest.mark.req("SYS-01", "FLW-18")
def test_a_retry_is_told_the_first_answer_and_a_stale_version_what_changed(handler, monday):
    first = execute(report(), handler, key="k-1")
    again = execute(report(), handler, key="k-1")
    assert (again.replayed, again.number) == (True, first.number)
    claims = Claims(handler, first.number)
    claims(ReceiveMaterials(papers=PAPERS), "2026-03-03 10:00")
    stale = refused(claims, CheckMaterials(told_by="sms"), "2026-03-03 11:00", version=1)
    assert stale.status == 409
    assert [change.command for change in stale.changes] == ["receive_materials"]


@pytest.mark.req("SEC-02", "SEC-04")
def test_the_journal_keeps_no_words_and_nobody_s_data(reported):
    entry = ClaimEntry.objects.get(claim=row(reported))
    kept = f"{entry.payload} {entry.facts}"
    for word in ("刘建国", "13800001234", "追尾", "P510001", "6222020200112233445"):
        assert word not in kept
    text = ClaimText.objects.get(claim=row(reported))
    assert any("追尾" in words for words in text.texts.values())


@pytest.mark.req("CLM-09", "CLK-01")
def test_timed_work_finds_what_is_due_of_a_claim_and_takes_each_step_once(reported):
    complete(reported)
    claim = row(reported)
    assert claim.next_due_clock == "decision_service"
    with moment.at(local("2026-03-11 09:00")):
        assert sweep().taken > 0
        assert sweep().taken == 0
    steps = [
        entry.facts["action"] for entry in ClaimEntry.objects.filter(claim=claim, command="advance_clock")
    ]
    assert {"warn", "urge", "breach", "tell"} <= set(steps)
    assert list(JOURNAL.verify([claim.pk])) == [(reported.number, [])]
    shown = {(clock.key, clock.due_at) for clock in timed([claim])[0].clocks}
    assert shown == set(Clock.objects.filter(file_id=claim.pk).values_list("key", "due_at"))


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


@pytest.mark.req("CLM-02")
def test_who_took_a_claim_back_may_report_the_loss_again(reported, handler):
    reported(WithdrawClaim(reason="自行修理"), "2026-03-03 09:00")
    with moment.at(local("2026-03-10 09:00")):
        assert execute(report(), handler).number != reported.number
