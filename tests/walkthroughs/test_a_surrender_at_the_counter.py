"""Walk-through A, in a browser: a surrender at the counter, from the loud customer to the archive.

He bought a policy at a bank and comes to an A counter to surrender it; the bank book has been cancelled, he is told to
open an account first, becomes loud and complains. The same close at a B counter is refused with the rule.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from redress.complaints.models import Complaint, JournalEntry
from redress.operations.demo.insurer import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

FACTS = "客户在银行购买保单,来柜面退保,银行存折已注销,被告知须先开户,客户情绪激动。"


@pytest.fixture
def sign_in(live_desk, browser_page):
    """sign_in('cd.officer') through the page, as staff do; whoever was signed in before signs out."""

    def signed_in(username: str) -> Page:
        page = browser_page
        page.context.clear_cookies()
        page.goto(live_desk + "/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("form button[type=submit]:visible >> nth=-1")
        expect(page.locator(".desk-me")).to_be_visible()
        return page

    return signed_in


def register_a_visit(page: Page, live_desk: str, policy: str) -> str:
    """Fill in the form by hand, the signature with the mouse; the number of the new case."""
    page.goto(live_desk + "/register")
    page.select_option("#id_channel", "visit")
    pad = page.locator(".signature-pad")
    expect(pad).to_be_visible()
    page.fill("[name='people.0.name']", "刘建国")
    page.fill("[name='people.0.phone']", "13800001234")
    page.fill("[name='people.0.id_number']", "510101196501011234")
    page.fill("[name=policy_number]", policy)
    page.fill("[name=facts]", FACTS)
    page.fill("[name=demand]", "立即退保并到账")
    page.select_option("#id_class_code", "payments")
    expect(page.locator("#id_reason_code option")).not_to_have_count(1)
    page.select_option("#id_emotion", "angry")
    page.check("[name=soothing][value=empathy]")
    expect(page.locator("#part-preview")).to_contain_text(re.compile("财务|Finance"))
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 40, steps=4)
    page.mouse.move(box["x"] + 260, box["y"] + 110, steps=4)
    page.mouse.up()
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    return page.url.rsplit("/", 1)[1]


def give(page: Page, name: str, **fields: str) -> None:
    """Open a command on the case page, fill it in, send it."""
    page.locator(f"a[href$='/do/{name}']").first.click()
    form = page.locator("#sheet form.command-form")
    expect(form).to_be_visible()
    for field, value in fields.items():
        control = form.locator(f"[name='{field.replace('__', '.')}']")
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").first.click()
    expect(page.locator(".desk-messages .note-success")).to_be_visible()


@pytest.mark.req("INT-05", "INT-10", "FLW-01", "COM-03", "CLO-01", "CLO-02", "CLO-10")
def test_the_counter_registers_soothes_settles_determines_closes_and_archives(sign_in, live_desk, actor):
    page = sign_in("cd.officer")
    number = register_a_visit(page, live_desk, "P510001")
    case = Complaint.objects.get(number=number)
    assert case.attachments.get().kind == "signature"
    assert case.soothing == "empathy"
    give(page, "settle", plan="陪同客户开立账户后办理退保", basis="退保办理规则第三条")
    expect(page.locator(".stepper [aria-current=step]")).to_contain_text("客户已接受")
    business = str(case.unit.departments.get(kind="business_management").pk)
    give(
        page,
        "determine",
        validity="unsubstantiated",
        reasons="规则如此,服务解释不足",
        causes__0__code="process",
        causes__0__department=business,
    )
    expect(page.locator(".missing")).to_contain_text("签字")
    page = sign_in("cd.businesshead")
    page.goto(f"{live_desk}/case/{number}")
    give(page, "sign", remark="同意")
    page = sign_in("cd.officer")
    page.goto(f"{live_desk}/case/{number}")
    give(page, "close", remark="客户满意")
    expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已结案")
    give(page, "archive")
    case.refresh_from_db()
    assert case.state == "archived"
    done = list(
        JournalEntry.objects.filter(complaint=case).order_by("sequence").values_list("command", flat=True)
    )
    assert done == ["register", "attach_evidence", "settle", "determine", "sign", "close", "archive"]


@pytest.mark.req("CLO-01")
def test_a_b_counter_is_refused_the_same_close_with_the_rule_in_chinese(sign_in, live_desk, actor):
    page = sign_in("my.officer")
    number = register_a_visit(page, live_desk, "P510009")
    give(page, "settle", plan="陪同客户开立账户后办理退保", basis="退保办理规则第三条")
    department = str(Complaint.objects.get(number=number).unit.departments.get(kind="sales").pk)
    give(
        page,
        "determine",
        validity="unsubstantiated",
        reasons="规则如此",
        causes__0__code="process",
        causes__0__department=department,
    )
    page.goto(f"{live_desk}/case/{number}/do/close")
    refusal = page.locator(".command-form .note-error")
    expect(refusal).to_contain_text("B 柜面没有结案权限")
    expect(refusal).to_contain_text("CLO-01")
    page.click(".command-form button[type=submit]")
    expect(page.locator(".command-form .note-error")).to_contain_text("请提交省公司结案")
    assert Complaint.objects.get(number=number).state == "determined"
