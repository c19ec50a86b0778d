"""A major or difficult case goes to the committee in every flow and every company (FLW-10, FLW-12)."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.commands.rule import Rule
from redress.committee.models import Referral
from redress.complaints.case import Case
from redress.complaints.closing import gate
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.models import Complaint, Order
from redress.rulebook import load
from tests.committee.conftest import MEMBERS, call
from tests.complaints.inputs import department, transfer, visit
from tests.complaints.stages import clock
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

MORNING = "2026-11-18 10:00"
"""A working Wednesday."""


def refused(command, who, number):
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


def banca(actor, **more):
    given = {"received_at": "2026-11-18T10:00", "class_code": "solicitation", "sale_stage": "in_sale"}
    return execute(visit(**(given | more)), actor("cd.officer")).number


def graded(actor, number, grade):
    execute(HandOn(words="请评定", means=["email"]), actor("cd.officer"), number)
    execute(Grade(grade=grade, reason="涉及代签字"), actor("sc.banca"), number)
    return Complaint.objects.get(number=number)


def found(actor, number, who):
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), actor(who), number)


@pytest.mark.req("FLW-10", "FLW-12", "CLS-05")
def test_twenty_at_the_bank_are_major_and_graded_for_their_limit_all_the_same(actor):
    with moment.at(local(MORNING)):
        number = banca(actor, complainants=20)
        case = graded(actor, number, "difficult")
        assert (case.level, case.grade, case.flow) == ("major", "difficult", "banca")
        # The fifth working day after Wednesday the 18th is Wednesday the 25th.
        assert clock(case, "banca_closing").due_at == local("2026-11-26 00:00")
        order = Dispatch(
            to=department("sc", "banca"),
            opinion="请核实",
            planned_at="2026-11-19T17:00",
            transferred_at="2026-11-18T10:00",
            their_opinion="同意调查",
        )
        execute(order, actor("cd.officer"), number)
        found(actor, number, "cd.officer")
        opinion = Propose(plan="退还保费", basis="银代管理规定", amount="0")
        assert refused(opinion, actor("cd.officer"), number).rule == "FLW-10", "first the committee"
        assert case.emergency == "running"


@pytest.mark.req("FLW-12", "CLS-04")
def test_a_major_set_by_hand_is_not_lowered_by_the_grade(actor):
    with moment.at(local(MORNING)):
        number = banca(actor)
        execute(Reclass(level="major", reason="媒体关注"), actor("cd.officer"), number)
        case = graded(actor, number, "general")
        assert (case.level, case.grade) == ("major", "general")
        assert clock(case, "banca_closing").due_at == local("2026-11-24 00:00"), "general: three working days"


@pytest.mark.req("FLW-10")
def test_another_question_does_not_stand_in_for_the_handling(actor, wednesday):
    number, city = (
        execute(visit(level="difficult", class_code="policy_service"), actor("cd.officer")).number,
        None,
    )
    city = actor("cd.officer")
    execute(Dispatch(to=department("cd", "business_management"), opinion="请核实"), city, number)
    found(actor, number, "cd.officer")
    execute(Reclass(level="difficult", reason="多次协商未果"), city, number)
    asked = {"reason": "disagreement", "because": "部门有争议", "question": "validity"}
    execute(ReferToCommittee(**asked, motion="认定为有效", validity="substantiated"), city, number)
    opinion = Propose(plan="更正记录", basis="保全规则", amount="0")
    assert refused(opinion, city, number).rule == "FLW-10"
    how = {"reason": "difficult", "because": "协商未果", "question": "handling", "motion": "更正记录"}
    execute(ReferToCommittee(**how), city, number)
    assert refused(opinion, city, number).rule == "ORG-03", "now the ruling is waited for"


@pytest.mark.req("FLW-10", "FLW-16")
def test_the_property_company_has_the_committee_and_the_emergency_process_too(actor, wednesday):
    officer = actor("psc.officer")
    command = transfer(
        source="direct", channel="phone_in", facts_repeated=True, policy_number="", level="major"
    )
    number = execute(command, officer).number
    case = Complaint.objects.get(number=number)
    assert case.rulebook.name == "property-method"
    assert case.emergency == "running"
    execute(Dispatch(to=department("psc", "claims"), opinion="请核实"), officer, number)
    found(actor, number, "psc.officer")
    assert refused(Propose(plan="赔付", basis="条款", amount="0"), officer, number).rule == "FLW-10"
    case.refresh_from_db()
    assert "committee_asked" in gate.missing_by_key(Case(case, moment.now()))


@pytest.mark.req("FLW-09", "FLW-15", "FLW-10", "FLW-16")
@pytest.mark.parametrize("name", ["property-method", "life-method", "group-flows", "guangxi-method"])
def test_what_every_insurer_does_with_cases_beyond_the_ordinary_is_in_every_method(name):
    """Re-review, centralised business, emergency and the committee's gate are the common method's."""
    common, method = load("insurer-method").method, load(name).method
    assert method.rereview == common.rereview is not None
    assert method.emergency == common.emergency is not None
    assert set(method.centralised) >= set(common.centralised) != set()
    assert set(method.gates) >= set(common.gates) != set()


@pytest.mark.req("ORG-03")
def test_nothing_is_ruled_before_every_department_concerned_was_heard(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(level="difficult"), officer).number
    for kind in ("finance", "claims"):
        execute(Dispatch(to=department("sc", kind), opinion="请核实"), officer, number)
        order = Order.objects.get(complaint__number=number, state="open")
        if kind == "finance":
            execute(RefuseOrder(order=order.number, reason="不属于本部门"), actor("sc.finance"), number)
        else:
            execute(ReplyOrder(order=order.number, reply="属实"), actor("sc.claims"), number)
    how = {"reason": "difficult", "because": "协商未果", "question": "handling", "motion": "全额赔付"}
    execute(ReferToCommittee(**how), officer, number)
    meeting = call(actor)
    execute(PutOnAgenda(referral=Referral.objects.get().pk, session=meeting.number), officer, number)
    meeting.attend(*MEMBERS)
    for name in MEMBERS:
        meeting.vote(name, "for")
    ruling = Rule(session=meeting.number, item=1)
    nobody = refused(ruling, actor("sc.manager"), number)
    assert (nobody.rule, "理赔" in str(nobody) or "laims" in str(nobody)) == ("ORG-03", True)
    meeting.hear("sales")
    assert refused(ruling, actor("sc.manager"), number).rule == "ORG-03", "another department does not do"
    meeting.hear("claims")
    execute(ruling, actor("sc.manager"), number)
