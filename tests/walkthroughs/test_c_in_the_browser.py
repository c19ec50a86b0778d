"""Walk-through C: two limits side by side on the case page, with the skipped holiday and the make-up day."""

import pytest
from playwright.sync_api import expect

from redress.complaints import moment
from redress.complaints.executor import execute
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture
def number(actor):
    """Registered on Friday 13 February 2026, before the spring festival."""
    with moment.at(local("2026-02-13 10:00")):
        return execute(transfer(received_at="2026-02-13T09:00"), actor("sc.officer")).number


@pytest.mark.req("CLK-02", "CLK-07")
def test_the_page_shows_method_and_law_and_explains_both(open_desk, number):
    page = open_desk("sc.officer", f"/case/{number}")
    expect(page.get_by_text("2026-02-25 24:00").first).to_be_visible()
    expect(page.get_by_text("2026-02-28 24:00").first).to_be_visible()
    page.get_by_text("办法规定的处理时限").first.click()
    explained = page.locator("body")
    for words in ("春节", "调休", "2026-02-14"):
        expect(explained).to_contain_text(words)
    page.keyboard.press("Escape")
    page.get_by_text("法定处理期限").first.click()
    expect(explained).to_contain_text("第十八条第一款")
