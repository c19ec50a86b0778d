"""By keyboard alone: from the queue to a file, a contact recorded, on to the next file, and back where one was."""

from __future__ import annotations

import re

import pytest

from redress.complaints.models import Contact
from tests.desk.test_lists_in_the_browser import cases as cases

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.req("FLW-17")]


def tab_to(page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is on it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_queue_file_contact_next_file_by_keyboard_alone(open_desk, browser_page, cases):
    page = open_desk("sc.officer", "/?list=mine")
    listed = [each.inner_text() for each in page.query_selector_all(".files-list a.number")]
    assert sorted(listed) == sorted(cases)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/case/{listed[0]}")
    assert page.inner_text(".walk [data-walks=x]") == f"1/{len(listed)}"
    tab_to(page, "a[href$='/do/record_contact'], a[href$='/record_contact']")
    page.keyboard.press("Enter")
    page.wait_for_selector("textarea[name=words]")
    tab_to(page, "select[name=means]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textarea[name=words]")
    page.keyboard.type("客户来电询问进展，已告知。")
    tab_to(page, "button[type=submit].btn-primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Contact.objects.filter(complaint__number=listed[0]).count() == 1
    page.keyboard.press("n")
    page.wait_for_url(f"**/case/{listed[1]}")
    page.keyboard.press("p")
    page.wait_for_url(f"**/case/{listed[0]}")
    page.keyboard.press("x")
    page.wait_for_url("**/?list=mine")
    assert page.inner_text(".files-list tr.chosen a.number") == listed[0]


def test_a_row_opens_wherever_it_is_clicked_and_a_box_does_not(open_desk, browser_page, cases):
    page = open_desk("sc.officer", "/?list=mine")
    page.click(".files-list tbody tr:nth-child(2) .box input")
    assert re.search(r"list=mine", page.url)
    assert "1" in page.inner_text("#list-chosen")
    number = page.inner_text(".files-list tbody tr:nth-child(2) a.number")
    page.click(".files-list tbody tr:nth-child(2) td:nth-child(7)")
    page.wait_for_url(f"**/case/{number}")
    assert page.query_selector(".walk") is not None
