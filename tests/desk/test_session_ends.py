"""A session that ends while somebody types costs no word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from redress.complaints.executor import execute
from redress.complaints.models import Contact
from tests.complaints.inputs import transfer
from tests.walkthroughs.hands import buttons
from tests.walkthroughs.pictures import DESK, PHONE, picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.req("FLW-18")]
WORDS = "客户来电补充：要求书面说明。"


@pytest.fixture
def case_page(open_desk, actor) -> Page:
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    return open_desk("sc.officer", f"/case/{number}")


def test_who_signs_in_beside_the_form_goes_on_typing_and_sends_it(case_page):
    page = case_page
    page.locator("main").locator(buttons(page, "record_contact")).first.click()
    page.wait_for_selector("#sheet [name=words]")
    kept = page.context.cookies()
    session = next(cookie for cookie in kept if cookie["name"] == "sessionid")
    page.context.clear_cookies(name="sessionid")

    page.fill("#sheet [name=words]", WORDS)
    note = page.locator("#sheet .note-error a[target=_blank]")
    expect(note).to_be_visible()
    assert page.input_value("#sheet [name=words]") == WORDS

    page.locator("#sheet form[data-keep] button[type=submit]").last.click()
    expect(page.locator("#sheet [data-fault] a[target=_blank]")).to_be_visible()
    assert page.input_value("#sheet [name=words]") == WORDS
    assert not Contact.objects.exists()

    # Signing in gives a session and a new token, as the login page does.
    token = {**next(cookie for cookie in kept if cookie["name"] == "csrftoken"), "value": "a" * 32}
    page.context.add_cookies([session, token])
    with page.expect_response(lambda answer: "/draft/" in answer.url) as saved:
        page.locator("#sheet [name=words]").press_sequentially("！")
    assert saved.value.status == 200
    expect(page.locator("#draft-state")).to_contain_text("草稿")
    assert page.input_value("#sheet [name=words]") == f"{WORDS}！"


@pytest.mark.req("SEC-05")
def test_a_browser_that_lost_its_cookies_shows_no_page_of_the_framework_and_keeps_the_words(case_page):
    page = case_page
    page.locator("main").locator(buttons(page, "record_contact")).first.click()
    page.wait_for_selector("#sheet [name=words]")
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.context.clear_cookies()
    page.fill("#sheet [name=words]", WORDS)

    page.locator("#sheet form[data-keep] button[type=submit]").last.click()
    expect(page.locator("#sheet [data-fault] a[target=_blank]")).to_be_visible()
    expect(page.locator("#sheet")).not_to_contain_text("CSRF")

    # The session is there again, the page's token is not: it was given anew with the refusal, and holds now.
    page.context.clear_cookies()
    page.context.add_cookies([session])
    page.locator("#sheet form[data-keep] button[type=submit]").last.click()
    expect(page.locator("#sheet [data-fault]")).to_contain_text("请再次提交")
    assert page.input_value("#sheet [name=words]") == WORDS
    page.select_option("#sheet [name=means]", "call")
    with page.expect_response(lambda answer: "record_contact" in answer.url) as sent:
        page.locator("#sheet form[data-keep] button[type=submit]").last.click()
    assert sent.value.status < 400
    assert Contact.objects.get().words == WORDS


@pytest.mark.req("SEC-05")
def test_a_page_that_stands_idle_says_that_the_session_ended_asks_no_more_and_goes_on_after(open_desk):
    page = open_desk("sc.officer")
    page.wait_for_selector("#count-unit:not(:empty)")
    expect(page.locator("#signed-out")).to_be_hidden()
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.context.clear_cookies(name="sessionid")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    poll = "document.dispatchEvent(new Event('visibilitychange'))"
    ask = "htmx.ajax('GET', '/counts', {source: document.getElementById('desk-poll'), swap: 'none'})"

    page.evaluate(ask)
    expect(page.locator("#signed-out [role=alert], #signed-out[role=alert]")).to_be_visible()
    page.evaluate(ask)
    page.evaluate(ask)
    assert len(asked) == 1, "once it is known, nobody asks again by the clock"

    page.context.add_cookies([session])
    page.evaluate(poll)
    expect(page.locator("#signed-out")).to_be_hidden()


IN_SIGHT = """() => {
    const note = document.querySelector("[data-fault] .note").getBoundingClientRect()
    const header = document.querySelector(".desk-header").getBoundingClientRect()
    return note.top >= header.bottom - 1 && note.bottom <= innerHeight
}"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("lost", ["session", "net"])
def test_why_a_long_form_was_not_sent_is_in_sight_beneath_the_header(open_desk, size, lost):
    page = open_desk("sc.officer", "/register")
    page.set_viewport_size(size)
    page.locator("[name=soothing]").last.scroll_into_view_if_needed()
    if lost == "net":
        page.context.set_offline(True)
    else:
        page.context.clear_cookies(name="sessionid")
    page.locator("#register .send").click()
    note = page.locator("[data-fault] .note")
    expect(note).to_be_visible()
    page.wait_for_function(IN_SIGHT)  # once it has scrolled there
    if lost == "session":
        words = note.locator("> span:not(.ti)").bounding_box()
        assert words is not None and words["width"] > size["width"] / 3, "one paragraph, no columns"
    picture(page, f"not-sent-{lost}-{size['width']}", whole=False)
    page.context.set_offline(False)
