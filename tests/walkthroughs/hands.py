"""What a member of staff does with hands: open a case, fill a form, press the button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

expect.set_options(timeout=20_000)  # a loaded machine is no failure

Open = Callable[..., Page]


class Hands:
    """One case on the screens of several people."""

    def __init__(self, open_desk: Open, number: str) -> None:
        self.open, self.number = open_desk, number

    def case(self, who: str) -> Page:
        """The case page as that person sees it."""
        return self.open(who, f"/case/{self.number}")

    def give(self, who: str, command: str, **fields: Any) -> Page:
        """Fill the command's form and send it; lands on the case page."""
        page = self._send(who, command, fields)
        expect(page).to_have_url(re.compile(f"/case/{self.number}$"))
        return page

    def is_refused(self, who: str, command: str, rule: str, **fields: Any) -> str:
        """Send it and read the refusal; it names the rule."""
        page = self._send(who, command, fields)
        alert = page.locator("[role=alert]").filter(has_text=rule).first
        expect(alert).to_be_visible()
        return alert.inner_text()

    def _send(self, who: str, command: str, fields: dict[str, Any]) -> Page:
        page = self.open(who, f"/case/{self.number}/do/{command}")
        for name, value in fields.items():
            fill(page, name, value)
        page.locator("form.command-form button[type=submit]").first.click()
        page.wait_for_load_state("networkidle")
        return page


def fill(page: Page, name: str, value: Any) -> None:
    """Fill the field of that name, whatever kind it is."""
    field = page.locator(f'form.command-form [name="{name}"]').first
    kind = field.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        field.select_option(str(value).lower() if isinstance(value, bool) else str(value))
    elif kind == "checkbox":
        field.set_checked(bool(value))
    else:
        field.fill(str(value))
