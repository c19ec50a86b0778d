"""What somebody is asked to do stands on their workbench."""

import re

from playwright.sync_api import Page, expect

from tests.walkthroughs.hands import Hands
from tests.walkthroughs.pictures import picture


def found_at_work(hands: Hands, who: str, tab: str = "", path: str = "/case/") -> Page:
    """They open the workbench, its tab when it is not the first, and the case from there."""
    page = hands.open(who, "/")
    if tab:
        page.locator(f"a[href='?list={tab}']").click()
    picture(page, f"workbench-{who}")
    page.locator(f"main a[href*='{path}']").first.click()
    expect(page).to_have_url(re.compile(f"/case/{hands.number}"))
    return page
