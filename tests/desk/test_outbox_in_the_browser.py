"""The outbox while a channel is paused, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from redress.casework import moment
from redress.messages.models import Pause
from tests.messages.rows import message
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.req("COM-10")]


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_paused_channel_fits_and_axe_finds_nothing_serious(open_desk, browser_page, size, language):
    now = moment.now()
    message()
    Pause.objects.create(
        medium="sms", faults=5, open_since=now, next_try_at=now, reason="ReadTimeout", changed_at=now
    )
    browser_page.set_viewport_size({"width": size[0], "height": size[1]})
    page = open_desk("admin", "/outbox", language)
    assert page.locator("#paused").is_visible()
    picture(page, f"outbox-paused-{language}-{size[0]}")
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
