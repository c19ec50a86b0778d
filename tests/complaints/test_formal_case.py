"""Established misconduct moves from sales to sales supervision (ORG-08)."""

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.formal_case import OpenFormalCase
from redress.complaints.models import Complaint, Order
from tests.complaints.inputs import department, transfer

pytestmark = pytest.mark.django_db


@pytest.mark.req("ORG-08")
def test_while_sales_investigates_its_order_ends_and_supervision_becomes_the_main_department(
    actor, wednesday
):
    officer = actor("sc.officer")
    number = execute(transfer(class_code="solicitation", level="general"), officer).number
    command = OpenFormalCase(established="以保底收益误导客户")
    execute(Dispatch(to=department("sc", "sales"), opinion="请核实双录"), officer, number)
    execute(command, actor("sc.saleshead"), number)
    case = Complaint.objects.get(number=number)
    assert case.main_department_id == department("sc", "sales_supervision")
    states = {order.department.kind: order.state for order in Order.objects.filter(complaint=case)}
    assert states == {"sales": "ended", "sales_supervision": "open"}
    with pytest.raises(Refusal) as refused:
        execute(command, officer, number)
    assert refused.value.rule == "ORG-08"
