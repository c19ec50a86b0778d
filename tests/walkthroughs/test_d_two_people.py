"""Walk-through D, in two browsers: the second to save is told what changed, and loses nothing that was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from redress.casework.models import Draft
from redress.complaints.models import Complaint
from tests.complaints.inputs import TRANSFER
from tests.walkthroughs.intake import register
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WORDS = "客户来电补充:理赔员曾口头承诺三日内答复,通话录音编号R-8871,要求书面说明。"


@pytest.fixture
def two_pages(open_desk, browser):
    """Two signed-in people in two windows that share nothing."""
    first = open_desk("sc.officer")
    second_context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    cookies = first.context.cookies()
    open_desk("sc.handler")
    second_context.add_cookies(first.context.cookies())
    first.context.clear_cookies()
    first.context.add_cookies(cookies)
    yield first, second_context.new_page()
    second_context.close()


@pytest.fixture
def number(two_pages, live_desk):
    """A complaint that the regulator transferred, registered in the first window."""
    first, _second = two_pages
    first.goto(f"{live_desk}/register")
    return register(first, TRANSFER, follows="24:00")


@pytest.mark.req("FLW-18")
def test_the_second_to_save_is_told_what_changed_and_sends_again_without_typing_again(
    two_pages, number, live_desk, actor
):
    first, second = two_pages
    for page in two_pages:
        page.goto(f"{live_desk}/case/{number}")
        page.locator("a[href$='/do/record_contact']").first.click()
        expect(page.locator("#sheet form")).to_be_visible()
        page.select_option("#sheet [name=means]", "call")
    first.fill("#sheet [name=words]", "已联系客户,说明办理进度。")
    second.fill("#sheet [name=words]", WORDS)
    first.click("#sheet button[type=submit]")
    expect(first.locator(".desk-messages .note-success")).to_be_visible()

    second.click("#sheet button[type=submit]")
    stale = second.locator("#sheet .stale")
    expect(stale).to_contain_text("FLW-18")
    expect(stale).to_contain_text(str(actor("sc.officer").name))
    assert second.input_value("#sheet [name=words]") == WORDS
    assert second.input_value("#sheet [name=means]") == "call"
    picture(second, "stale-in-the-sheet", whole=False)
    second.click("#sheet button[type=submit] >> nth=0")
    expect(second.locator(".desk-messages .note-success")).to_be_visible()
    picture(second, "sent-again")
    second.wait_for_load_state("networkidle")  # the server's threads and this one share a connection
    contacts = Complaint.objects.get(number=number).contacts.order_by("pk")
    assert [contact.words for contact in contacts] == ["已联系客户,说明办理进度。", WORDS]
    assert not Draft.objects.exists()


@pytest.mark.req("FLW-18")
def test_what_was_typed_is_there_again_after_the_window_was_closed(two_pages, number, live_desk):
    first, second = two_pages
    address = f"{live_desk}/case/{number}/do/record_contact"
    first.goto(address)
    first.locator("[name=words]").press_sequentially("写到一半")
    expect(first.locator("#draft-state")).not_to_be_empty()
    first.goto("about:blank")
    first.goto(address)
    assert first.input_value("[name=words]") == "写到一半"
    picture(first, "draft-restored")
    second.goto(address)
    assert second.input_value("[name=words]") == "", "a draft is its writer's own"


@pytest.mark.req("FLW-18", "SEC-07")
def test_a_lost_server_leaves_the_form_as_it_was_typed(two_pages, number, live_desk):
    page, _other = two_pages
    page.goto(f"{live_desk}/case/{number}/do/record_contact")
    page.select_option("[name=means]", "call")
    page.fill("[name=words]", WORDS)
    page.route("**/do/record_contact", lambda route: route.abort())
    page.click(".command-form button[type=submit]")
    expect(page.locator("[data-fault] .note-error")).to_be_visible()
    picture(page, "server-lost")
    assert page.input_value("[name=words]") == WORDS
