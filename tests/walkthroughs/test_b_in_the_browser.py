"""Walk-through B by hand: the regulator's transfer on the screens of seven people."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints import moment
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Order, UrgingNotice
from tests.complaints.inputs import department, transfer
from tests.walkthroughs.hands import Hands

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture
def hands(open_desk, actor):
    """The province has registered the transfer for the city that wrote the policy."""
    received = timezone.now() - timedelta(minutes=5)
    outcome = execute(transfer(unit="cd", received_at=received.isoformat()), actor("sc.officer"))
    return Hands(open_desk, outcome.number)


@pytest.mark.req("INT-07", "FLW-03", "FLW-04", "COM-03", "CLO-01", "CLO-02")
def test_seven_people_take_the_transfer_to_the_archive(hands):
    case = Complaint.objects.get(number=hands.number)
    city, province = "cd.officer", "sc.officer"

    hands.is_refused(city, "confirm", "", means="call")
    hands.give(city, "confirm", means="call", words="已电话告知客户投诉受理及办理流程")

    hands.give(city, "dispatch", to=department("cd", "business_management"), opinion="请核实理赔经过")
    first = Order.objects.get(complaint=case)
    hands.give("cd.business", "refuse_order", order=first.number, reason="理赔审核不属于本部门职责")
    hands.give(city, "dispatch", to=department("sc", "claims"), opinion="请核实理赔经过")
    main = Order.objects.get(complaint=case, state="open")
    hands.give("sc.claims", "co_handle", to=department("sc", "finance"), opinion="请查付款记录")
    helper = Order.objects.get(complaint=case, kind="co_handling")

    due = Clock.objects.get(complaint=case, key="investigation", about=main.number).due_at
    with moment.at(due - timedelta(hours=8)):
        sweep()
    assert UrgingNotice.objects.filter(order=main, by=None).exists()
    expect(hands.case("sc.claims").get_by_text(main.number[-2:]).first).to_be_visible()

    hands.give("sc.finance", "reply_order", order=helper.number, reply="款项尚未付出")
    hands.give("sc.claims", "reply_order", order=main.number, reply="资料已齐，可以赔付")

    for kind in ("truth", "responsibility", "reasonableness"):
        hands.give("sc.claims", "record_finding", kind=kind, conclusion="属实", reasons="见理赔卷宗")
    hands.give(city, "propose", plan="赔付一万八千元", basis="条款第五条", amount="18000")
    hands.give("sc.cshead", "approve", approval="1")
    _answer(hands, city, accepted=False, objections="少了两千元护理费")
    hands.give(city, "propose", plan="赔付两万元", basis="条款第五条及护理费约定", amount="20000")
    hands.give("sc.cshead", "approve", approval="2")
    _answer(hands, city, accepted=True)
    hands.give(city, "execute", proof="付款凭证 F2026-118")

    hands.give(
        city,
        "determine",
        **{
            "validity": "substantiated",
            "reasons": "超期未答复属实",
            "causes.0.code": "delay",
            "causes.0.department": department("sc", "claims"),
            "causes.1.code": "system_fault",
            "causes.1.department": department("sc", "finance"),
        },
    )
    assert "省公司" in hands.is_refused(city, "close", "CLO-01")
    hands.is_refused(province, "close", "CLO-02")
    for head, kind in (("sc.claimshead", "claims"), ("sc.financehead", "finance"), ("sc.ithead", "it")):
        hands.give(head, "sign", department=department("sc", kind))
    hands.give(province, "close")
    page = hands.give(province, "archive")
    expect(page.get_by_text("已归档").first).to_be_visible()
    case.refresh_from_db()
    assert case.state == "archived"


def _answer(hands: Hands, who: str, *, accepted: bool, objections: str = "") -> None:
    fields = {"objections": objections} if objections else {}
    hands.give(who, "give_feedback", accepted=accepted, **fields)
