"""What a member of staff does with hands: open a case, press a button, fill the form beside it, send it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as Late

from tests.walkthroughs.pictures import picture

expect.set_options(timeout=20_000)  # a loaded machine is no failure

Open = Callable[..., Page]


class Hands:
    """One case on the screens of several people."""

    def __init__(self, open_desk: Open, number: str = "") -> None:
        self.open, self.number = open_desk, number

    def case(self, who: str) -> Page:
        """The case page as that person sees it."""
        return self.open(who, f"/case/{self.number}")

    def section(self, who: str, key: str) -> Locator:
        """What the case page shows only when opened."""
        return unfold(self.case(who), key)

    def give(self, who: str, command: str, **fields: Any) -> Page:
        """Press the command's button on the case page, fill its form and send it; lands on the case page."""
        page = press(self.case(who), command, **fields)
        expect(page).to_have_url(re.compile(f"/case/{self.number}$"))
        return page

    def attach(self, who: str, name: str, kind: str = "other") -> str:
        """Attach a file of that name through the form; its SHA-256, by which other forms name it."""
        content = b"%PDF-1.4\n% " + f"{self.number} {name}".encode() + b"\n%%EOF\n"
        file = {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}
        page = self.give(who, "attach_evidence", file=file, kind=kind)
        expect(page.locator("a.file").filter(has_text=name)).to_be_visible()
        return hashlib.sha256(content).hexdigest()

    def is_refused(self, who: str, command: str, rule: str, **fields: Any) -> str:
        """Open the command's own page, send it and read the refusal; it names the rule."""
        page = self.open(who, f"/case/{self.number}/do/{command}")
        form = page.locator("form.command-form")
        for name, value in fields.items():
            fill(form, name, value)
        with page.expect_response(lambda answer: answer.request.method == "POST" and "/do/" in answer.url):
            submit(form)
        alert = page.locator("[role=alert]").filter(has_text=rule).first
        expect(alert).to_be_visible()
        picture(page, f"refused-{command}")
        return alert.inner_text()


def press(page: Page, command: str, **fields: Any) -> Page:
    """The command's button on the page that stands open, its form in the sheet, the sending of it."""
    family = page.locator("details.action-group:not([open])").filter(has=buttons(page, command))
    if family.count():
        family.first.locator("> summary").click()
    page.locator(f"main a[href*='/do/{command}']:visible").and_(buttons(page, command)).first.click()
    form = page.locator("#sheet form.command-form")
    expect(form).to_be_visible()
    for name, value in fields.items():
        fill(form, name, value)
    picture(page, f"form-{command}", whole=False)
    send(form)
    expect(page.locator(".desk-messages .note-success").first).to_be_visible()
    picture(page, f"after-{command}")
    return page


def buttons(page: Page, command: str) -> Locator:
    """Links to that command and to no other whose name begins like it."""
    return page.locator(f"a[href$='/do/{command}'], a[href*='/do/{command}?']")


def unfold(page: Page, key: str) -> Locator:
    """A section of the case page, opened and loaded."""
    section = page.locator(f"#section-{key}")
    section.locator("> summary").click()
    expect(section.locator(f".section-body > p:only-child > a[href$='/more/{key}']")).to_have_count(0)
    picture(page, f"section-{key}")
    return section


def send(form: Locator) -> None:
    """Send it and land on the next page; what refused it is told."""
    try:
        with form.page.expect_navigation(timeout=15_000):
            submit(form)
    except Late as late:
        told = form.page.locator("[role=alert]").all_inner_texts()
        raise AssertionError(f"not sent: {told}") from late


def submit(form: Locator) -> None:
    """Press the button that sends the form."""
    form.locator(".form-actions button[type=submit]").click()


def fill(within: Page | Locator, name: str, value: Any) -> None:
    """Fill the field of that name, whatever kind it is."""
    field = within.locator(f'[name="{name}"]').first
    while (folded := field.locator("xpath=ancestor::details[not(@open)]")).count():
        folded.first.locator("> summary").click()
    kind = field.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "select":
        field.select_option(str(value).lower() if isinstance(value, bool) else str(value))
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(str(value))
