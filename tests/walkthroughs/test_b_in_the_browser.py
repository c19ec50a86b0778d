"""Walk-through B by hand: the regulator's transfer on the screens of nine people."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from redress.casework import moment
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.complaints.models import Complaint, Order, UrgingNotice
from tests.complaints.inputs import TRANSFER, department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.intake import register
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CITY, PROVINCE, CLAIMS, FINANCE = "cd.intake", "sc.officer", "sc.claims", "sc.finance"
APPROVER = "sc.cshead"
SIGNERS = (("sc.claimshead", "claims"), ("sc.financehead", "finance"), ("sc.ithead", "it"))


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    return Hands(open_desk)


@pytest.mark.req("INT-07", "FLW-03", "FLW-04", "COM-03", "CLO-01", "CLO-02")
def test_nine_people_take_the_transfer_to_the_archive(hands):
    with the_house():
        business, claims = department("cd", "business_management"), department("sc", "claims")
        finance = department("sc", "finance")
    with moment.at(local("2026-11-18 10:00")):
        given = TRANSFER | {"unit": "cd"}
        hands.number = register(hands.open(PROVINCE, "/register"), given, follows="理赔")
    with moment.at(local("2026-11-18 11:00")):
        found_at_work(hands, CITY)
        hands.is_refused(CITY, "confirm", "", means="call")
        hands.give(CITY, "confirm", means="call", words="已电话告知客户投诉受理及办理流程")
    with moment.at(local("2026-11-18 14:00")):
        hands.give(CITY, "dispatch", to=business, opinion="请核实理赔经过")
        found_at_work(hands, "cd.business")
        hands.give("cd.business", "refuse_order", reason="理赔审核不属于本部门职责")
        found_at_work(hands, CITY)
        hands.give(CITY, "dispatch", to=claims, opinion="请核实理赔经过")
    with moment.at(local("2026-11-18 15:00")):
        found_at_work(hands, CLAIMS)
        hands.give(CLAIMS, "co_handle", to=finance, opinion="请查付款记录")
    urged(hands)
    with moment.at(local("2026-11-20 17:00")):
        found_at_work(hands, FINANCE)
        hands.give(FINANCE, "reply_order", reply="款项尚未付出", sent_at="2026-11-19T16:00")
        counted_when_sent(hands)
        found_at_work(hands, CLAIMS)
        hands.give(CLAIMS, "reply_order", reply="资料已齐，可以赔付")
        for kind in ("truth", "responsibility", "reasonableness"):
            hands.give(CLAIMS, "record_finding", kind=kind, conclusion="属实", reasons="见理赔卷宗")
        hands.give(CITY, "propose", plan="赔付一万八千元", basis="条款第五条", amount="18000")
        found_at_work(hands, APPROVER, "approvals")
        hands.give(APPROVER, "approve")
        hands.give(CITY, "give_feedback", accepted=False, objections="少了两千元护理费")
        hands.give(CITY, "propose", plan="赔付两万元", basis="条款第五条及护理费约定", amount="20000")
        found_at_work(hands, APPROVER, "approvals")
        hands.give(APPROVER, "approve")
        hands.give(CITY, "give_feedback", accepted=True)
        hands.give(CITY, "execute", proof="付款凭证 F2026-118")

    two_causes = {
        "causes.0.code": "delay",
        "causes.0.department": claims,
        "causes.1.code": "system_fault",
        "causes.1.department": finance,
    }
    with moment.at(local("2026-11-23 09:00")):
        hands.give(PROVINCE, "determine", validity="substantiated", reasons="超期未答复属实", **two_causes)
        assert "省公司" in hands.is_refused(CITY, "close", "CLO-01")
        picture(hands.open(PROVINCE, "/closing"), "closing")
        hands.is_refused(PROVINCE, "close", "CLO-02")
        for head, _kind in SIGNERS:
            found_at_work(hands, head, "signatures")
            hands.give(head, "sign")
        closed_from_the_list(hands)
        page = hands.give(PROVINCE, "archive")
        expect(page.get_by_text("已归档").first).to_be_visible()
    with the_house():
        assert Complaint.objects.get(number=hands.number).state == "archived"


def urged(hands: Hands) -> None:
    """The main order is nearly out of time: the sweeper urges, and the department reads it on its workbench."""
    with the_house():
        main = Order.objects.get(complaint__number=hands.number, kind="main", state="open")
        due = Clock.objects.get(file_id=main.complaint_id, key="investigation", about=main.number).due_at
    with moment.at(due - timedelta(hours=8)):
        with the_house():
            sweep()
            assert UrgingNotice.objects.filter(order=main, by=None).exists()
        found_at_work(hands, CLAIMS)
        page = hands.case(CLAIMS)
        expect(page.locator("#orders-title + .table-wrap")).to_contain_text("已催办")
        picture(page, "urged")
        picture(hands.open(CLAIMS, "/alerts"), "alerts")


def counted_when_sent(hands: Hands) -> None:
    """The page says when the reply was sent, and that the limit was met then, not when it was entered."""
    page = hands.case(FINANCE)
    expect(page.locator("#orders-title + .table-wrap")).to_contain_text("2026-11-19 16:00")
    page.locator("details.ended > summary").click()
    rows = page.locator(".ended-clocks .clock")
    met = rows.filter(has_text="会办").filter(has_text="2026-11-19 16:00")
    expect(met.first).to_be_visible()
    picture(page, "counted-when-sent")


def closed_from_the_list(hands: Hands) -> None:
    """The province finds the case among those that miss nothing, and closes it there."""
    page = hands.open(PROVINCE, "/closing")
    box = page.locator(f"input[name=number][value='{hands.number}']")
    expect(box).to_be_enabled()
    box.check()
    picture(page, "closing-ready")
    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(hands.number)
    picture(page, "closing-done")
