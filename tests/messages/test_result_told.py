"""The result is told within the house as well: to coordinating departments, committee and superior unit (COM-02)."""

from __future__ import annotations

import pytest

from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.kinds import FindingKind
from redress.complaints.models import Complaint, Order
from redress.messages.models import Alert, Message, StaffContact
from redress.organisation.models import User
from tests.complaints.inputs import department, transfer


@pytest.mark.django_db
@pytest.mark.req("COM-02")
@pytest.mark.parametrize("accepted", [True, False])
def test_the_result_goes_to_coordinating_department_committee_and_superior_unit(
    actor, wednesday, box, accepted
):
    superior = User.objects.get(username="ho.cshead")
    StaffContact.objects.create(user=superior, channels=["mail"], mail="head@anhe.example")
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    order = Order.objects.get(complaint__number=number)
    execute(ReplyOrder(order=order.number, reply="已核实，应予赔付"), actor("sc.claims"), number)
    for kind in FindingKind:
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="病历"), officer, number)
    execute(Propose(plan="赔付", basis="条款"), officer, number)
    before = Complaint.objects.get(number=number).version
    execute(GiveFeedback(accepted=accepted, objections="" if accepted else "太少"), officer, number)
    told = Alert.objects.filter(file__number=number, kind="result")
    assert set(told.values_list("user__username", flat=True)) == {"sc.claims", "sc.manager", "ho.cshead"}
    [mail] = Message.objects.filter(file__number=number, rule="result")
    assert (mail.user, mail.entry) == (superior, before + 1)
    assert number in mail.subject
