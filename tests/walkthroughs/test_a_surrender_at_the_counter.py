"""Walk-through A, in a browser: a surrender at the counter, from the loud customer to the archive.

He bought a policy at a bank and comes to an A counter to surrender it; the bank book has been cancelled, he is told to
open an account first, becomes loud and complains. The same close at a B counter is refused with the rule.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from redress.casework import moment
from redress.complaints.models import Complaint, JournalEntry
from tests.complaints.inputs import VISIT, department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.intake import register
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

COUNTER, HEAD, B_COUNTER = "cd.officer", "cd.businesshead", "my.officer"
LOUD = VISIT | {
    "facts": "客户在银行购买保单，来柜面退保，银行存折已注销，被告知须先开户，客户情绪激动。",
    "soothing": "empathy",
}
PLAN = {"plan": "陪同客户开立账户后办理退保", "basis": "退保办理规则第三条"}


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    return Hands(open_desk)


@pytest.mark.req("INT-05", "INT-10", "FLW-01", "COM-03", "CLO-01", "CLO-02", "CLO-10")
def test_the_counter_registers_soothes_settles_determines_closes_and_archives(hands):
    with the_house():
        business = department("cd", "business_management")
    with moment.at(local("2026-11-18 09:40")):
        hands.number = register(hands.open(COUNTER, "/register"), LOUD, follows="财务", drawn=True)
    with the_house():
        case = Complaint.objects.get(number=hands.number)
        assert case.attachments.get().kind == "signature"
        assert case.soothing == "empathy"
    with moment.at(local("2026-11-18 10:30")):
        found_at_work(hands, COUNTER)
        page = hands.give(COUNTER, "settle", **PLAN)
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("客户已接受")
        causes = {"causes.0.code": "process", "causes.0.department": business}
        page = hands.give(
            COUNTER, "determine", validity="unsubstantiated", reasons="规则如此，服务解释不足", **causes
        )
        expect(page.locator(".missing")).to_contain_text("签字")
    with moment.at(local("2026-11-18 11:00")):
        found_at_work(hands, HEAD, "signatures")
        hands.give(HEAD, "sign", remark="同意")
    with moment.at(local("2026-11-18 14:00")):
        found_at_work(hands, COUNTER)
        page = hands.give(COUNTER, "close", remark="客户满意")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已结案")
        hands.give(COUNTER, "archive")
    with the_house():
        case.refresh_from_db()
        assert case.state == "archived"
        entries = JournalEntry.objects.filter(complaint=case).order_by("sequence")
        done = list(entries.values_list("command", flat=True))
    assert done == ["register", "attach_evidence", "settle", "determine", "sign", "close", "archive"]


@pytest.mark.req("CLO-01")
def test_a_b_counter_is_refused_the_same_close_with_the_rule_in_chinese(hands):
    with the_house():
        sales = department("my", "sales")
    with moment.at(local("2026-11-18 09:40")):
        given = LOUD | {"policy_number": "P510009", "received_place": "绵阳柜面接待区"}
        hands.number = register(hands.open(B_COUNTER, "/register"), given, follows="绵阳", drawn=True)
        hands.give(B_COUNTER, "settle", **PLAN)
        causes = {"causes.0.code": "process", "causes.0.department": sales}
        hands.give("sc.officer", "determine", validity="unsubstantiated", reasons="规则如此", **causes)
        page = hands.open(B_COUNTER, f"/case/{hands.number}/do/close")
        refusal = page.locator(".command-form .note-error")
        expect(refusal).to_contain_text("B 柜面没有结案权限")
        expect(refusal).to_contain_text("CLO-01")
        assert "请提交省公司结案" in hands.is_refused(B_COUNTER, "close", "CLO-01")
    with the_house():
        assert Complaint.objects.get(number=hands.number).state == "determined"
