"""The group's special flows: who acts when, and by when (FLW-11..14, ORG-10)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn, HandUp, Verify
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.models import Complaint, JournalEntry, Order, UrgingNotice
from redress.organisation.actor import SYSTEM
from redress.rulebook import State
from tests.complaints.inputs import department, visit
from tests.complaints.stages import clock
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

MORNING = "2026-11-18 10:00"
"""A working Wednesday."""


def registered(actor, at=MORNING, **more):
    with moment.at(local(at)):
        outcome = execute(visit(received_at=at.replace(" ", "T"), **more), actor("cd.officer"))
    return Complaint.objects.get(number=outcome.number)


@pytest.fixture
def claims_case(actor):
    return registered(actor, class_code="claims")


@pytest.fixture
def banca_case(actor):
    return registered(actor, class_code="solicitation", sale_stage="in_sale")


@pytest.mark.req("FLW-11", "FLW-12", "FLW-13")
@pytest.mark.parametrize(
    ("kind", "stage", "flow"),
    [
        ("claims", "", "claims"),
        ("solicitation", "pre_sale", "banca"),
        ("payments", "post_sale", "banca"),
        ("underwriting", "", "underwriting"),
        ("solicitation", "", "standard"),
    ],
)
def test_the_rulebook_chooses_the_flow(actor, kind, stage, flow):
    assert registered(actor, class_code=kind, sale_stage=stage).flow == flow


@pytest.mark.req("FLW-12")
def test_a_claim_on_a_bank_sold_product_stays_a_claims_complaint(actor):
    case = registered(actor, class_code="claims", sale_stage="post_sale", product_line="banca")
    assert case.flow == "claims"
    assert case.other_classes["processing"] == "claims"


@pytest.mark.req("FLW-11", "ORG-10")
def test_claims_go_from_handler_to_case_owner_to_claims_head(claims_case, actor):
    number, handler = claims_case.number, actor("cd.officer")
    assert clock(claims_case, "claims_contact").due_at == local("2026-11-18 11:00")
    with moment.at(local("2026-11-18 10:40")):
        execute(RecordContact(kind="progress", means="call", words="已联系客户核对理赔情况"), handler, number)
    assert clock(claims_case, "claims_contact").status == "met"

    with moment.at(local("2026-11-18 11:00")):
        with pytest.raises(Refusal) as early:
            execute(HandOn(words="请处理", means=["email", "call"]), handler, number)
        assert early.value.rule == "FLW-11"
        execute(Verify(verdict="beyond", words="赔付金额超出柜面权限"), handler, number)
    due = clock(claims_case, "claims_case_owner").due_at
    with moment.at(local("2026-11-18 11:20")):
        with pytest.raises(Refusal) as half:
            execute(HandOn(words="请处理", means=["email"]), handler, number)
        assert half.value.field == "means"
        outcome = execute(
            HandOn(words="请核定并反馈", means=["email", "call"], at="2026-11-18T11:10"), handler, number
        )
    assert outcome.state is State.INVESTIGATING
    assert local("2026-11-18 11:10") < due
    assert clock(claims_case, "claims_case_owner").status == "met"
    order = Order.objects.get(number=outcome.facts["order"])
    assert order.assignee_id == actor("sc.claims").id
    assert clock(claims_case, "claims_reply").about == order.number

    with moment.at(local("2026-11-19 10:00")):
        execute(ReplyOrder(order=order.number, reply="可赔一万元"), actor("sc.claims"), number)
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), handler, number)
        execute(Propose(plan="赔付一千元", basis="条款第五条", amount="1000"), handler, number)
        execute(GiveFeedback(accepted=False, objections="金额过低"), handler, number)
    due = clock(claims_case, "claims_head").due_at
    with moment.at(local("2026-11-19 10:30")):
        for means in (["email"], ["call"]):
            with pytest.raises(Refusal) as half:
                execute(HandOn(words="请复核", means=means), handler, number)
            assert half.value.field == "means", "by mail and by telephone"
        outcome = execute(HandOn(words="客户不接受，请复核", means=["email", "call"]), handler, number)
    assert outcome.facts["role"] == "claims_head"
    assert outcome.facts["holder"] == actor("sc.claimshead").id
    assert due == local("2026-11-19 11:00")
    assert clock(claims_case, "claims_head").status == "met"
    assert clock(claims_case, "claims_reply", about=outcome.facts["order"]).status == "running"
    assert clock(claims_case, "claims_closing").due_at == local("2026-11-24 00:00")


@pytest.mark.req("FLW-11", "FLW-14")
def test_an_unanswered_claims_order_is_urged_on_the_first_and_second_working_day(claims_case, actor):
    number, handler = claims_case.number, actor("cd.officer")
    with moment.at(local("2026-11-18 10:30")):
        execute(Verify(verdict="beyond", words="超出权限"), handler, number)
        order = execute(HandOn(words="请核定", means=["email", "call"]), handler, number).facts["order"]
    days = []
    for hour in range(24 * 4):
        now = local("2026-11-18 11:00").timestamp() + hour * 3600
        with moment.at(local("2026-11-18 11:00").fromtimestamp(now, tz=local(MORNING).tzinfo)):
            sweep()
    steps = JournalEntry.objects.filter(
        complaint=claims_case, facts__clock="claims_reply", facts__action="urge"
    )
    urged = UrgingNotice.objects.filter(order__number=order, at__in=[step.at for step in steps])
    days = sorted({notice.at.astimezone(local(MORNING).tzinfo).date().isoformat() for notice in urged})
    assert days == ["2026-11-19", "2026-11-20"]
    with moment.at(local("2026-11-23 09:00")):
        sent = execute(
            ReplyOrder(order=order, reply="已于当日邮件回复", sent_at="2026-11-19T15:00"),
            actor("sc.claims"),
            number,
        )
    assert sent.facts["sent_at"].startswith("2026-11-19T15:00")
    kept = clock(claims_case, "claims_reply", about=order)
    assert kept.status == "met"
    assert kept.stopped_at == local("2026-11-19 15:00")


@pytest.mark.req("FLW-12", "ORG-10")
def test_banca_is_forwarded_graded_and_ordered_with_a_planned_time(banca_case, actor):
    number, handler, contact = banca_case.number, actor("cd.officer"), actor("sc.banca")
    assert clock(banca_case, "banca_forward").due_at == local("2026-11-18 11:00")
    with moment.at(local("2026-11-18 10:20")):
        with pytest.raises(Refusal) as unordered:
            execute(_order(), handler, number)
        assert unordered.value.rule == "FLW-12"
        execute(HandOn(words="请评定", means=["email"]), handler, number)
    with moment.at(local("2026-11-18 11:30")):
        with pytest.raises(Forbidden) as mine:
            execute(Grade(grade="difficult", reason="涉及代签字"), handler, number)
        assert mine.value.rule == "ORG-10"
        with pytest.raises(Refusal):
            execute(Grade(grade="major", reason="涉及代签字"), contact, number)
        execute(Grade(grade="difficult", reason="涉及代签字"), contact, number)
    assert clock(banca_case, "banca_grade").status == "met"
    assert clock(banca_case, "banca_closing").due_at == local("2026-11-26 00:00")
    with moment.at(local("2026-11-18 11:50")):
        with pytest.raises(Refusal) as unplanned:
            execute(_order(planned_at=None), handler, number)
        assert unplanned.value.field == "planned_at"
        order = execute(_order(), handler, number).facts["order"]
    assert clock(banca_case, "banca_order").status == "met"
    assert clock(banca_case, "investigation", about=order).due_at == local("2026-11-19 17:00")


@pytest.mark.req("FLW-12")
def test_a_general_banca_case_closes_in_three_working_days(banca_case, actor):
    assert clock(banca_case, "banca_closing").due_at == local("2026-11-24 00:00")


@pytest.mark.req("FLW-13", "ORG-10")
def test_underwriting_climbs_one_rung_at_a_time(actor):
    case = registered(actor, class_code="underwriting", unit="sc")
    number = case.number
    with moment.at(local("2026-11-18 10:30")):
        with pytest.raises(Forbidden):
            execute(HandUp(words="无法解决"), actor("sc.cshead"), number)
        first = execute(HandUp(words="客户要求复核核保结论"), actor("sc.handler"), number)
        assert first.facts["role"] == "senior_staff"
        with pytest.raises(Forbidden):
            execute(HandUp(words="再提交"), actor("sc.intake"), number)
    with moment.at(local("2026-11-18 14:00")):
        second = execute(HandUp(words="需客服中心经理决定"), actor("sc.officer"), number)
        assert second.facts["holder"] == actor("sc.cshead").id
        with pytest.raises(Refusal) as top:
            execute(HandUp(words="再提交"), actor("sc.officer"), number)
        assert top.value.rule == "FLW-13"
    assert Complaint.objects.get(pk=case.pk).owner_id == actor("sc.cshead").id
    assert clock(case, "ladder", status="running").due_at == local("2026-11-20 00:00")


@pytest.mark.req("FLW-12")
def test_a_case_classed_anew_changes_its_flow_and_its_clocks(actor):
    case = registered(actor, class_code="solicitation")
    assert clock(case, "banca_forward") is None
    with moment.at(local("2026-11-18 14:00")):
        execute(Reclass(sale_stage="in_sale", reason="经查由银行网点销售"), actor("cd.officer"), case.number)
    case.refresh_from_db()
    assert case.flow == "banca"
    assert clock(case, "banca_forward").due_at == local("2026-11-18 15:00")


def _order(**more):
    given = {
        "to": department("sc", "banca"),
        "opinion": "请调取双录并核实代签字",
        "planned_at": "2026-11-19T17:00",
        "transferred_at": "2026-11-18T10:20",
        "their_opinion": "初步判断双录缺失",
    }
    return Dispatch(**(given | more))


@pytest.mark.req("INT-17", "FLW-11")
@pytest.mark.parametrize(("state", "flow"), [("registered", "claims"), ("archived", "standard")])
def test_an_open_case_of_another_register_takes_the_flow_of_its_class(actor, wednesday, state, flow):
    """What is worked on here is handed on and closed as the flow says; what was finished elsewhere has its own past."""
    given = {
        "external_source": "旧系统",
        "external_number": "TS-1",
        "unit": "sc",
        "channel": "letter",
        "received_at": "2026-11-16T09:00",
        "closed_at": "2026-11-17T09:00" if state == "archived" else None,
        "class_code": "claims",
        "facts": "理赔拖延",
        "matters": [{"class_code": "claims"}],
        "state": state,
        "clocks": True,
    }
    number = execute(ImportCase(**given), SYSTEM).number
    case = Complaint.objects.get(number=number)
    assert case.flow == flow
    closing = clock(case, "claims_closing")
    # Three working days from Monday the 16th end with Thursday the 19th.
    assert (closing.due_at if closing else None) == (local("2026-11-20 00:00") if flow == "claims" else None)
