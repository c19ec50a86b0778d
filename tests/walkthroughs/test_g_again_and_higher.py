"""Walk-through G: a closed case comes again, then after its limit goes to the regulator; counted right each way."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from redress.complaints.models import Complaint
from redress.complaints.queries import figures
from redress.complaints.recount import recount
from redress.organisation.acting import acting_as
from redress.rulebook.counting import RULES
from tests.complaints.inputs import COMPLAINANT
from tests.complaints.stories import case, closed, filed

pytestmark = pytest.mark.django_db
REGULATOR = {"channel": "regulator", "source_reference": "川金监转〔2026〕201号", "signed": False}


def drawn(actor, first, last):
    officer = actor("sc.officer")
    with acting_as(officer):
        total = figures.figures(officer, figures.Period(first, last)).total
    return dict(zip(RULES, total, strict=True))


@pytest.mark.req("CLO-06", "CLO-07", "CLO-09")
def test_one_case_two_times_then_a_second_case(actor):
    november = date(2026, 11, 1), date(2026, 11, 30)
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 15:00")
    again = filed(actor, "2026-11-09 10:00", link_to=first, link_kind="repeat")
    assert drawn(actor, *november) == {
        "cases": 1, "times": 2, "matters": 1, "complainants": 1, "substantiated": 1, "net_of_withdrawn": 1,
    }  # fmt: skip

    closed(actor, again, "2026-11-20 15:00")  # nine working days; three were allowed
    higher = filed(actor, "2026-11-25 10:00", link_to=again, link_kind="escalation", **REGULATOR)
    assert case(higher).links.get().rule == "CLO-07"
    assert case(higher).links.get().reason == ""
    found = drawn(actor, *november)
    assert found == {
        "cases": 2, "times": 3, "matters": 2, "complainants": 2, "substantiated": 1, "net_of_withdrawn": 2,
    }  # fmt: skip
    assert found == recount(Complaint.objects.values_list("pk", flat=True))


@pytest.mark.browser
@pytest.mark.req("INT-15", "CLO-06", "CLO-09")
def test_by_hand_the_form_knows_the_repeat_and_the_figures_follow(open_desk, actor):
    started = timezone.localtime() - timedelta(days=30)
    first = filed(actor, f"{started:%Y-%m-%d} 10:00")
    closed(actor, first, f"{started + timedelta(days=2):%Y-%m-%d} 15:00")
    page = open_desk("sc.officer", "/register")

    again = _register(page, "phone_in", "重复投诉", "CLO-06", first)
    assert case(again).links.get().kind == "repeat"
    page.goto(page.url.split("/case/")[0] + f"/case/{again}/more/links")
    expect(page.locator("main")).to_contain_text(first)
    expect(page.locator("main")).to_contain_text("CLO-06")
    _figures(page, cases="1", times="2")
    page.locator("tfoot a").nth(1).click()
    for number in (first, again):
        expect(page.locator("#list")).to_contain_text(number)


def _register(page, channel, kind, rule, earlier):
    page.select_option("#id_channel", channel)
    page.select_option("#id_class_code", "payments")
    page.fill("[name='people.0.name']", COMPLAINANT["name"])
    page.fill("[name='people.0.phone']", COMPLAINANT["phone"])
    page.fill("[name='people.0.id_number']", COMPLAINANT["id_number"])
    page.fill("[name=policy_number]", "P510001")
    page.fill("[name=facts]", "退保款仍未到账,客户再次投诉,要求说明原因并立即付款。")
    offer = page.locator("#part-related .offers label").filter(has_text=earlier).filter(has_text=rule).first
    expect(offer).to_be_visible()
    offer.locator("input").check()
    if channel == "phone_in":
        page.check("[name=facts_repeated]")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    return page.url.rsplit("/", 1)[1]


def _figures(page, cases, times):
    page.goto(re.split(r"/(case|register|figures)", page.url)[0] + "/figures")
    numbers = page.locator("tfoot").first.locator("td")
    expect(numbers.nth(0)).to_have_text(cases)
    expect(numbers.nth(1)).to_have_text(times)
