"""The decision notice in a real browser: written, looked at, sent; then the claim is told (CLM-08)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from redress.claims.models import Claim
from tests.claims.on_the_way import decided
from tests.desk.test_case_in_browsers import serious
from tests.walkthroughs.claim_hands import ClaimHands
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.mark.req("CLM-08", "CLM-10")
def test_a_refusal_is_written_from_the_claim_and_told_by_sending_it(open_desk, reported):
    decided(reported, "refuse")
    hands = ClaimHands(open_desk, reported.number)
    page = hands.notice("psc.claims", proof="liu@mail.example")
    assert Claim.objects.get(number=reported.number).state == "told"
    page.locator("#section-letters summary").click()
    expect(page.locator("#section-letters .number").first).to_contain_text("赔决")
    page.locator("#section-messages summary").click()
    expect(page.locator("#section-messages li").first).to_be_visible()
    for size in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "nothing sticks out"
        )
    picture(page, "claim-with-its-letters")
    page.locator("#section-letters h3 a").first.click()
    expect(page.locator("img.sheet-of-paper").first).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing sticks out"
