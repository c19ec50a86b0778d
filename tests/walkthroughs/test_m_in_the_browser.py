"""Walk-through M by hand: a complaint about the handler, registered by himself: what he may do, what others hear."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.complaints.models import Complaint
from redress.organisation.models import User
from tests.complaints.inputs import COMPLAINANT
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands, buttons, fill
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
HIMSELF = "sc.officer"


@pytest.mark.req("ORG-13", "FLW-05", "FLW-17")
def test_who_registers_a_complaint_about_himself_is_told_to_keep_out_and_somebody_else_takes_it(
    one_time,  # noqa: F811
    open_desk,
):
    hands = Hands(open_desk)
    with the_house():
        name = User.objects.get(username=HIMSELF).name
    with moment.at(local("2026-11-18 10:00")):
        hands.number = register(hands.open(HIMSELF, "/register"), name)
        with the_house():
            owner = Complaint.objects.get(number=hands.number).owner
        assert owner.username != HIMSELF
        page = hands.case(HIMSELF)
        kept_out = page.locator(".keeps-out")
        expect(kept_out).to_contain_text("回避")
        expect(kept_out).to_contain_text(name)
        expect(page.locator(".case-line")).to_contain_text(owner.name)
        for command in ("record_finding", "settle", "dispatch", "assign"):
            expect(page.locator("main").locator(buttons(page, command))).to_have_count(0)
        picture(page, "himself")
        said = hands.is_refused(HIMSELF, "record_finding", "ORG-13", **FINDING)
        assert "回避" in said
    with moment.at(local("2026-11-18 10:30")):
        page = hands.open(owner.username, "/alerts")
        expect(page.locator("main")).to_contain_text(hands.number)
        picture(page, "alerts-owner")
        page = found_at_work(hands, owner.username)
        expect(page.locator(".keeps-out")).to_have_count(0)
        picture(page, "owner")
        section = hands.section(owner.username, "authority")
        expect(section).to_contain_text(name)
        hands.give(owner.username, "record_finding", **FINDING)


FINDING = {"kind": "truth", "conclusion": "部分属实", "reasons": "通话录音"}


def register(page: Page, name: str) -> str:
    """By telephone, about the person who sits at the desk."""
    page.select_option("#id_channel", "phone_in")
    page.select_option("#id_class_code", "payments")
    for field, value in COMPLAINANT.items():
        fill(page, f"people.0.{field}", value)
    fill(page, "received_at", "2026-11-18T09:30")
    fill(page, "about", "person")
    fill(page, "about_whom", name)
    fill(page, "facts", "客户投诉处理人态度恶劣，多次挂断电话。")
    page.check("[name=facts_repeated]")
    page.locator("#main").focus()
    page.wait_for_load_state("networkidle")
    picture(page, "register-himself")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    picture(page, "registered-himself")
    return page.url.rsplit("/", 1)[1]
