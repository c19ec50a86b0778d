"""Walk-through K by hand: an administrator hands over what a handler who leaves has in hand, in one sitting."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from redress.complaints.models import Complaint
from redress.complaints.oversight.queries.monitor import adrift
from redress.organisation.models import Unit
from tests.api.client import Caller
from tests.fixtures.desk import the_house
from tests.walkthroughs.at_leaving import WHO, about_to_leave, somebody
from tests.walkthroughs.pictures import PHONE, picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.mark.req("ORG-11", "FLW-05", "SEC-05")
def test_an_administrator_hands_over_what_a_handler_leaves(open_desk, actor, wednesday):
    with the_house():
        numbers, token = about_to_leave()
        person = somebody(WHO).pk
    page = open_desk("admin", f"/organisation/person/{person}")
    page.locator("main a[href$='/leaving']").click()
    expect(page.locator("tr[data-pile=cases]")).to_contain_text(numbers[0])
    expect(page.locator("tr[data-pile=orders]")).to_be_visible()
    picture(page, "leaving")
    page.locator("[name=reason]").fill("合同到期离职")
    page.locator("[name=successor]").fill("sc.officer")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("tr[data-pile=account]")).to_have_count(0)
    expect(page.locator("tr[data-pile=cases]")).to_have_count(0)
    expect(page.locator("main [role=alert]")).to_have_count(0)
    # What holds until the day is over is not among what waits for a hand, and there is nothing to send again.
    for key in ("deputies", "appointments", "tokens", "sessions"):
        expect(page.locator(f"tr[data-pile={key}]")).to_have_count(0)
    expect(page.locator("[data-ending]")).to_contain_text("今日期满")
    expect(page.locator("[data-ending]")).to_contain_text("理赔部")
    expect(page.locator("main form")).to_have_count(0)
    picture(page, "left")
    faults = Axe().run(page).response["violations"]
    assert [each["id"] for each in faults if each["impact"] in ("serious", "critical")] == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    with the_house():
        owners = set(Complaint.objects.filter(number__in=numbers).values_list("owner__username", flat=True))
        assert owners == {"sc.officer"}
        assert Caller(token).get(f"/complaints/{numbers[0]}").status_code == 401
        assert adrift(actor("sc.manager"), Unit.objects.get(code="sc")) == []
