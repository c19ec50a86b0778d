"""Walk-through N: a regulator's transfer meets an open counter case. Every date is computed by hand.

Received on Friday evening and entered on Monday, it is merged; an office of the regulator asks for an earlier answer in
writing; the province determines and closes.
"""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.law.commands.earlier_limit import SetEarlierLimit
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint
from redress.rulebook import State
from tests.complaints.inputs import department, transfer, visit
from tests.complaints.papers import attach
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

TRANSFER = {
    "received_at": "2026-11-20T18:30",
    "policy_number": "P510001",
    "claim_number": "",
    "class_code": "payments",
    "facts": "同一客户经监管机构转来：退保款至今未到账，要求答复。",
    "demand": "立即退保并到账",
    "amount": None,
    "unit": "cd",
}


def clock(number, key, **more):
    return Clock.objects.filter(file__number=number, key=key, **more).order_by("-id").first()


def refused(command, who, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


@pytest.mark.req("CLO-01", "CLO-02", "CLO-08", "CLK-12", "INT-02", "INT-07")
def test_a_transfer_that_meets_a_counter_case_is_closed_by_the_province(actor):
    city, province = actor("cd.officer"), actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        kept = execute(visit(complexity="complex"), city).number
    # Complex, received on Wednesday 18 November: ten working days end with Wednesday 2 December, the law's thirty
    # days with 18 December.
    assert clock(kept, "resolution").due_at == local("2026-12-03 00:00")
    assert clock(kept, "resolution_law").due_at == local("2026-12-19 00:00")

    with moment.at(local("2026-11-23 09:30")):
        again = execute(transfer(**TRANSFER), province).number
    # Entry on the day of receipt; the working day of the confirmation after a Friday is Monday.
    assert clock(again, "entry").due_at == local("2026-11-21 00:00")
    assert clock(again, "entry").status == "late"
    assert clock(again, "confirm").due_at == local("2026-11-24 00:00")

    with moment.at(local("2026-11-23 10:00")):
        execute(Merge(into=kept, remark="同一事项"), city, again)
    case = Complaint.objects.get(number=kept)
    assert (case.source, Complaint.objects.get(number=again).state) == ("regulator", "merged")
    assert clock(kept, "confirm", status="running").due_at == local("2026-11-24 00:00"), (
        "from Friday's receipt"
    )
    assert clock(kept, "resolution_law").due_at == local("2026-12-19 00:00"), "nothing new: nothing restarts"

    with moment.at(local("2026-11-23 10:30")):
        paper = attach(kept, city, "限期答复函")
        earlier = SetEarlierLimit(
            office="四川金融监管局", reference="川金监函〔2026〕31号", last_day="2026-11-25", evidence=paper
        )
        execute(earlier, city, kept)
    assert clock(kept, "office_limit").due_at == local("2026-11-26 00:00")
    with moment.at(local("2026-11-23 11:00")):
        execute(Confirm(means="call", words="已告知监管转办件受理，由本柜面办理"), city, kept)
    assert clock(kept, "confirm").status == "met"

    with moment.at(local("2026-11-23 14:00")):
        order = execute(Dispatch(to=department("sc", "finance"), opinion="请核实付款"), city, kept).facts[
            "order"
        ]
    with moment.at(local("2026-11-24 10:00")):
        execute(ReplyOrder(order=order, reply="银行退票，今日重付"), actor("sc.finance"), kept)
        for kind in ("truth", "responsibility", "reasonableness"):
            execute(RecordFinding(kind=kind, conclusion="属实", reasons="付款记录"), city, kept)
        execute(Propose(plan="当日重付退保款并致歉", basis="公司收付费管理规定", amount="0"), city, kept)
    with moment.at(local("2026-11-25 16:00")):
        execute(GiveFeedback(accepted=True), city, kept)
    for key in ("office_limit", "resolution", "resolution_law"):
        assert clock(kept, key).status == "met", key

    cause = {"code": "process", "department": department("sc", "finance")}
    finding = Determine(validity="substantiated", reasons="付款差错属实", causes=[cause])
    with moment.at(local("2026-11-26 09:00")):
        assert refused(finding, city, kept).rule in ("CLO-01", "CLO-02")
        execute(finding, province, kept)
        execute(Sign(department=department("sc", "finance")), actor("sc.financehead"), kept)
        assert refused(Close(), city, kept).rule == "CLO-01"
        assert execute(Close(), province, kept).state is State.CLOSED
