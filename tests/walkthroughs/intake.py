"""Registering by hand: the form filled as it asks, sent, and the case page that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Page, expect

from tests.walkthroughs.hands import fill
from tests.walkthroughs.pictures import picture

FIRST = ("channel", "class_code")
"""What other fields follow from is chosen first."""


def register(
    page: Page, given: Mapping[str, Any], *, follows: str, drawn: bool = False, linked: str = ""
) -> str:
    """Fill in the form that stands open and send it; the number of the new case.

    `given` as for the command; `follows` is said beside the form before it is sent; `drawn` signs with the mouse;
    `linked` is what the form must have chosen beside it for another case, before it is sent.
    """
    picture(page, "register-empty")
    for name in FIRST:
        fill(page, name, given[name])
    expect(page.locator("#id_reason_code option")).not_to_have_count(1)
    for number, person in enumerate(given["people"]):
        for name, value in person.items():
            fill(page, f"people.{number}.{name}", value)
    for name, value in given.items():
        if name not in (*FIRST, "people", "signed", "soothing"):
            fill(page, name, value)
    if "soothing" in given:
        folded = page.locator("#topic-mood:not([open]) > summary")
        if folded.count():
            folded.click()
        page.check(f"[name=soothing][value={given['soothing']}]")
    expect(page.locator("#part-preview")).to_contain_text(follows)
    if linked:
        expect(page.locator("#part-related label", has=page.locator(":checked"))).to_contain_text(linked)
    if drawn:
        draw(page)
    page.locator("#main").focus()  # the last field is left, as when the mouse goes on to the button
    picture(page, "register-filled")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    picture(page, "registered")
    return page.url.rsplit("/", 1)[1]


def draw(page: Page) -> None:
    """The customer's signature, with the mouse."""
    pad = page.locator(".signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 40, steps=4)
    page.mouse.move(box["x"] + 260, box["y"] + 110, steps=4)
    page.mouse.up()


def speak(page: Page, speakers: Sequence[Mapping[str, str]]) -> None:
    """Name those who speak for a group and tick the papers that it brings; the form folds each away but the first."""
    for number, speaker in enumerate(speakers):
        if number:
            page.locator("details.person-fields").nth(number - 1).locator("> summary").click()
        fill(page, f"people.{number}.name", speaker["name"])
        fill(page, f"people.{number}.phone", speaker["phone"])
    for paper in ("members", "representatives"):
        page.check(f"[name=papers][value={paper}]")
