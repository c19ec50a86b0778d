"""A person at the desk: a browser that is signed in, and what this person did with hands."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page

CHROMIUM = os.environ.get("REDRESS_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--headless", "--no-sandbox", "--disable-gpu"]
SIZE = {"width": 1366, "height": 768}
PASSWORD = "wensu-2026"
"""Of everybody in the demo insurer."""


@dataclass
class Done:
    """What was done so far."""

    entries: int = 0
    clicks: int = 0
    keys: int = 0


@dataclass
class Desk:
    """Opens pages for people of the demo insurer."""

    browser: Browser
    address: str
    done: Done = field(default_factory=Done)

    def signed_in(self, username: str) -> Page:
        """A fresh browser of that person, with nothing done yet."""
        self.done = Done()
        context = self.browser.new_context(viewport=SIZE, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.goto(f"{self.address}/accounts/login/")
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(f"{self.address}/")
        return page

    def goto(self, page: Page, path: str) -> None:
        page.goto(self.address + path)
        page.wait_for_load_state("networkidle")

    def enter(self, field: Locator, words: str) -> None:
        """One entry: words typed, a choice made, or a box ticked."""
        kind = field.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "select":
            field.select_option(words)
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(words)
        self.done.entries += 1

    def press(self, page: Page, keys: str) -> None:
        page.keyboard.press(keys)
        self.done.keys += 1

    def click(self, button: Locator) -> None:
        button.click()
        self.done.clicks += 1


def scrolled(page: Page) -> int:
    """Pixels that the page was scrolled by."""
    return round(page.evaluate("scrollY"))
