"""A telephone call of a customer whom the insurer knows, from the empty form to the number of the case."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from benchmarks.effort.desk import Desk, scrolled

ORDER = 1
TITLE = "register a call of a known customer: entries / clicks / pixels scrolled"
BEFORE = "8 / 1 / 1,500"
AIM = "5 / 1 / 0"


def measure(desk: Desk) -> str:
    """The second call of a person in this browser: the channel is the one of the first."""
    page = desk.signed_in("cd.intake")
    desk.goto(page, "/register")
    page.select_option("#id_channel", "phone_in")
    _call(desk, page)
    desk.done.entries = desk.done.clicks = desk.done.keys = 0
    desk.goto(page, "/register")
    pixels = _call(desk, page)
    return f"{desk.done.entries + desk.done.keys} / {desk.done.clicks} / {pixels}"


def _call(desk: Desk, page: Page) -> int:
    desk.enter(page.locator("[name='people.0.phone']"), "13900000001")
    expect(page.locator("[name='people.0.name']")).not_to_have_value("", timeout=60_000)
    page.wait_for_selector("#part-insurer [data-key='1']")
    desk.press(page, "Alt+1")
    expect(page.locator("#id_policy_number")).not_to_have_value("", timeout=60_000)
    desk.enter(page.locator("#id_facts"), "客户来电：住院理赔申请提交四十天没有答复，要求说明原因。")
    desk.enter(page.locator("#id_class_code"), "claims")
    desk.enter(page.locator("#id_facts_repeated"), "true")
    page.wait_for_load_state("networkidle")
    pixels = scrolled(page)
    desk.click(page.locator("#register .send"))
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    return pixels
