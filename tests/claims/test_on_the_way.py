"""A claim from its report to its archive, and what is refused on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from redress.casework import moment
from redress.claims.commands.after import CloseClaim, ReturnOriginals, WithdrawClaim
from redress.claims.commands.agree import Agree
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment, StartInvestigation
from redress.claims.commands.money import Pay
from redress.claims.commands.notify_decision import NotifyDecision
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
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
from tests.claims.on_the_way import PAPERS, complete, refused, row, told
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


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


@pytest.mark.req("CLM-02")
def test_who_took_a_claim_back_may_report_the_loss_again(reported, handler):
    reported(WithdrawClaim(reason="自行修理"), "2026-03-03 09:00")
    with moment.at(local("2026-03-10 09:00")):
        assert execute(report(), handler).number != reported.number
