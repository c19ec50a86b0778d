"""Callback findings, emergencies, re-reviews, orders between levels of a department, judged persons."""

import pytest

from redress.clocks.models import Clock
from redress.complaints import judgements, moment
from redress.complaints.commands.classify import Reclass
from redress.complaints.commands.determine import Determine
from redress.complaints.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.commands.emergency import EndEmergency, ReportEmergency, SetEmergencyMember
from redress.complaints.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
    NameResponsible,
)
from redress.complaints.commands.linking import Link
from redress.complaints.commands.order_chain import AskInstruction, HandDown
from redress.complaints.commands.reinvestigate import OrderReinvestigation
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Emergency, JournalEntry, Judgement, Order, Rereview
from redress.complaints.refusals import Forbidden, Refusal
from redress.messages.models import Alert
from redress.rulebook import State
from tests.complaints.inputs import department, visit
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def registered(actor, who="cd.officer", **more):
    return Complaint.objects.get(number=execute(visit(**more), actor(who)).number)


def clock(case, key, **more):
    return Clock.objects.filter(complaint=case, key=key, **more).order_by("-id").first()


def investigated(case, actor, who="cd.officer"):
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), actor(who), case.number)


# Callback findings (INT-08)


@pytest.mark.req("INT-08")
@pytest.mark.parametrize(
    "finding", ["forged_signature", "misleading", "premium_retained", "premium_misappropriated"]
)
def test_a_callback_that_finds_complaint_intent_came_in_and_counts(finding, actor, wednesday):
    case = registered(actor, channel="phone_out", callback_finding=finding, counted=False)
    assert (case.channel, case.counted, case.callback_finding) == ("phone_in", True, finding)


@pytest.mark.req("INT-08")
def test_any_other_finding_of_a_callback_is_outbound_not_counted_and_has_the_same_limits(actor, wednesday):
    other = registered(actor, channel="phone_out", callback_finding="wrong_contact")
    assert (other.channel, other.counted) == ("phone_out", False)
    same = registered(actor, channel="phone_in", facts_repeated=True)
    assert other.flow == same.flow
    assert clock(other, "resolution").due_at == clock(same, "resolution").due_at


@pytest.mark.req("INT-08")
def test_a_callback_without_a_finding_is_refused(actor, wednesday):
    with pytest.raises(Refusal) as none:
        execute(visit(channel="phone_out"), actor("cd.officer"))
    assert (none.value.rule, none.value.field) == ("INT-08", "callback_finding")
    with pytest.raises(Refusal) as unknown:
        execute(visit(channel="phone_out", callback_finding="rain"), actor("cd.officer"))
    assert unknown.value.rule == "INT-08"


# Emergencies (FLW-16)


