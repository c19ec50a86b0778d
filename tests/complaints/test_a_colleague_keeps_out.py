"""Where a colleague must keep out, the whole department decides nothing: the unit above does, and can (ORG-13)."""

from __future__ import annotations

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.models import Approval, Complaint
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.rulebook import State
from tests.complaints.inputs import department, visit

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-13", "CLO-01", "CLO-02", "AUT-01")]


def kin(person: str) -> DeclareConflict:
    return DeclareConflict(person=person, kind="kin", reason="投诉人的姐姐")


def found_out(actor, keeper: str) -> tuple[str, str]:
    """A visit to the counter in Chengdu, somebody of whose customer service must keep out; number, and who has it."""
    number = execute(visit(), actor("cd.officer")).number
    execute(kin(keeper), actor("sc.officer"), number)
    owner = Complaint.objects.get(number=number).owner.username
    who = actor(owner)
    order = execute(Dispatch(to=department("sc", "finance"), opinion="请核实"), who, number).facts["order"]
    execute(ReplyOrder(order=str(order), reply="已核实"), actor("sc.finance"), number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), who, number)
    return number, owner


@pytest.mark.parametrize("keeper", ["cd.officer", "cd.cshead"])
def test_the_province_determines_and_closes_what_the_counter_may_not_decide(actor, wednesday, keeper):
    number, owner = found_out(actor, keeper)
    execute(Propose(plan="陪同开户", basis="退保规则", amount="0"), actor(owner), number)
    execute(GiveFeedback(accepted=True), actor(owner), number)
    of = department("cd", "business_management")
    determine = Determine(
        validity="unsubstantiated", reasons="规则如此", causes=[{"code": "process", "department": of}]
    )
    for colleague in ("cd.officer", "cd.cshead"):
        with pytest.raises(Refusal) as refused:
            execute(determine, actor(colleague), number)
        assert refused.value.rule == "ORG-13"
    execute(determine, actor("sc.officer"), number)
    execute(Sign(department=of), actor("cd.businesshead"), number)
    free = owner if owner.startswith("cd") else "sc.officer"
    assert execute(Close(), actor(free), number).state is State.CLOSED


def test_what_is_beyond_the_counter_is_approved_above_it(actor, wednesday):
    """8,000 are for the counter's head, who must keep out: the province's, then."""
    number, owner = found_out(actor, "cd.cshead")
    execute(Propose(plan="补偿八千元", basis="退保规则", amount="8000"), actor(owner), number)
    asked = Approval.objects.get(complaint__number=number)
    assert asked.of_unit.code == "sc"
    execute(Approve(approval=1), actor("sc.cshead"), number)
    assert Complaint.objects.get(number=number).state == State.PROPOSED


@pytest.mark.req("CLO-07")
def test_who_works_with_whoever_handled_the_earlier_case_does_not_decide_the_escalation(actor, wednesday):
    """The counter handled it, so the province decides the escalation, not another of the counter (ORG-13)."""
    earlier = execute(visit(), actor("cd.officer")).number
    again = {"link_to": earlier, "link_kind": "escalation", "link_reason": "向媒体投诉"}
    number = execute(visit(**again), actor("cd.officer")).number
    assert Complaint.objects.get(number=number).owner.username != "cd.officer"
    order = Dispatch(to=department("sc", "finance"), opinion="请核实")
    sent = execute(order, actor("cd.cshead"), number).facts["order"]
    execute(ReplyOrder(order=str(sent), reply="已核实"), actor("sc.finance"), number)
    for kind in ("truth", "responsibility", "reasonableness"):
        execute(RecordFinding(kind=kind, conclusion="属实", reasons="见卷宗"), actor("cd.cshead"), number)
    execute(Propose(plan="陪同开户", basis="退保规则", amount="0"), actor("cd.cshead"), number)
    execute(GiveFeedback(accepted=True), actor("cd.cshead"), number)
    causes = [{"code": "process", "department": department("cd", "business_management")}]
    determine = Determine(validity="substantiated", reasons="查实", causes=causes)
    with pytest.raises(Refusal) as refused:
        execute(determine, actor("cd.cshead"), number)
    assert refused.value.rule == "ORG-13"
    execute(determine, actor("sc.officer"), number)
