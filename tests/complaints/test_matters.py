"""One intake, several matters: an order a class, one answer to the customer (INT-09)."""

import pytest
from django.utils import translation

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import Propose, RecordFinding
from redress.complaints.handling.commands.joint_meeting import JointMeeting
from redress.complaints.importing.commands.import_case import ImportCase
from redress.complaints.models import Complaint
from redress.messages.models import Alert
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import department
from tests.complaints.stories import case, filed
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
SMS = {"class_code": "sms", "facts": "反复收到营销短信"}
PAYMENT = {"class_code": "payments", "facts": "退保款迟迟未到账"}
CLAIM = {"class_code": "claims", "facts": "住院理赔两个月没有答复"}


@pytest.fixture
def number(actor):
    """A complaint about payments, text messages and a claim, dispatched to finance."""
    number = filed(actor, "2026-11-16 10:00", matters=[SMS, CLAIM])
    with moment.at(local("2026-11-16 11:00")):
        execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), actor("sc.officer"), number)
    return number


def found(actor, number):
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="记录"), actor("sc.officer"), number)


def refused(who, command, number):
    with pytest.raises(Refusal) as caught, translation.override("en"):
        execute(command, who, number)
    return caught.value


@pytest.mark.req("INT-09")
def test_every_class_has_an_order_to_its_department_with_all_problems_described(number):
    orders = list(Complaint.objects.get(number=number).orders.order_by("number"))
    assert [(order.kind, order.class_code, order.department.kind) for order in orders] == [
        ("main", "payments", "finance"),
        ("co_handling", "sms", "customer_service"),
        ("co_handling", "claims", "business_management"),
    ]
    for order in orders:
        assert "反复收到营销短信" in order.opinion
        assert "住院理赔两个月没有答复" in order.opinion
    assert case(number).main_department.kind == "finance"


@pytest.mark.req("INT-09")
def test_the_customer_is_told_only_when_all_opinions_are_in(actor, number):
    repliers = {"finance": "sc.finance", "business_management": "sc.business"}
    with moment.at(local("2026-11-17 10:00")):
        found(actor, number)
        proposal = Propose(plan="退款并停发短信", basis="规则")
        assert refused(actor("sc.officer"), proposal, number).rule == "INT-09"
        for order in case(number).orders.all():
            who = actor(repliers.get(order.department.kind, "sc.officer"))
            refusal = refused(actor("sc.officer"), proposal, number)
            assert order.number in str(refusal)
            assert "joint meeting" in str(refusal)
            execute(ReplyOrder(order=order.number, reply="属实"), who, number)
        execute(proposal, actor("sc.officer"), number)
    assert case(number).state == "proposed"


@pytest.mark.req("INT-09")
def test_a_joint_meeting_of_all_who_owe_an_opinion_stands_for_the_opinions(actor, number):
    with moment.at(local("2026-11-17 10:00")):
        found(actor, number)
        here = [department("sc", "finance"), department("sc", "business_management")]
        absent = JointMeeting(departments=here, words="一致同意")
        assert refused(actor("sc.officer"), absent, number).field == "departments"
        all_ = [*here, department("sc", "customer_service")]
        execute(JointMeeting(departments=all_, words="一致同意退款"), actor("sc.officer"), number)
        execute(Propose(plan="退款并停发短信", basis="规则"), actor("sc.officer"), number)
    assert case(number).state == "proposed"


@pytest.mark.req("INT-09")
def test_departments_do_not_tell_the_result_each_for_itself(actor, number):
    told = RecordContact(kind="result", means="call", words="已退款")
    with moment.at(local("2026-11-17 10:00")):
        assert refused(actor("sc.finance"), told, number).rule == "INT-09"
        execute(told, actor("sc.officer"), number)


def test_a_complaint_of_one_matter_goes_its_usual_way(actor):
    number = filed(actor, "2026-11-16 10:00")
    with moment.at(local("2026-11-16 11:00")):
        execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), actor("sc.officer"), number)
        meeting = JointMeeting(departments=[department("sc", "finance"), department("sc", "it")], words="x")
        assert refused(actor("sc.officer"), meeting, number).rule == "INT-09"
    order = case(number).orders.get()
    assert (order.opinion, order.class_code) == ("请核实", "")


@pytest.mark.parametrize(
    ("matters", "rule"),
    [
        ([{"class_code": "payments"}], "INT-09"),
        ([SMS, SMS], "INT-09"),
        ([{"class_code": "weather"}], "CLS-01"),
        ([{"class_code": "claims", "reason_code": "payment_slow"}], "CLS-01"),
    ],
    ids=["the first again", "one twice", "unknown class", "reason of another class"],
)
def test_a_matter_that_stands_twice_or_is_unknown_is_refused(actor, matters, rule):
    with pytest.raises(Refusal) as caught:
        filed(actor, "2026-11-16 10:00", matters=matters)
    assert caught.value.rule == rule
    assert not Complaint.objects.exists()


@pytest.mark.req("INT-09", "ORG-08")
def test_payments_as_a_further_matter_are_copied_to_those_that_answer_with_finance(actor):
    number = filed(actor, "2026-11-16 10:00", class_code="claims", matters=[PAYMENT])
    with moment.at(local("2026-11-16 11:00")):
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), actor("sc.officer"), number)
    told = Alert.objects.filter(file__number=number, kind="copy")
    assert sorted(told.values_list("department__kind", flat=True)) == ["business_management", "it"]
    further = case(number).orders.get(class_code="payments")
    assert further.department.kind == "finance"
    assert {alert.about for alert in told} == {further.number}


@pytest.mark.req("INT-09", "INT-17")
@pytest.mark.parametrize(("codes", "orders"), [(["payments", "sms"], 2), (["payments", "payments"], 1)])
def test_an_open_case_of_another_register_has_an_order_for_each_class_too(actor, codes, orders):
    taken = ImportCase(
        external_source="旧系统",
        external_number="TS-2",
        unit="sc",
        channel="letter",
        received_at="2026-11-16T09:00",
        class_code="payments",
        facts="退款未到账",
        state="registered",
        matters=[{"class_code": code} for code in codes],
        clocks=True,
    )
    with moment.at(local("2026-11-17 10:00")):
        number = execute(taken, SYSTEM).number
        execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), actor("sc.officer"), number)
    assert case(number).orders.count() == orders