@pytest.mark.req("FLW-16")
def test_a_major_case_starts_the_emergency_process_with_a_named_team(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    assert case.emergency == "running"
    process = Emergency.objects.get(complaint=case)
    assert process.started_by_id is None, "the rule started it"
    names = {member.user.username for member in case.emergency_team.select_related("user")}
    assert {"cd.cshead", "sc.manager", "cd.sales", "sc.legal"} <= names
    assert case.emergency_team.filter(leads=True).get().user.username == "sc.manager"
    assert Alert.objects.filter(complaint=case, user=actor("sc.cshead").id).exists()
    running = {"emergency_report_up", "emergency_situation", "emergency_regulator"}
    assert running <= set(
        Clock.objects.filter(complaint=case, status="running").values_list("key", flat=True)
    )


@pytest.mark.req("FLW-16")
def test_whichever_command_makes_a_case_major_starts_it(actor, wednesday):
    case = registered(actor, class_code="solicitation")
    assert case.emergency == ""
    execute(Reclass(level="major", reason="媒体已有报道"), actor("cd.officer"), case.number)
    case.refresh_from_db()
    assert case.emergency == "running"
    execute(Reclass(level="general", reason="误报"), actor("cd.officer"), case.number)
    execute(Reclass(level="major", reason="再次报道"), actor("cd.officer"), case.number)
    assert Emergency.objects.filter(complaint=case).count() == 1


@pytest.mark.req("FLW-16")
def test_situation_reports_are_due_again_and_again_until_the_end(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    number, head = case.number, actor("cd.cshead")
    first = clock(case, "emergency_situation")
    with moment.at(local("2026-11-18 14:00")):
        with pytest.raises(Refusal):
            execute(ReportEmergency(kind="up", words="已报省公司"), head, number)
        execute(ReportEmergency(kind="up", words="已报省公司", reported_to="省公司客户服务部"), head, number)
        execute(ReportEmergency(kind="situation", words="已约客户面谈"), head, number)
        with pytest.raises(Refusal) as unsaid:
            execute(ReportEmergency(kind="media", words="本地论坛发帖", source="某论坛"), head, number)
        assert unsaid.value.field == "tone"
        execute(
            ReportEmergency(kind="media", words="本地论坛发帖", source="某论坛", tone="negative"),
            head,
            number,
        )
    second = clock(case, "emergency_situation", status="running")
    assert second.due_at > first.due_at
    assert clock(case, "emergency_report_up").status == "late", "one hour had passed"
    with moment.at(local("2026-11-18 16:00")):
        with pytest.raises(Refusal) as missing:
            execute(EndEmergency(summary="已平息"), head, number)
        assert missing.value.rule == "FLW-16"
        execute(ReportEmergency(kind="regulator", words="书面报告", reported_to="四川监管局"), head, number)
        execute(EndEmergency(summary="客户接受处理意见，舆情平息"), head, number)
    assert not Clock.objects.filter(complaint=case, key__startswith="emergency", status="running").exists()
    with pytest.raises(Refusal):
        execute(ReportEmergency(kind="situation", words="后续"), head, number)


@pytest.mark.req("FLW-16")
def test_only_the_heads_change_the_team(actor, wednesday):
    case = registered(actor, level="major", class_code="solicitation")
    change = SetEmergencyMember(member="cd.business", task="核实柜面影像")
    with pytest.raises(Forbidden):
        execute(change, actor("cd.officer"), case.number)
    execute(change, actor("cd.cshead"), case.number)
    assert Complaint.objects.visible_to(actor("cd.business")).filter(pk=case.pk).exists()
    execute(SetEmergencyMember(member="cd.business", leaves=True), actor("cd.cshead"), case.number)
    assert case.emergency_team.filter(left_at=None, user=actor("cd.business").id).count() == 0


# Re-review (FLW-15)


@pytest.fixture
def proposed(actor, wednesday):
    case = registered(actor)
    order = Dispatch(to=department("cd", "finance"), opinion="请核实")
    execute(order, actor("cd.officer"), case.number)
    investigated(case, actor)
    execute(Propose(plan="陪同开户", basis="退保规则", amount="0"), actor("cd.officer"), case.number)
    return case


@pytest.mark.req("FLW-15")
def test_the_province_returns_a_subordinates_case_with_guidance(proposed, actor):
    number, province = proposed.number, actor("sc.officer")
    give = OrderReinvestigation(ground="differs", guidance="客户称已多次来访，请调取监控核实")
    with pytest.raises(Forbidden) as own:
        execute(give, actor("cd.officer"), number)
    assert own.value.rule == "FLW-15"
    with pytest.raises(Refusal) as unknown:
        execute(OrderReinvestigation(ground="mood", guidance="重查"), province, number)
    assert unknown.value.field == "ground"
    outcome = execute(give, province, number)
    assert outcome.state is State.INVESTIGATING
    proposed.refresh_from_db()
    assert proposed.unit.code == "cd", "it goes back to the original unit"
    assert proposed.proposals.get().state == "set_aside"
    review = Rereview.objects.get(complaint=proposed)
    assert (review.unit.code, review.from_state) == ("sc", "proposed")
    assert clock(proposed, "reinvestigation").due_at == local("2026-11-24 00:00")
    assert JournalEntry.objects.get(complaint=proposed, command="order_reinvestigation").payload["guidance"]
    assert Alert.objects.filter(complaint=proposed, kind="returned", user=proposed.owner_id).exists()


@pytest.mark.req("FLW-15")
def test_after_a_determination_the_return_takes_validity_and_signatures_back(proposed, actor):
    number = proposed.number
    execute(GiveFeedback(accepted=True), actor("cd.officer"), number)
    cause = {"code": "process", "department": department("cd", "finance")}
    execute(Determine(validity="substantiated", reasons="属实", causes=[cause]), actor("cd.officer"), number)
    again = OrderReinvestigation(ground="repeat", guidance="同一事项再次投诉")
    with pytest.raises(Refusal) as nothing_says_so:
        execute(again, actor("sc.officer"), number)
    assert (nothing_says_so.value.rule, nothing_says_so.value.field) == ("FLW-15", "ground")
    earlier = registered(actor).number
    execute(Link(other=earlier, kind="repeat", reason="同一事项"), actor("cd.officer"), number)
    execute(again, actor("sc.officer"), number)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.validity) == ("investigating", "")
    assert not proposed.causes.exists()
    assert not proposed.sign_offs.exists()


# Orders between the levels of a department (FLW-19)


@pytest.mark.req("FLW-19")
def test_a_department_hands_down_asks_papers_and_is_asked_for_instruction(actor, wednesday):
    case = registered(actor, class_code="counter")
    number, above, below = case.number, actor("sc.business"), actor("cd.business")
    first = execute(
        Dispatch(to=department("sc", "business_management"), opinion="请核实柜面服务"),
        actor("cd.officer"),
        number,
    ).facts["order"]
    with pytest.raises(Refusal) as sideways:
        execute(HandDown(order=first, to=department("cd", "finance"), asks="请核实"), above, number)
    assert sideways.value.rule == "FLW-19"
    down = execute(
        HandDown(order=first, to=department("cd", "business_management"), asks="请核实并反馈"),
        above,
        number,
    ).facts["order"]
    assert clock(case, "order_chain", about=down).due_at == local("2026-11-20 00:00")
    with pytest.raises(Refusal) as still:
        execute(ReplyOrder(order=first, reply="已核实"), above, number)
    assert still.value.rule == "FLW-19"

    asked = execute(AskInstruction(order=down, asks="可否致歉并减免手续费"), below, number).facts
    assert asked["parent"] == down
    assert asked["to"] == department("sc", "business_management")
    execute(ReplyOrder(order=asked["order"], reply="可以致歉，不减免"), above, number)
    assert clock(case, "order_chain", about=asked["order"]).status == "met"
    assert Alert.objects.filter(
        department_id=department("cd", "business_management"), kind="replied", words=asked["order"]
    ).exists()
    execute(ReplyOrder(order=down, reply="已向客户致歉"), below, number)

    papers = execute(
        HandDown(
            order=first,
            to=department("cd", "business_management"),
            asks="请上传监控",
            papers_only=True,
            planned_at="2026-11-18T17:00",
        ),
        above,
        number,
    ).facts["order"]
    assert clock(case, "order_chain", about=papers).due_at == local("2026-11-18 17:00")
    execute(ReplyOrder(order=papers, reply="已上传"), below, number)
    execute(ReplyOrder(order=first, reply="已核实"), above, number)

    chain = {
        order.number: order.parent and order.parent.number for order in Order.objects.filter(complaint=case)
    }
    assert chain == {first: None, down: first, asked["order"]: down, papers: first}


# The responsible person (CLO-13)


@pytest.fixture
def answered(proposed, actor):
    execute(GiveFeedback(accepted=True), actor("cd.officer"), proposed.number)
    return proposed


def named(case, actor):
    given = NameResponsible(person="cd.sales", department=department("cd", "sales"), because="未做风险提示")
    execute(given, actor("cd.officer"), case.number)


@pytest.mark.req("CLO-13")
def test_a_person_is_heard_before_being_judged_and_can_appeal(answered, actor):
    number, judge, person = answered.number, actor("cd.officer"), actor("cd.sales")
    named(answered, actor)
    judge_it = JudgePerson(
        judgement=1, finding="responsible", reasons="录音缺提示", owner_view="客户陈述一致"
    )
    with pytest.raises(Refusal) as unheard:
        execute(judge_it, judge, number)
    assert unheard.value.rule == "CLO-13"
    with pytest.raises(Forbidden):
        execute(HearPerson(judgement=1, statement="代他人陈述"), judge, number)
    execute(HearPerson(judgement=1, statement="已口头提示，未录音"), person, number)
    execute(judge_it, judge, number)
    execute(AppealJudgement(judgement=1, grounds="有同事在场可证"), person, number)
    with pytest.raises(Refusal):
        execute(DecideAppeal(judgement=1, finding="partly", reasons="有证人"), actor("cd.officer"), number)
    execute(DecideAppeal(judgement=1, finding="partly", reasons="有证人"), actor("cd.cshead"), number)
    one = Judgement.objects.get(complaint=answered)
    assert (one.finding, one.final, one.state) == ("responsible", "partly", "decided")
    assert one.owner_view == "客户陈述一致"


@pytest.mark.req("CLO-13", "SEC-01")
def test_only_who_may_reads_a_judgement_and_the_journal_does_not_repeat_it(answered, actor):
    named(answered, actor)
    execute(HearPerson(judgement=1, statement="已口头提示，未录音"), actor("cd.sales"), answered.number)
    execute(
        JudgePerson(judgement=1, finding="responsible", reasons="录音缺提示", owner_view="客户陈述一致"),
        actor("cd.officer"),
        answered.number,
    )
    answered.refresh_from_db()
    reads = {
        who: len(judgements.visible(answered, actor(who)))
        for who in ("cd.officer", "cd.cshead", "cd.sales", "cd.intake", "cd.business", "sc.cshead")
    }
    assert reads == {
        "cd.officer": 1,
        "cd.cshead": 1,
        "cd.sales": 1,
        "cd.intake": 0,
        "cd.business": 0,
        "sc.cshead": 1,
    }
    kept = str(list(JournalEntry.objects.filter(complaint=answered).values_list("payload", "facts")))
    for words in ("未做风险提示", "已口头提示", "录音缺提示", "客户陈述一致", "responsible'"):
        assert words not in kept


@pytest.mark.req("CLO-13")
def test_nobody_names_oneself_nor_twice(answered, actor):
    self_named = NameResponsible(person="cd.officer", department=department("cd", "sales"), because="误操作")
    with pytest.raises(Refusal):
        execute(self_named, actor("cd.officer"), answered.number)
    named(answered, actor)
    with pytest.raises(Refusal):
        named(answered, actor)
