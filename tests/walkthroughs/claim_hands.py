"""What somebody does with a claim by hand: open it, press a step, fill its form beside the page, send it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.walkthroughs.hands import fill, send, submit
from tests.walkthroughs.pictures import picture


class ClaimHands:
    """One claim on the screens of several people."""

    def __init__(self, open_desk: Callable[..., Page], number: str = "") -> None:
        self.open, self.number = open_desk, number

    def claim(self, who: str) -> Page:
        return self.open(who, f"/claims/{self.number}")

    def give(
        self, who: str, command: str, *, tick: dict[str, Sequence[str]] | None = None, **fields: Any
    ) -> Page:
        """Press the command's button on the claim, fill its form and send it; lands on the claim."""
        page = self.claim(who)
        press(page, command)
        form = page.locator("#sheet form.command-form")
        expect(form).to_be_visible()
        answer(form, tick or {}, fields)
        picture(page, f"form-{command}", whole=False)
        send(form)
        expect(page).to_have_url(re.compile(f"/claims/{self.number}$"))
        expect(page.locator(".desk-messages .note-success").first).to_be_visible()
        picture(page, f"after-{command}")
        return page

    def notice(self, who: str, *, means: str = "email", proof: str, addressee: str = "") -> Page:
        """Write the notice of the decision, look at it, and send it; lands on the claim."""
        page = self.claim(who)
        page.locator("main a[href$='/do/draft_claim_letter']:visible").first.click()
        form = page.locator("#sheet form.command-form")
        expect(form.locator("[name=kind]")).to_have_value("decision_notice")
        if addressee:
            fill(form, "addressee", addressee)
        picture(page, "form-draft_claim_letter", whole=False)
        send(form)
        expect(page).to_have_url(re.compile(r"/letter/\d+$"))
        expect(page.locator("img.sheet-of-paper").first).to_be_visible()
        picture(page, "notice-written")
        page.locator("a[href*='/do/send_claim_letter']").first.click()
        answer(form, {}, {"means": means, "proof": proof})
        picture(page, "form-send_claim_letter", whole=False)
        send(form)
        expect(page.locator(".letter-sent").first).to_be_visible()
        return self.claim(who)

    def is_refused(
        self,
        who: str,
        command: str,
        rule: str,
        *,
        tick: dict[str, Sequence[str]] | None = None,
        **fields: Any,
    ) -> str:
        """Open the command's own page, send it and read the refusal; it names the rule."""
        page = self.open(who, f"/claims/{self.number}/do/{command}")
        form = page.locator("form.command-form")
        answer(form, tick or {}, fields)
        with page.expect_response(lambda reply: reply.request.method == "POST" and "/do/" in reply.url):
            submit(form)
        alert = page.locator("[role=alert]").filter(has_text=rule).first
        expect(alert).to_be_visible()
        picture(page, f"refused-{command}")
        return alert.inner_text()


def press(page: Page, command: str) -> None:
    """The button of a command on the page of a claim; among the further ones where it does not stand with the first."""
    button = page.locator(f"main a[href$='/do/{command}']")
    if not button.locator("visible=true").count():
        page.locator(".more-steps > summary").click()
    button.locator("visible=true").first.click()


def answer(form: Locator, tick: dict[str, Sequence[str]], fields: dict[str, Any]) -> None:
    """Tick boxes of lists by their codes, fill the rest by name; `rows__0__field` is the field of a row."""
    for name, codes in tick.items():
        for code in codes:
            form.locator(f'[name="{name}"][value="{code}"]').check()
    for name, value in fields.items():
        fill(form, name.replace("__", "."), value)


def panel(page: Page, title: str) -> Locator:
    """The part of the claim's page under that heading."""
    return page.locator("section.panel").filter(has=page.locator("h2", has_text=title)).first


def clock(page: Page, title: str) -> Locator:
    return page.locator(".clocks .clock").filter(has_text=title).first
