"""Rulebook, organisation and calendar in a real browser: what axe says, what fits a phone, what goes on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
PAGES = {
    "rulebook": "/rulebook",
    "comparison": "/rulebook/compare?a=life-method+2026.10&b=property-method+2026.10",
    "organisation": "/organisation/sc",
    "appointing": "/organisation/sc/appoint",
    "calendar": "/calendar?year=2026&start=2026-02-13&n=7&unit=working",
    "provisional": "/calendar?year=2027",
    "loading": "/calendar/load",
}


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_nothing_overflows(open_desk, browser_page, name, size):
    width, height = SIZES[size]
    browser_page.set_viewport_size({"width": width, "height": height})
    page = open_desk("admin", PAGES[name])
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_rule_opens_the_words_it_cites(open_desk):
    page = open_desk("sc.officer", "/rulebook?chapter=limits")
    cite = page.locator("#clock-confirm .cite").first
    words = cite.locator("p")
    assert not words.is_visible()
    cite.locator("summary").click()
    assert words.is_visible()


def test_the_method_prints_without_the_desk_around_it(open_desk):
    page = open_desk("sc.officer", "/rulebook")
    page.emulate_media(media="print")
    assert not page.locator(".desk-header").is_visible()
    assert page.locator("#contents").is_visible()
    paper = page.pdf(format="A4")
    assert 5 <= len(re.findall(rb"/Type /Page\b", paper)) <= 40


@pytest.mark.req("CLK-06")
def test_an_administrator_loads_a_year_by_hand(open_desk, tmp_path):
    from redress.organisation.calendars import forget

    file = tmp_path / "2027.yaml"
    file.write_text("year: 2027\nsource: test\noff:\n  - 01-01..01-03 元旦\n", "utf-8")
    page = open_desk("admin", "/calendar/load")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main button[type=submit]").click()
    page.locator(".holiday-words").first.wait_for()
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/calendar?calendar=cn&year=2027")
    assert page.locator("td.holiday").count() == 3
    assert page.locator(".note-warning").count() == 0
    forget()
