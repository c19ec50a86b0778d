"""A server that answers late takes nothing away that somebody typed meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from redress.complaints.executor import execute
from tests.complaints.inputs import transfer
from tests.walkthroughs.hands import buttons, submit

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.req("FLW-18")]
WORDS = "客户来电补充：要求书面说明。"


class Held:
    """Answers that come when the test lets them."""

    def __init__(self, page: Page, address: str) -> None:
        self.routes: list[Route] = []
        page.route(address, lambda route: self.routes.append(route))

    def let_go(self, page: Page) -> None:
        """The one held longest is answered, and the page has taken the answer."""
        with page.expect_response(self.routes[0].request.url):
            self.routes.pop(0).continue_()
        page.wait_for_timeout(300)


@pytest.fixture
def case_page(open_desk, actor) -> Page:
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    return open_desk("sc.officer", f"/case/{number}")


def link(page: Page, command: str):
    return page.locator("main").locator(buttons(page, command)).first


def wait_for(page: Page, held: Held, count: int) -> None:
    for _each in range(100):
        if len(held.routes) >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(held.routes)} asked")


def test_a_button_pressed_twice_does_not_empty_the_form_it_opened(case_page):
    page = case_page
    held = Held(page, "**/do/record_contact*")
    link(page, "record_contact").dblclick()
    wait_for(page, held, 1)
    held.let_go(page)
    page.fill("#sheet [name=words]", WORDS)
    page.wait_for_timeout(500)
    while held.routes:
        held.let_go(page)
    assert page.input_value("#sheet [name=words]") == WORDS


def test_what_was_pressed_last_is_shown_whatever_answers_first(case_page):
    page = case_page
    held = Held(page, "**/do/record_contact*")
    link(page, "record_contact").click()
    wait_for(page, held, 1)
    link(page, "attach_evidence").click()
    form = page.locator("#sheet form[action$='/do/attach_evidence']")
    expect(form).to_be_visible()
    page.select_option("#sheet [name=kind]", "other")
    held.let_go(page)
    assert page.input_value("#sheet [name=kind]") == "other"


def test_nothing_takes_the_place_of_a_form_that_stands_open(case_page):
    page = case_page
    link(page, "record_contact").click()
    page.fill("#sheet [name=words]", WORDS)
    other = page.url + "/do/attach_evidence"
    page.evaluate("url => { htmx.ajax('GET', url, '#sheet-body'); }", other)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(700)
    assert page.input_value("#sheet [name=words]") == WORDS
    page.select_option("#sheet [name=means]", "call")
    with page.expect_navigation():
        submit(page.locator("#sheet form.command-form"))
    expect(page.locator(".desk-messages .note-success")).to_be_visible()


def test_a_part_of_the_register_form_that_comes_late_keeps_what_was_typed_meanwhile(open_desk):
    page = open_desk("sc.officer", "/register")
    page.fill("[name='people.0.phone']", "13800001234")
    held = Held(page, "**/register/part/complainant*")
    page.select_option("#id_complainant_kind", "agent")
    wait_for(page, held, 1)
    page.fill("[name='people.0.name']", "刘建国")
    held.let_go(page)
    expect(page.locator("[name='people.1.name']")).to_be_visible()
    assert page.input_value("[name='people.0.name']") == "刘建国"
    assert page.input_value("[name='people.0.phone']") == "13800001234"
