"""Walk-through C: two limits side by side on the case page, with the skipped holiday and the make-up day."""

import pytest
from playwright.sync_api import expect

from redress.casework import moment
from tests.complaints.inputs import TRANSFER
from tests.fixtures.insurer import local
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.intake import register
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
OFFICER = "sc.officer"


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    """Registered on Friday 13 February 2026, before the spring festival."""
    hands = Hands(open_desk)
    with moment.at(local("2026-02-13 10:00")):
        given = TRANSFER | {"received_at": "2026-02-13T09:00"}
        hands.number = register(hands.open(OFFICER, "/register"), given, follows="2026-02-25 24:00")
    return hands


@pytest.mark.req("CLK-02", "CLK-07")
def test_the_page_shows_method_and_law_and_explains_both(hands):
    with moment.at(local("2026-02-13 10:05")):
        page = hands.case(OFFICER)
        limits = page.locator(".limits .limit")
        method, law = limits.filter(has_text="办法规定的处理时限"), limits.filter(has_text="法定处理期限")
        expect(method).to_contain_text("2026-02-25 24:00")
        expect(law).to_contain_text("2026-02-28 24:00")
        method.locator("summary").first.click()
        for words in ("春节", "调休", "2026-02-14"):
            expect(method).to_contain_text(words)
        picture(page, "method-explained")
        law.locator("summary").first.click()
        expect(law).to_contain_text("第十八条第一款")
        for sources in page.locator(".limits .sources > summary").all():
            sources.click()
        picture(page, "both-explained")
        page = hands.open(OFFICER, "/")
        row = page.locator("#list tr").filter(has_text=hands.number)
        expect(row.locator(".legal-cell")).to_have_text("02-28")
        picture(page, "workbench")
    with moment.at(local("2026-02-25 15:00")):
        picture(hands.open(OFFICER, "/"), "workbench-last-day")
        picture(hands.case(OFFICER), "last-day")
