"""What is wrong with a form is said above it with ways to its fields; a session that ended costs nothing (FLW-18)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from redress.complaints.executor import execute
from redress.complaints.models import Contact
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from tests.complaints.inputs import transfer
from tests.walkthroughs.hands import buttons

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.req("FLW-18")]
WORDS = "客户来电补充：要求书面说明。"
PASSWORD = "eine-lange-losung-2026"


def test_a_registration_that_lacks_something_says_each_with_a_way_to_it(open_desk):
    page = open_desk("cd.officer", "/register")
    page.select_option("#id_channel", "phone_in")
    page.click("#topic-weight > summary")
    page.fill("#id_amount", "viel")
    page.click("#topic-weight > summary")
    page.fill("#id_demand", "书面说明")
    page.click("#register .send")
    summary = page.locator("#register .fault-summary")
    expect(summary).to_be_visible()
    first = page.evaluate("document.activeElement.id")
    links = summary.locator("a")
    assert links.count() >= 3
    assert links.first.get_attribute("href") == f"#{first}", "the first is gone to"
    assert page.input_value("#id_demand") == "书面说明"
    page.click("#topic-weight > summary")
    links.filter(has_text="金额").click()
    expect(page.locator("#id_amount")).to_be_focused()
    assert page.input_value("#id_amount") == "viel"
    marked = page.locator("#register [aria-invalid=true]")
    assert marked.count() >= 1
    assert all(each.get_attribute("aria-describedby") for each in marked.all()), "said beside it too"


def test_a_step_in_the_sheet_and_a_plain_form_say_it_alike(open_desk, actor):
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    page = open_desk("sc.officer", f"/case/{number}")
    page.locator("main").locator(buttons(page, "record_contact")).first.click()
    page.wait_for_selector("#sheet [name=words]")
    page.locator("#sheet form[data-keep] button[type=submit]").last.click()
    expect(page.locator("#sheet .fault-summary a").first).to_be_visible()
    assert page.evaluate("document.activeElement.matches('#sheet input, #sheet select, #sheet textarea')")
    page = open_desk("sc.cshead", "/actions/new")
    page.evaluate(
        "document.querySelector('main form[method=post]').noValidate = true"
    )  # what browsers let through
    page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.locator("main .fault-summary a").first).to_be_visible()


@pytest.fixture
def ended(open_desk, actor, the_house_of):
    """A form with words in it, on the page of somebody whose session has ended."""
    number = execute(transfer(received_at="2026-11-18T09:00"), actor("sc.officer")).number
    page = open_desk("sc.officer", f"/case/{number}")
    page.locator("main").locator(buttons(page, "record_contact")).first.click()
    page.wait_for_selector("#sheet [name=words]")
    page.select_option("#sheet [name=means]", "call")
    page.fill("#sheet [name=words]", WORDS)
    page.context.clear_cookies(name="sessionid")
    page.locator("#sheet form[data-keep] button[type=submit]").last.click()
    expect(page.locator("#sheet [data-fault] [data-signs-in]")).to_be_visible()
    return page


@pytest.fixture
def the_house_of(db):
    with acting_as(SYSTEM):
        for name in ("sc.officer", "cd.officer"):
            user = User.objects.get(username=name)
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])


def signs_in(page, name, password=PASSWORD):
    page.locator("#sheet [data-fault] [data-signs-in]").click()
    dialog = page.locator("dialog.sign-in-again")
    dialog.locator("[name=login]").fill(name)
    dialog.locator("[name=password]").fill(password)
    dialog.locator("button[type=submit]").first.click()
    return dialog


def test_who_signs_in_where_the_form_stands_sends_it_without_typing_again(ended):
    signs_in(ended, "sc.officer", "falsch")
    dialog = ended.locator("dialog.sign-in-again")
    expect(dialog.locator("[role=alert]")).to_be_visible()
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("button[type=submit]").first.click()
    expect(dialog).to_be_hidden()
    assert ended.input_value("#sheet [name=words]") == WORDS
    ended.locator("#sheet form[data-keep] button[type=submit]").last.click()
    expect(ended.locator(".desk-messages .note-success").first).to_be_visible()
    assert Contact.objects.get().words == WORDS


@pytest.mark.req("SEC-01")
def test_another_person_does_not_send_what_was_typed_before(ended):
    signs_in(ended, "cd.officer")
    ended.wait_for_url("**/")
    assert not Contact.objects.exists()
