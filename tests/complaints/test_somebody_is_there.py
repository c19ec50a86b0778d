"""What is addressed to a department reaches somebody: an order to nobody is refused, and can be taken back (ORG-04)."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from redress.assembly import ALL
from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.committee import hearing
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.models import Body, Item
from redress.complaints.case import Case
from redress.complaints.closing.commands.callback import FollowUp
from redress.complaints.closing.commands.close import Close, TransferOut
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.commands import common
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import HandOn, Verify
from redress.complaints.handling.commands.cohandling import CoHandle, Urge
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.order_chain import AskInstruction, HandDown
from redress.complaints.handling.commands.request import AskApproval
from redress.complaints.handling.commands.take_back_order import TakeBackOrder
from redress.complaints.intake.commands.settle import Settle
from redress.complaints.models import Complaint, Order
from redress.complaints.queries import options
from redress.messages.models import Alert
from redress.organisation import holders
from redress.organisation.models import Appointment, Department, User
from redress.rulebook import State
from tests.complaints.inputs import department, visit
from tests.complaints.stages import clock, registered
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-04", "FLW-03")]


def leave(*usernames: str) -> None:
    User.objects.filter(username__in=usernames).update(is_active=False)


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


def dispatched(actor, kind: str = "business_management") -> tuple[Complaint, str]:
    case = registered(actor)
    facts = execute(
        Dispatch(to=department("sc", kind), opinion="请核实"), actor("cd.officer"), case.number
    ).facts
    return case, str(facts["order"])


EMPTY = {
    "dispatch": lambda _order: Dispatch(to=department("cd", "finance"), opinion="请核实"),
    "copies": lambda _order: Dispatch(
        to=department("sc", "finance"), copies=[department("cd", "finance")], opinion="请核实"
    ),
    "transfer out": lambda _order: TransferOut(to=department("cd", "finance"), reason="不属于投诉"),
    "ask for approval": lambda _order: AskApproval(department=department("cd", "finance"), question="请指导"),
}


@pytest.mark.parametrize("what", EMPTY)
def test_what_goes_to_a_department_without_people_is_refused_with_who_is_missing(actor, wednesday, what):
    case = registered(actor)
    because = refused(EMPTY[what](""), actor("cd.officer"), case.number)
    assert because.rule == "ORG-04"
    assert str(Department.objects.get(pk=department("cd", "finance"))) in str(because)
    assert str(Department.objects.get(pk=department("sc", "finance"))) in str(because), (
        "the nearest that has somebody"
    )


def test_an_order_beside_the_main_one_goes_to_nobody_neither(actor, wednesday):
    case, main = dispatched(actor)
    officer, business = actor("cd.officer"), actor("sc.business")
    asks = CoHandle(to=department("cd", "finance"), opinion="请核实付款")
    assert refused(asks, officer, case.number).rule == "ORG-04"
    leave("cd.business", "cd.businesshead")
    down = HandDown(order=main, to=department("cd", "business_management"), asks="请反馈")
    assert refused(down, business, case.number).rule == "ORG-04"
    leave("ho.business")
    assert refused(AskInstruction(order=main, asks="可否"), business, case.number).rule == "ORG-04"


def test_who_leaves_on_the_day_is_nobody_from_that_day(actor, wednesday):
    case = registered(actor)
    Appointment.objects.filter(user__username="cd.business").update(
        period=(local("2026-01-01 00:00").date(), local("2026-11-18 00:00").date())
    )
    leave("cd.businesshead")
    order = Dispatch(to=department("cd", "business_management"), opinion="请核实")
    assert refused(order, actor("cd.officer"), case.number).rule == "ORG-04"


def test_the_routed_department_is_the_nearest_where_somebody_works(actor, wednesday):
    from redress.complaints.case import Case

    case = Case(registered(actor, class_code="claims"), wednesday)
    main, _copies = options.routed(case)
    assert str(main.unit.code) == "cd"
    leave("cd.business", "cd.businesshead")
    main, _copies = options.routed(case)
    assert str(main.unit.code) == "sc"


def test_an_order_that_nobody_can_answer_any_more_is_not_urged_but_taken_back_and_given_anew(
    actor, wednesday
):
    case, order = dispatched(actor)
    officer = actor("cd.officer")
    leave("sc.business", "sc.businesshead")
    because = refused(Urge(order=order, reason="请尽快"), officer, case.number)
    assert because.rule == "ORG-04"

    outcome = execute(TakeBackOrder(order=order, reason="该部门暂无人员"), officer, case.number)
    assert outcome.state is State.RETURNED
    case.refresh_from_db()
    assert case.main_department_id is None
    assert case.returns == 0, "it was not the department that gave it back (FLW-03)"
    assert Order.objects.get(number=order).state == "taken_back"
    assert clock(case, "dispatch").due_at == local("2026-11-19 00:00"), "given anew on the same day"
    again = execute(
        Dispatch(to=department("cd", "business_management"), opinion="请核实"),
        officer,
        case.number,
    )
    assert again.state is State.INVESTIGATING


def test_after_it_was_taken_back_the_same_department_may_have_it_again(actor, wednesday):
    case, order = dispatched(actor)
    officer = actor("cd.officer")
    execute(TakeBackOrder(order=order, reason="补充材料后再发"), officer, case.number)
    told = Alert.objects.filter(kind="returned", department=department("sc", "business_management"))
    assert [alert.words for alert in told] == [order]
    again = Dispatch(to=department("sc", "business_management"), opinion="材料已补充，请核实")
    assert execute(again, officer, case.number).state is State.INVESTIGATING


def test_what_was_handed_on_goes_back_with_the_order(actor, wednesday):
    case, main = dispatched(actor)
    down = execute(
        HandDown(order=main, to=department("cd", "business_management"), asks="请反馈"),
        actor("sc.business"),
        case.number,
    ).facts["order"]
    outcome = execute(TakeBackOrder(order=main, reason="改派"), actor("cd.officer"), case.number)
    assert outcome.facts["with_it"] == [down]
    assert not case.orders.filter(state="open").exists()
    assert clock(case, "order_chain", about=down).status != "running"


def test_an_order_is_taken_back_by_who_gave_it_and_not_once_it_is_answered(actor, wednesday):
    case, main = dispatched(actor)
    business = actor("sc.business")
    down = execute(
        HandDown(order=main, to=department("cd", "business_management"), asks="请反馈"), business, case.number
    ).facts["order"]
    own = TakeBackOrder(order=main, reason="不做")
    assert isinstance(refused(own, business, case.number), Forbidden), "who got it returns it instead"
    assert isinstance(
        refused(TakeBackOrder(order=down, reason="不做"), actor("cd.business"), case.number), Forbidden
    )
    execute(TakeBackOrder(order=down, reason="自行核实"), business, case.number)
    execute(ReplyOrder(order=main, reply="已核实"), business, case.number)
    assert (
        refused(TakeBackOrder(order=main, reason="改派"), actor("cd.officer"), case.number).rule == "FLW-03"
    )


def test_a_suggestion_after_closing_goes_to_nobody_neither(actor, wednesday):
    case = registered(actor)
    officer, to = actor("cd.officer"), department("cd", "business_management")
    execute(Settle(plan="陪同办理", basis="规则"), officer, case.number)
    cause = {"code": "process", "department": to}
    execute(Determine(validity="unsubstantiated", reasons="规则如此", causes=[cause]), officer, case.number)
    execute(Sign(department=to), actor("cd.businesshead"), case.number)
    execute(Close(), officer, case.number)
    suggestion = FollowUp(
        reached=True,
        satisfaction="satisfied",
        suggestion="增设窗口",
        suggested_to=department("sc", "product"),
    )
    assert refused(suggestion, officer, case.number).rule == "ORG-04"


OTHERWISE = {
    ("sign", "department"): "names the department that signs; who signs for it is asked by name",
    ("joint_meeting", "departments"): "says who was there",
    ("judge_person", "department"): "says where the person works",
    ("name_responsible", "department"): "says where the person works",
    ("authorise", "to"): "a person",
}


def test_every_command_that_names_a_department_asks_whether_somebody_is_there():
    """A command whose field is of the kind is in the tests above, or here with why nothing is addressed by it."""
    asked = {
        (each.name, field)
        for each in ALL
        for field, said in each.model_fields.items()
        if field in {"to", "copies", "department", "departments", "suggested_to"}
        and "int" in str(said.annotation)
    }
    tested = {
        ("dispatch", "to"),
        ("dispatch", "copies"),
        ("transfer_out", "to"),
        ("ask_approval", "department"),
        ("co_handle", "to"),
        ("hand_down", "to"),
        ("follow_up", "suggested_to"),
    }
    assert asked - set(OTHERWISE) == tested


def test_the_reason_of_a_taken_back_order_is_asked_for():
    with pytest.raises(ValidationError):
        TakeBackOrder(order="L2026-0000001-01", reason="")


def test_the_choice_of_departments_says_where_nobody_is(actor, wednesday):
    from redress.complaints.case import Case

    offered = {each.value: each.label for each in options.departments(Case(registered(actor), wednesday))}
    empty, full = department("cd", "finance"), department("sc", "finance")
    assert offered[str(empty)] != str(Department.objects.get(pk=empty))
    assert offered[str(full)] == str(Department.objects.get(pk=full))


@pytest.mark.req("FLW-02", "FLW-03")
@pytest.mark.parametrize("how", ["taken back", "returned"])
def test_only_a_main_order_that_goes_back_has_to_be_dispatched_anew(actor, wednesday, how):
    case, main = dispatched(actor)
    officer = actor("cd.officer")
    beside = execute(
        CoHandle(to=department("sc", "finance"), opinion="请核实付款"), officer, case.number
    ).facts["order"]
    for order, who, again in ((beside, "sc.finance", False), (main, "sc.business", True)):
        if how == "returned":
            execute(RefuseOrder(order=order, reason="不属于本部门"), actor(who), case.number)
        else:
            execute(TakeBackOrder(order=order, reason="改派"), officer, case.number)
        assert (clock(case, "dispatch").status == "running") is again


@pytest.mark.req("FLW-10")
def test_a_department_whose_order_was_taken_back_need_not_be_heard(actor, wednesday):
    case, _main = dispatched(actor)
    officer = actor("cd.officer")
    to = department("sc", "finance")
    beside = execute(CoHandle(to=to, opinion="请核实付款"), officer, case.number).facts["order"]
    opened = Case(Complaint.objects.get(pk=case.pk), moment.now())
    assert to in hearing._concerned(opened, Item())
    execute(TakeBackOrder(order=beside, reason="不涉及"), officer, case.number)
    assert to not in hearing._concerned(opened, Item())


@pytest.mark.req("FLW-11", "ORG-04")
def test_a_case_is_not_handed_to_a_stand_in_whose_department_answers_nothing(actor, wednesday):
    case = registered(actor, class_code="claims")
    officer = actor("cd.officer")
    execute(Verify(verdict="beyond", words="超出权限"), officer, case.number)
    people = Appointment.objects.filter(department__kind="claims", user__is_active=True)
    leave(*people.values_list("user__username", flat=True))
    handed = HandOn(words="请核定", means=["email", "call"])
    manager = holders.nearest_manager(case.unit)
    assert manager is not None, "who would stand in"
    Appointment.objects.filter(department=manager[0], duty__in=common.ANSWERS).delete()
    assert refused(handed, officer, case.number).rule == "ORG-04"


@pytest.mark.req("ORG-03", "ORG-04")
def test_a_committee_without_an_office_is_asked_nothing(actor, wednesday):
    case = registered(actor, level="difficult")
    office = Body.objects.get(unit__code="sc", kind="coordination_committee").office
    leave(*office.appointments.values_list("user__username", flat=True))
    how = {"reason": "difficult", "because": "协商未果", "question": "handling", "motion": "更正记录"}
    because = refused(ReferToCommittee(**how), actor("cd.officer"), case.number)
    assert (because.rule, str(office) in str(because)) == ("ORG-04", True)


@pytest.mark.req("FLW-03", "ORG-04")
def test_who_said_that_it_is_not_theirs_is_asked_again_where_nobody_else_is(actor, wednesday):
    officer = actor("cd.officer")
    number = execute(visit(), officer).number
    service = department("cd", "customer_service")
    execute(Dispatch(to=service, opinion="请核实"), officer, number)
    order = Complaint.objects.get(number=number).orders.get()
    execute(RefuseOrder(order=order.number, reason="不属于本部门"), officer, number)
    with pytest.raises(Refusal) as refused:
        execute(Dispatch(to=service, opinion="请核实"), officer, number)
    assert (refused.value.rule, refused.value.field) == ("FLW-03", "to")
    User.objects.exclude(department=service).update(is_active=False)
    execute(Dispatch(to=service, opinion="请核实"), officer, number)
