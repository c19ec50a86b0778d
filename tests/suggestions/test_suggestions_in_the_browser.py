"""Typing a text shows a suggestion; taking it fills the field, ignoring it changes nothing (INT-16)."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from redress.organisation.models import Unit
from redress.suggestions.learned import digest
from redress.suggestions.models import LearnedVersion
from redress.suggestions.training import train
from tests.suggestions.examples import examples

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.req("INT-16")]
WORDS = "客户要求退保，退保金一直没有到账，客户很着急"


@pytest.fixture
def in_use(db):
    body = train(examples()).text
    return LearnedVersion.objects.create(
        unit=Unit.objects.get(code="life"), version=1, learned_at=timezone.now(), files=30,
        digest=digest(body), body=body, in_use=True,
    )  # fmt: skip


@pytest.mark.parametrize(("size", "language"), [((1366, 768), "zh-hans"), ((390, 844), "en")])
def test_a_suggestion_comes_while_typing_and_is_taken_or_left(
    open_desk, browser_page, in_use, size, language
):
    browser_page.set_viewport_size({"width": size[0], "height": size[1]})
    page = open_desk("sc.officer", "/register", language)
    assert page.locator("[data-take]").count() == 0
    page.select_option("#id_channel", "visit")
    page.locator("#id_facts").press_sequentially(WORDS)
    take = page.locator("[data-take=class_code]")
    take.wait_for()
    assert page.locator("#id_class_code").input_value() == "", "nothing is applied by itself"
    line = page.locator(".suggestion").first.inner_text()
    assert "%" in line
    assert "退" in line
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    if folder := os.environ.get("REDRESS_PICTURES"):
        page.locator("#part-suggestions").scroll_into_view_if_needed()
        page.screenshot(path=f"{folder}/suggestion-{size[0]}-{language}.png")
    with page.expect_response(lambda answer: answer.url.endswith("/register/part/reasons")):
        take.click()
    take.wait_for(state="detached")
    assert page.locator("#id_class_code").input_value() == "payments"
    assert page.locator("#id_facts").input_value() == WORDS
    assert (
        page.locator("input[name=suggested]").first.get_attribute("value").startswith("class_code.payments.")
    )


def test_who_ignores_it_and_chooses_otherwise_keeps_the_choice(open_desk, browser_page, in_use):
    page = open_desk("sc.officer", "/register")
    page.select_option("#id_class_code", "claims")
    page.locator("#id_facts").fill(WORDS)
    page.locator("[data-take=class_code]").wait_for()
    page.locator("#id_demand").fill("尽快付款")
    page.wait_for_load_state("networkidle")
    assert page.locator("#id_class_code").input_value() == "claims"
