"""Pictures of a walk-through to look at, where somebody asked for them: REDRESS_SHOTS names a folder.

REDRESS_SHOTS_AS=phone,en adds each whole page on a telephone and in English.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
_numbers = count(1)


def picture(page: Page, name: str, *, whole: bool = True) -> None:
    """The page as it stands, or only what the window shows."""
    folder = os.environ.get("REDRESS_SHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    if whole:
        page.evaluate("scrollTo(0, 0)")  # what sticks to the top is at the top of the picture
    path = Path(folder) / f"{next(_numbers):03}-{name}.png"
    page.screenshot(path=path, full_page=whole)
    also = os.environ.get("REDRESS_SHOTS_AS", "")
    if "phone" in also:
        page.set_viewport_size(PHONE)
        page.screenshot(path=path.with_suffix(".phone.png"), full_page=whole)
        page.set_viewport_size(DESK)
    if "en" in also:
        sheet = page.locator("#sheet form")
        form = None if whole or not sheet.count() else sheet.first.get_attribute("action")
        _in_english(page, form, path.with_suffix(".en.png"))


def _in_english(page: Page, form: str | None, path: Path) -> None:
    """The same address, or that of the form, again in another window; the cookie of the language is put back."""
    from django.conf import settings

    cookies = [c for c in page.context.cookies() if c["name"] == settings.LANGUAGE_COOKIE_NAME]
    page.context.add_cookies([{**cookie, "value": "en"} for cookie in cookies])
    window = page.context.new_page()
    window.goto(urljoin(page.url, form or ""))
    window.screenshot(path=path, full_page=True)
    window.close()
    page.context.add_cookies(cookies)
