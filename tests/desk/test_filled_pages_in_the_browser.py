"""Pages that are seldom full, full: disposal with its certificate, the outbox, messages of a case, what failed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.complaints.closing.commands.close import Archive
from redress.complaints.executor import execute
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.models import Complaint
from redress.messages import channels
from redress.messages.models import Medium
from tests.complaints.inputs import transfer
from tests.complaints.test_keeping import LATER, closed
from tests.desk.test_case_in_browsers import serious
from tests.fixtures.insurer import local
from tests.messages.rows import message
from tests.walkthroughs.hands import unfold
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
SIZES = ((1366, 768), (390, 844))
HEAD, OFFICER = "sc.cshead", "sc.officer"


def looks_well(page: Page, name: str) -> None:
    """Nothing serious to axe, nothing that sticks out, on a laptop and on a telephone."""
    picture(page, name)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
    page.set_viewport_size({"width": 1366, "height": 768})


@pytest.fixture
def three(one_time, actor) -> list[str]:  # noqa: F811
    """Three archived cases whose time is up; the last is held."""
    numbers = []
    for minute in range(3):
        with moment.at(local("2026-11-18 10:00") + timedelta(minutes=minute)):
            number = closed(actor)
            execute(Archive(), actor("cd.officer"), number)
            numbers.append(number)
    execute(PlaceHold(reason="客户起诉"), actor(HEAD), numbers[2])
    return numbers


@pytest.mark.req("CLO-10")
def test_two_persons_dispose_of_a_case_and_read_the_certificate(three, open_desk):
    with moment.at(LATER):
        page = open_desk(OFFICER, "/disposal")
        for number in three[:2]:
            page.check(f"input[name=number][value='{number}']")
        with page.expect_navigation():  # whether the session still holds is asked before the form is sent
            page.click("button[name=step][value=propose]")
        looks_well(page, "disposal-proposed")
        page = open_desk(HEAD, "/disposal")
        looks_well(page, "disposal-to-confirm")
        page.check(f"input[name=number][value='{three[0]}']")
        with page.expect_navigation():
            page.click("button[name=step][value=dispose]")
        expect(page.locator("#done")).to_be_visible()
        looks_well(page, "disposal-done")
        page.locator(f"a[href='/disposal/{three[0]}']").click()
        expect(page.locator("main")).to_contain_text("redress verify")
        looks_well(page, "certificate")


@pytest.fixture
def told(one_time, actor) -> str:  # noqa: F811
    """A case whose messages went every way a message can go."""
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), actor(OFFICER)).number
    case = Complaint.objects.get(number=number)
    ways: list[dict[str, Any]] = [
        {"state": "sent", "sent_at": local("2026-11-18 10:01"), "attempts": 1},
        {"state": "delivered", "attempts": 1, "delivered_at": local("2026-11-18 10:02")},
        {"state": "failed", "last_error": "403 blocked", "attempts": 1},
        {"state": "uncertain", "last_error": "网关在 10 秒内没有答复。", "attempts": 1},
        {"state": "bounced", "last_error": "550 no such user", "channel": "mail", "address": "liu@example.com"},
        {"state": "suppressed", "last_error": channels.missing(Medium.WECOM), "channel": "wecom"},
        {"state": "queued", "attempts": 2, "last_error": "503", "next_attempt_at": local("2026-11-18 10:20")},
    ]  # fmt: skip
    for place, more in enumerate(ways):
        at = local("2026-11-18 10:00")
        message(file_id=case.pk, key=f"shown.{place}", created_at=at, **({"next_attempt_at": None} | more))
    return number


@pytest.mark.req("COM-10")
def test_messages_that_went_every_way_are_told_apart(told, open_desk):
    with moment.at(local("2026-11-18 10:30")):
        page = open_desk("admin", "/outbox")
        expect(page.locator("main")).to_contain_text("403 blocked")
        looks_well(page, "outbox")
        page = open_desk(OFFICER, f"/case/{told}")
        expect(unfold(page, "messages")).not_to_contain_text("REDRESS_")
        looks_well(page, "messages")


@pytest.mark.req("SEC-07")
def test_the_page_of_a_failure_needs_nothing_of_the_house_and_leads_back(live_desk, browser_page):
    failure = render_to_string("500.html")
    browser_page.route(
        "**/fails", lambda route: route.fulfill(status=500, content_type="text/html", body=failure)
    )
    browser_page.goto(live_desk + "/fails")
    expect(browser_page.get_by_role("link", name="返回工作台")).to_be_visible()
    looks_well(browser_page, "500")
    browser_page.goto(live_desk + "/case/L2026-9999999")
    looks_well(browser_page, "signed-out")


def test_an_address_that_leads_nowhere_says_so(open_desk):
    page = open_desk(OFFICER, "/case/L2026-9999999")
    looks_well(page, "404")
