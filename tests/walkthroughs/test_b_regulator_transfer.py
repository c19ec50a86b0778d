"""Walk-through B: a claims complaint that the regulator transferred to the province, to its end."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints.closing.commands.close import Archive, Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.cohandling import CoHandle
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, RefuseOrder, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.models import Complaint, Order, UrgingNotice
from redress.rulebook import State
from tests.complaints.inputs import department, transfer
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(actor):
    """Registered by the province on Wednesday 18 November 2026 at 10:00 for the city that wrote the policy."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(unit="cd"), actor("sc.officer")).number
    return Complaint.objects.get(number=number)


@pytest.mark.req(
    "INT-07",
    "FLW-02",
    "FLW-03",
    "FLW-04",
    "FLW-07",
    "FLW-14",
    "COM-01",
    "COM-03",
    "CLO-01",
    "CLO-02",
    "CLO-10",
    "ORG-07",
)
def test_the_regulators_transfer_from_registration_to_archive(case, actor):
    number, province, city = case.number, actor("sc.officer"), actor("cd.officer")
    assert case.owner_id == actor("cd.officer").id or case.owner.department.unit.code == "cd"

    with moment.at(local("2026-11-18 11:00")):
        execute(Confirm(means="call", words="已电话告知客户投诉受理及办理流程"), city, number)
    confirm = Clock.objects.get(file_id=case.pk, key="confirm")
    assert confirm.status == "met"

    with moment.at(local("2026-11-18 14:00")):
        order = _order(execute(_dispatch("cd", "business_management"), city, number))
        returned = execute(
            RefuseOrder(order=order, reason="理赔审核不属本部门职责"), actor("cd.business"), number
        )
        assert returned.state is State.RETURNED
        with pytest.raises(Refusal) as refused:
            execute(_dispatch("cd", "business_management"), city, number)
        assert refused.value.rule == "FLW-03"
        main = _order(execute(_dispatch("sc", "claims"), city, number))
        co_handling = _order(
            execute(
                CoHandle(to=department("sc", "finance"), opinion="请查付款记录"), actor("sc.claims"), number
            )
        )

    with moment.at(local("2026-11-20 14:00")):
        sweep()
    assert UrgingNotice.objects.filter(complaint=case, order__number=main, by=None).exists()
    with moment.at(local("2026-11-20 14:01")):
        before = UrgingNotice.objects.count()
        sweep()
        assert UrgingNotice.objects.count() == before, "each step once"

    with moment.at(local("2026-11-20 17:00")):
        execute(
            ReplyOrder(order=co_handling, reply="款项未付出", sent_at="2026-11-19T16:00"),
            actor("sc.finance"),
            number,
        )
        execute(ReplyOrder(order=main, reply="资料已齐，可赔付"), actor("sc.claims"), number)
    reply = Clock.objects.get(file_id=case.pk, key="co_handling", about=co_handling)
    assert reply.stopped_at == local("2026-11-19 16:00"), "counted when sent, not when entered"

    with moment.at(local("2026-11-20 17:10")):
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(
                RecordFinding(kind=kind, conclusion="属实", reasons="见理赔卷宗"), actor("sc.claims"), number
            )
        execute(Propose(plan="赔付一万八千元", basis="条款第五条", amount="18000"), city, number)
        execute(Approve(approval=1), actor("sc.cshead"), number)
        rejected = execute(GiveFeedback(accepted=False, objections="少了两千元护理费"), city, number)
        assert rejected.state is State.REJECTED
        execute(Propose(plan="赔付两万元", basis="条款第五条及护理费约定", amount="20000"), city, number)
        execute(Approve(approval=2), actor("sc.cshead"), number)
        assert execute(GiveFeedback(accepted=True), city, number).state is State.ANSWERED
        execute(Execute(proof="付款凭证 F2026-118"), city, number)

    with moment.at(local("2026-11-23 09:00")):
        with pytest.raises(Refusal):
            execute(Close(), province, number)
        determined = execute(
            Determine(
                validity="substantiated",
                reasons="超期未答复属实",
                causes=[
                    {"code": "delay", "department": department("sc", "claims")},
                    {"code": "system_fault", "department": department("sc", "finance")},
                ],
            ),
            province,
            number,
        )
        assert department("sc", "it") in determined.facts["signers"]
        with pytest.raises(Forbidden) as refused:
            execute(Close(), city, number)
        assert refused.value.rule == "CLO-01"
        with pytest.raises(Refusal) as refused:
            execute(Close(), province, number)
        assert refused.value.rule == "CLO-02"
        execute(Sign(department=department("sc", "claims")), actor("sc.claimshead"), number)
        execute(Sign(department=department("sc", "finance")), actor("sc.financehead"), number)
        with pytest.raises(Forbidden):
            execute(Sign(department=department("sc", "it")), actor("sc.financehead"), number)
        execute(Sign(department=department("sc", "it")), actor("sc.ithead"), number)
        assert execute(Close(), province, number).state is State.CLOSED
        assert execute(Archive(), province, number).facts["retain_until"] > "2030"
    assert not Order.objects.filter(complaint=case, state="open").exists()
    assert not Clock.objects.filter(file_id=case.pk, status="running").exists()


def _dispatch(unit: str, kind: str) -> Dispatch:
    return Dispatch(to=department(unit, kind), opinion="请核实理赔经过和付款时间")


def _order(outcome) -> str:
    return outcome.facts["order"]
