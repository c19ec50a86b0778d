"""A telephone call is registered on one screen: five entries, one press, nothing scrolled (INT-01, INT-03)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from redress.complaints.models import Complaint
from tests.policies.made import LI_NA, made

pytestmark = [pytest.mark.req("INT-01", "INT-03", "INT-04"), pytest.mark.django_db(transaction=True)]

REQUIRED = "#register [required]:visible"


def test_a_known_caller_takes_five_entries_one_press_and_no_scrolling(table, open_desk):
    table([made(), made(number="P510104000002")])
    page = open_desk("cd.officer", "/register")
    page.context.add_cookies(
        [{"name": f"redress-channel-{me(page)}", "value": "phone_in", "url": page.url}]
    )  # as after the first call of this person in this browser
    page.reload()
    page.set_viewport_size({"width": 1366, "height": 768})
    entries = 0
    expect(page.locator("[name='people.0.phone']")).to_be_focused()
    page.keyboard.type(LI_NA.phone)
    entries += 1
    expect(page.locator("[name='people.0.name']")).to_have_value(LI_NA.name)
    page.keyboard.press("Alt+1")
    entries += 1
    expect(page.locator("#id_policy_number")).not_to_have_value("")
    page.fill("#id_facts", "客户来电：住院理赔四十天没有答复，要求说明原因。")
    entries += 1
    page.select_option("#id_class_code", "claims")
    entries += 1
    page.check("#id_facts_repeated")
    entries += 1
    empty = [each for each in page.locator(REQUIRED).all() if not each.input_value()]
    assert (entries, empty) == (5, [])
    assert page.evaluate("scrollY") == 0
    assert in_sight(page, "#register .send")
    assert in_sight(page, "#id_facts_repeated")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    case = Complaint.objects.get()
    assert (case.channel, case.parties.get().id_number) == ("phone_in", LI_NA.id_number)


def test_a_caller_nobody_knows_finds_each_required_field_marked_on_the_first_screen(table, open_desk):
    table([])
    page = open_desk("cd.officer", "/register")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.select_option("#id_channel", "phone_in")
    expect(page.locator("#id_facts_repeated")).to_be_visible()
    named = {each.get_attribute("name") for each in page.locator(REQUIRED).all()}
    assert named == {
        "people.0.phone", "people.0.name", "people.0.id_number", "channel", "facts", "class_code", "facts_repeated",
    }  # fmt: skip
    assert all(in_sight(page, f"[name='{name}']") for name in named)


def test_what_was_typed_into_a_topic_stays_when_it_is_folded_and_is_registered(table, open_desk):
    table([])
    page = open_desk("cd.officer", "/register")
    page.click("#topic-weight > summary")
    page.fill("#id_amount", "12,800.50")
    page.click("#topic-weight > summary")
    page.click("#topic-weight > summary")
    assert page.input_value("#id_amount") == "12,800.50"
    page.fill("#id_amount", "viel")
    page.click("#topic-weight > summary")
    page.click("#register .send")
    expect(page.locator("#id_amount-error")).to_be_visible()
    assert page.input_value("#id_amount") == "viel", "what is wrong in a topic opens it"


def me(page):
    from redress.organisation.models import User

    return User.objects.get(username="cd.officer").pk


def in_sight(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 768
