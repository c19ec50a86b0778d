"""Orders between the levels of a department (FLW-19)."""

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.order_chain import AskInstruction, HandDown
from redress.complaints.models import Order
from redress.messages.models import Alert
from tests.complaints.inputs import department
from tests.complaints.stages import clock, registered
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


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
    told = Alert.objects.filter(department_id=department("cd", "business_management"), kind="replied")
    assert asked["order"] in [alert.words for alert in told]
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
