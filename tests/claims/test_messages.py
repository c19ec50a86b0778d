"""What the customer of a claim hears, by which way, and what nobody else hears of it (CLM-05 to CLM-07, CLM-11)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.claims.commands.agree import Agree
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment, StartInvestigation
from redress.claims.commands.money import ApproveAccount, ChangeAccount, Pay
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials, RequestMore
from redress.claims.commands.questions import AskQuestion, TellProgress
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.clocks.sweeper import sweep
from redress.messages.models import Alert, Audience, Message
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.rulebook import load
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import COVER, ITEM, PAPERS, complete, told
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def heard(claims, rule=""):
    with acting_as(SYSTEM):
        found = Message.objects.filter(file__number=claims.number, audience=Audience.CUSTOMER).order_by("id")
        return [each for each in found if not rule or each.rule == rule]


def alerted(claims, clock):
    found = Alert.objects.filter(file__number=claims.number).select_related("user").order_by("id")
    return [each for each in found if each.words == clock]


def last(claims, rule):
    return str(heard(claims, rule)[-1].body)


def taken(by, **given):
    return Claims(by, execute(report(**given), by).number)


@pytest.mark.req("CLM-02", "CLM-03")
def test_a_report_is_answered_with_its_number_the_way_to_ask_and_the_one_list(reported):
    (receipt,) = heard(reported)
    assert receipt.rule == "receipt"
    assert receipt.channel == "sms"
    assert receipt.address == "13800001234"
    for words in (reported.number, "理赔申请书", "修理发票和清单", "约 10 天"):
        assert words in receipt.body
    assert "刘建国" not in receipt.body
    assert "P510001" not in receipt.body


@pytest.mark.req("CLM-05")
def test_each_milestone_is_told_when_it_happened_and_not_before(reported):
    complete(reported)
    assert "材料已经齐全" in last(reported, "milestone")
    assert "开始理算" in last(reported, "milestone")
    reported(StartInvestigation(reason="需要核实事故经过"), "2026-03-03 14:00")
    assert "需要调查核实" in last(reported, "milestone")
    assert "需要核实事故经过" in last(reported, "milestone")
    reported(EndInvestigation(result="属实"), "2026-03-04 10:00")
    assert "调查已经结束" in last(reported, "milestone")
    assert "属实" not in last(reported, "milestone")
    reported(DecideClaim.model_validate({"outcome": "pay", "items": [ITEM], **COVER}), "2026-03-04 15:00")
    assert "已作出核定" in last(reported, "milestone")
    assert "5,040" not in "".join(str(each.body) for each in heard(reported)), (
        "the notice says what was decided"
    )


@pytest.mark.req("CLM-05")
@pytest.mark.parametrize(
    ("chosen", "person", "by"),
    [
        ("sms", {"email": "liu@mail.example"}, "sms"),
        ("email", {"email": "liu@mail.example"}, "mail"),
        ("email", {}, "sms"),
        ("phone", {"email": "liu@mail.example"}, "sms"),
        ("letter", {"address": "成都市人民南路一段 1 号"}, "letter"),
    ],
)
def test_the_customer_is_told_by_the_way_they_chose_else_by_one_that_reaches_them(
    handler, monday, chosen, person, by
):
    claims = taken(handler, told_by=chosen, people=[{"name": "刘建国", "phone": "13800001234", **person}])
    assert heard(claims)[0].channel == by


@pytest.mark.req("CLM-04")
def test_what_is_missing_is_told_with_each_reason_and_a_second_time_with_the_new_fact(reported):
    reported(ReceiveMaterials(papers=PAPERS[:5]), "2026-03-03 10:00")
    lacking = [
        {"paper": "driving_licence", "reason": "照片模糊，请补交清晰件"},
        {"paper": "repair_invoice", "reason": "未收到，须为原件"},
    ]
    reported(CheckMaterials.model_validate({"lacking": lacking, "told_by": "sms"}), "2026-03-03 11:00")
    for words in ("照片模糊", "未收到，须为原件", "不计入核定期限"):
        assert words in last(reported, "missing")
    more = {
        "lacking": [{"paper": "police_report", "reason": "核实是否被盗抢"}],
        "new_fact": "交警复核时查明车辆曾被他人开走",
        "told_by": "phone",
    }
    reported(RequestMore.model_validate(more), "2026-03-04 11:00")
    assert "曾被他人开走" in last(reported, "missing")
    assert all(each.required for each in heard(reported, "missing"))


@pytest.mark.req("CLM-05", "CLM-06")
def test_a_promised_answer_and_the_next_contact_are_told_with_their_times(reported):
    reported(AskQuestion(question="误工费？"), "2026-03-02 10:00")
    assert "2026-03-03 10:00" in last(reported, "promise")
    assert "误工费" not in last(reported, "promise")
    told_ = TellProgress(words="等待医院调取病历。", told_by="phone", next_contact=local("2026-03-09 17:00"))
    reported(told_, "2026-03-02 11:00")
    assert "等待医院调取病历" in last(reported, "progress")
    assert "2026-03-09 17:00" in last(reported, "progress")


VISIT = {"purpose": "查看受损车辆", "course": "约三十分钟，拍照", "people": "查勘员 王某"}


@pytest.mark.req("CLM-07")
def test_a_visit_is_told_with_purpose_course_and_people_and_reminded_a_day_before(reported):
    complete(reported)
    reported(StartInvestigation(reason="核实"), "2026-03-03 14:00")
    reported(MakeAppointment(at=local("2026-03-06 10:00"), **VISIT), "2026-03-03 15:00")
    for words in ("2026-03-06 10:00", *VISIT.values()):
        assert words in last(reported, "visit")
    with moment.at(local("2026-03-05 09:50")):
        sweep()
    assert not heard(reported, "visit_reminder")
    for _again in range(2):
        with moment.at(local("2026-03-05 10:05")):
            sweep()
    assert len(heard(reported, "visit_reminder")) == 1
    assert "2026-03-06 10:00" in last(reported, "visit_reminder")
    assert "查勘员 王某" in last(reported, "visit_reminder")
    assert not alerted(reported, "visit")


@pytest.mark.req("CLM-07")
def test_who_hears_of_a_visit_on_the_same_day_is_not_reminded_of_it(reported):
    complete(reported)
    reported(StartInvestigation(reason="核实"), "2026-03-03 14:00")
    reported(MakeAppointment(at=local("2026-03-04 10:00"), **VISIT), "2026-03-03 15:00")
    with moment.at(local("2026-03-04 09:59")):
        sweep()
    assert len(heard(reported, "visit")) == 1
    assert not heard(reported, "visit_reminder")


@pytest.mark.req("CLM-11")
def test_another_account_and_a_payment_are_told_by_the_last_digits_alone(reported, second):
    told(reported)
    other = ChangeAccount(account="6222020200998877661", holder="刘建国", verified_by="回拨核实")
    reported(other, "2026-03-05 09:00")
    assert "7661" in last(reported, "account")
    assert "如果不是您本人要求" in last(reported, "account")
    reported(ApproveAccount(), "2026-03-05 10:00", by=second)
    assert "7661" in last(reported, "account")
    reported(Agree(), "2026-03-05 11:00")
    reported(Pay(amount="5040", reference="FK1"), "2026-03-06 09:00")
    assert "5,040.00 元" in last(reported, "paid")
    assert "7661" in last(reported, "paid")
    everything = "".join(str(each.body) for each in heard(reported))
    assert "62220202" not in everything


@pytest.mark.req("CLM-05", "SEC-02")
def test_who_only_reported_hears_that_it_goes_on_and_nothing_of_health_papers_or_money(handler, monday):
    person = {"name": "赵邻居", "phone": "13900005678", "role": "reporter"}
    claims = taken(
        handler,
        line="medical",
        loss_cause="illness",
        losses=["medical_expense"],
        soothing=["injured"],
        people=[person],
        policy_number="P9",
    )
    papers = ["claim_form", "identity", "account"]
    claims(ReceiveMaterials(papers=papers), "2026-03-03 10:00")
    lacking = [
        {"paper": code, "reason": "缺少肿瘤诊断证明"} for code in ("medical_record", "invoices", "discharge")
    ]
    claims(CheckMaterials.model_validate({"lacking": lacking, "told_by": "phone"}), "2026-03-03 11:00")
    said = TellProgress(words="等待肿瘤医院病历", told_by="phone", next_contact=local("2026-03-09 17:00"))
    claims(said, "2026-03-03 12:00")
    texts = [str(each.body) for each in heard(claims)]
    assert [each.rule for each in heard(claims)] == ["receipt", "missing", "progress"]
    assert claims.number in texts[0]
    for words in ("病历", "诊断", "肿瘤", "发票", "出院"):
        assert words not in "".join(texts), words


@pytest.mark.req("CLM-05")
def test_nobody_writes_to_the_dead_while_somebody_else_is_there(handler, monday):
    people = [
        {"name": "刘建国", "phone": "13800001234", "role": "insured"},
        {"name": "刘小明", "phone": "13800004321", "role": "beneficiary"},
    ]
    given = {"line": "life", "loss_cause": "accident", "losses": ["death"], "soothing": ["dead"]}
    assert heard(taken(handler, people=people, policy_number="P8", **given))[0].address == "13800004321"


@pytest.mark.req("CLM-05")
def test_a_report_at_night_rings_no_telephone_before_the_morning(handler):
    with moment.at(local("2026-03-02 02:10")):
        claims = taken(handler, occurred_at=local("2026-03-02 01:40"))
    assert heard(claims)[0].quiet == "21:00-08:00 Asia/Shanghai"


@pytest.mark.req("CLM-06", "CLM-14", "CLK-08")
def test_an_overdue_promise_is_on_the_screen_of_the_owner_then_of_the_head_and_further_up(reported):
    reported(AskQuestion(question="误工费？"), "2026-03-02 10:00")
    seen = []
    for at in ("2026-03-03 08:05", "2026-03-03 10:05", "2026-03-04 10:05"):
        with moment.at(local(at)):
            sweep()
        seen.append([(each.kind, each.user.username) for each in alerted(reported, "question")])
    owner = reported.by.id
    assert {kind for kind, _who in seen[0]} == {"warning", "urged"}
    assert {each.user_id for each in alerted(reported, "question")[:2]} == {owner}
    assert [kind for kind, _who in seen[1][2:]] == ["breach", "breach"], "the owner and the head"
    assert [kind for kind, _who in seen[2][4:]] == ["breach"]
    assert [who for _kind, who in seen[1][2:]][1] == "psc.cshead"


@pytest.mark.req("CLM-05", "CLK-08")
def test_a_missed_next_contact_reaches_the_head(reported):
    said = TellProgress(words="等待", told_by="phone", next_contact=local("2026-03-05 17:00"))
    reported(said, "2026-03-02 11:00")
    with moment.at(local("2026-03-05 17:05")):
        sweep()
    owner = Claim.objects.get(number=reported.number).owner_id
    found = alerted(reported, "agreed_contact")
    assert {each.kind for each in found} == {"breach"}
    assert [each.user_id == owner for each in found] == [True, False]


@pytest.mark.req("CLM-05")
def test_every_milestone_of_the_standard_has_a_message_that_tells_it():
    method = load("claims-service").method
    told_of = {event for rule in method.messages.values() if "customer" in rule.to for event in rule.event}
    along = {
        "adjusting_began"
    }  # comes with the end of checking, or of the investigation, and is told with it
    assert {each.event for each in method.milestones.values()} - along <= told_of
