"""Typing to a customer in a real browser: the better wording appears beside the field (COM-08)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.letters.inputs import proposed

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.mark.req("COM-08")
def test_a_taboo_phrase_shows_its_better_wording_while_it_is_typed(actor, wednesday, open_desk):
    number = proposed(actor("sc.officer"), actor("sc.claims"))
    page = open_desk("sc.officer", f"/case/{number}/do/record_contact")
    page.locator("[name=words]").press_sequentially("这个我不知道", delay=5)
    expect(page.locator("#id_words-watch")).to_contain_text("这个问题我需要核实后答复您", timeout=20_000)
    page.locator("[name=words]").fill("我马上为您核实")
    expect(page.locator("#id_words-watch")).to_be_empty(timeout=20_000)
