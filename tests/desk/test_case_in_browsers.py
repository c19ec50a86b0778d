"""The register form and the case page in a real browser: accessible, quiet, usable by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from redress.complaints.executor import execute
from redress.complaints.intake.commands.settle import Settle
from tests.complaints.inputs import transfer, visit

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
SERIOUS = {"serious", "critical"}


def serious(page: Page) -> list[Any]:
    """What axe-core finds that keeps somebody from using the page."""
    found = Axe().run(page).response["violations"]
    return [
        (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
def test_the_register_form_is_accessible_filled_in_and_refused(open_desk, size):
    page = open_desk("cd.officer", "/register")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.select_option("#id_channel", "visit")
    page.select_option("#id_complainant_kind", "agent")
    expect(page.locator("[name='people.1.name']")).to_be_visible()
    page.select_option("#id_class_code", "claims")
    expect(page.locator("#part-preview .governs")).to_be_visible()
    page.click("#register .send")
    expect(page.locator("#id_facts-error")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing sticks out"


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
def test_the_case_page_is_accessible_with_everything_open(open_desk, actor, size):
    number = execute(visit(received_at="2026-11-18T09:30"), actor("cd.officer")).number
    execute(Settle(plan="陪同客户开户后办理退保", basis="退保规则第三条"), actor("cd.officer"), number)
    page = open_desk("cd.officer", f"/case/{number}")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.locator("details.refused-actions summary").click()
    page.locator("details.unmask summary").first.click()
    page.locator("details.ended > summary").click()
    page.locator("details.ended details.clock summary").first.click()
    expect(page.locator("details.ended .why").first).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing sticks out"
    page.locator("a[href$='/do/determine']").first.click()
    expect(page.locator("#sheet form")).to_be_visible()
    assert serious(page) == []


def test_the_sheet_opens_at_its_first_field_and_closes_with_escape(open_desk, actor):
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    page = open_desk("sc.officer", f"/case/{number}")
    page.locator("a[href$='/do/record_contact']").first.click()
    expect(page.locator("#sheet [name=kind]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).not_to_be_visible()


@pytest.mark.req("SEC-02")
def test_personal_data_appear_in_place_once_the_purpose_is_given(open_desk, actor):
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    page = open_desk("sc.officer", f"/case/{number}")
    page.locator("details.unmask summary").click()
    page.select_option("details.unmask select", "other")
    page.click("details.unmask button")
    expect(page.locator(".person .unmask-fault .note-error")).to_be_visible()
    page.fill("details.unmask [name=note]", "核对保单")
    page.click("details.unmask button")
    expect(page.locator(".person")).to_contain_text("13800001234")


def test_without_scripts_everything_still_works(open_desk, actor, browser, live_desk):
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    cookies = open_desk("sc.officer").context.cookies()
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_desk}/case/{number}")
    page.click("a[href$='/do/record_contact'] >> nth=0")
    page.select_option("[name=means]", "call")
    page.click(".command-form button[type=submit]")
    expect(page.locator("#id_words-error")).to_be_visible()
    page.fill("[name=words]", "没有脚本也能记录")
    page.click(".command-form button[type=submit]")
    expect(page.locator(".timeline")).to_contain_text("没有脚本也能记录")
    context.close()
