"""Walk-through P by hand: a hospital case reported at 02:10 by telephone, from the first word to the originals."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.claims.models import Claim
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.claim_hands import ClaimHands, answer, clock, panel
from tests.walkthroughs.hands import send
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
NIGHT, HANDLER = "cd.officer", "sc.claims"
REPORT = {
    "policy_number": "P510104000001",
    "loss_cause": "illness",
    "injury": "injured",
    "occurred_at": "2026-03-04T22:30",
    "place": "四川大学华西医院",
    "course": "孩子高烧抽搐，急诊收治住院。",
    "estimate": "3万",
    "people__0__role": "reporter",
    "people__0__name": "李娜",
}


@pytest.fixture
def hands(one_time, open_desk, claims_handlers) -> ClaimHands:  # noqa: F811
    return ClaimHands(open_desk)


@pytest.mark.req(
    "CLM-02", "CLM-03", "CLM-04", "CLM-05", "CLM-06", "CLM-08", "CLM-09", "CLM-11", "CLM-12", "SYS-02"
)
def test_a_hospital_case_at_two_in_the_night_is_paid_and_its_originals_go_back(hands):
    with moment.at(local("2026-03-05 02:10")):
        hands.number = report(hands.open(NIGHT, "/claims/report"))
        page = hands.claim(NIGHT)
        expect(panel(page, "材料")).to_contain_text("医疗费用发票和费用清单")
        expect(page.locator(".next-step")).to_contain_text("等待客户")
        expect(panel(page, "相关人员")).to_contain_text("陈宇")
        expect(panel(page, "保单")).to_contain_text("保障有效")
    with moment.at(local("2026-03-05 09:00")):
        four = ["claim_form", "identity", "account", "medical_record"]
        hands.give(NIGHT, "receive_materials", tick={"papers": four})
    with moment.at(local("2026-03-06 10:00")):
        page = hands.claim(HANDLER)
        expect(page.locator(".first-turn a.btn-primary")).to_have_text(re.compile("审核材料"))
        hands.give(
            HANDLER,
            "check_materials",
            lacking__0__paper="invoices",
            lacking__0__reason="未收到，发票须为原件。",
            lacking__1__paper="discharge",
            lacking__1__reason="未收到。",
            told_by="sms",
        )
        page = hands.claim(HANDLER)
        expect(clock(page, "作出核定")).to_contain_text("中止计时")
        open_clock(page, "作出核定")
        told = hands.is_refused(
            HANDLER,
            "request_more",
            "CLM-04",
            lacking__0__paper="income_proof",
            lacking__0__reason="再看看收入。",
            told_by="phone",
        )
        assert "一次" in told
    with moment.at(local("2026-03-09 09:00")):
        both = ["invoices", "discharge"]
        hands.give(HANDLER, "receive_materials", tick={"papers": both, "originals": ["invoices"]})
        hands.give(HANDLER, "check_materials", told_by="sms")
        hands.give(NIGHT, "ask_question", question="自费药能不能一起报？")
        page = hands.claim(HANDLER)
        expect(page.locator(".first-turn a.btn-primary")).to_have_text(re.compile("答复询问"))
        expect(clock(page, "答复客户询问")).to_contain_text("03-10 09:00")
    with moment.at(local("2026-03-09 16:00")):
        hands.give(HANDLER, "answer_question", question="1", answer="自费药不在保障范围内，见条款 2.3。")
    with moment.at(local("2026-03-10 15:00")):
        form = hands.open(HANDLER, f"/claims/{hands.number}/do/decide_claim").locator("form.command-form")
        expect(form.locator("[name=cover_left]")).to_have_count(0)
        page = hands.give(
            HANDLER,
            "decide_claim",
            outcome="part",
            items__0__title="住院费用",
            items__0__amount="28600",
            items__0__cover="inpatient",
            items__1__title="住院津贴",
            items__1__amount="700",
            items__1__cover="allowance",
            clause="2.3",
            reasons="自费药品 1,400 元不在保障范围内，已扣除。",
        )
        # (28,600 - 10,000) x 80 % = 14,880, and 700 of the allowance.
        expect(panel(page, "核定")).to_contain_text("(28,600.00 - 10,000.00) × 80% = 14,880.00")
        expect(panel(page, "核定")).to_contain_text("15,580.00")
        expect(panel(page, "核定")).to_contain_text("取自保单系统")
        hands.notice(HANDLER, proof="客户邮箱", addressee="周建平")
    with moment.at(local("2026-03-11 10:00")):
        page = hands.give(NIGHT, "agree")
        # Three working days of the standard from Wednesday the 11th: until the end of Monday the 16th.
        expect(clock(page, "支付赔款（服务标准）")).to_contain_text("03-16")
    with moment.at(local("2026-03-13 11:00")):
        page = hands.give(HANDLER, "pay", amount="15580", reference="FK20260313-0001")
        expect(panel(page, "核定")).to_contain_text("FK20260313-0001")
        expect(page.locator(".first-turn a.btn-primary")).to_have_text(re.compile("退还原件"))
    with moment.at(local("2026-03-13 16:00")):
        hands.give(HANDLER, "return_originals", tick={"papers": ["invoices"]}, signed=True)
        page = hands.give(HANDLER, "close_claim")
        expect(page.locator(".page-head .state")).to_have_text("已结案")
    with the_house():
        row = Claim.objects.get(number=hands.number)
        assert (row.unit.code, row.account_holder, row.doubts) == ("cd", "李娜", [])


def report(page: Page) -> str:
    """The number of the policy first: what the insurer holds is shown beside the form and not asked for."""
    form = page.locator("form.command-form")
    picture(page, "report-blank", whole=False)
    answer(form, {}, {"policy_number": REPORT["policy_number"]})
    form.locator("[name=occurred_at]").fill(REPORT["occurred_at"])
    held = page.locator("#claim-policy")
    expect(held).to_contain_text("安和住院医疗保险")
    expect(held).to_contain_text("住院津贴")
    answer(form, {"losses": ["medical_expense"]}, {k: v for k, v in REPORT.items() if k != "policy_number"})
    soothing = form.locator("[name=soothing]")
    picture(page, "report-typed", whole=False)
    with page.expect_response(
        lambda reply: reply.request.method == "POST" and reply.url.endswith("/claims/report")
    ):
        form.locator(".form-actions button[type=submit]").click()
    expect(page.locator("[role=alert]").filter(has_text="CLM-03").first).to_be_visible()
    picture(page, "report-soothe-first", whole=False)
    soothing.first.check()
    send(form)
    page.wait_for_url(re.compile(r"/claims/C\d{4}-\d+$"))
    picture(page, "reported")
    return page.url.rsplit("/", 1)[1]


def open_clock(page: Page, title: str) -> None:
    """Why that deadline: the pause with its ground stands in the sum."""
    clock(page, title).locator("> summary").click()
    expect(clock(page, title).locator(".why")).to_contain_text("客户补充提供证明和资料")
    picture(page, "clock-explained")
