"""A session of the committee by hand: called, attended, voted, ruled, signed."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from redress.committee.models import Body, Ruling, Session
from tests.committee.conftest import MEMBERS, user
from tests.complaints.inputs import department
from tests.fixtures.desk import the_house
from tests.walkthroughs.hands import Hands, buttons, fill, send
from tests.walkthroughs.pictures import picture
from tests.walkthroughs.test_f_twenty_five_together import PLAN


def act(page: Page, name: str, **fields: Any) -> None:
    """The button of an act on the session's page, its form, the sending; the session's page is shown again."""
    page.locator("main").locator(buttons(page, name)).first.click()
    form = page.locator("#sheet form.command-form")
    expect(form).to_be_visible()
    for field, value in fields.items():
        fill(form, field, value)
    picture(page, f"form-{name}", whole=False)
    send(form)
    expect(page).to_have_url(re.compile(r"/committee/[A-Z]+-[CLJ]-\d{4}-\d{3}$"))


def called(hands: Hands, office: str) -> str:
    """The office calls the session, puts the case on its agenda and notes who is there; its number."""
    page = hands.open(office, "/committee")
    expect(page.locator("#referred + ul")).to_contain_text(hands.number)
    picture(page, "committee")
    page.click("a[href='/committee/call']")
    form = page.locator("form.command-form")
    with the_house():
        body = Body.objects.get(unit__code="sc", kind="coordination_committee").pk
    call = {"body": body, "kind": "committee", "at": "2026-11-19T09:00", "place": "八楼会议室"}
    for field, value in call.items():
        fill(form, field, value)
    picture(page, "form-call", whole=False)
    send(form)
    with the_house():
        session = Session.objects.get().number
    hands.give(office, "put_on_agenda", session=session)
    page = hands.open(office, f"/committee/{session}")
    for box in page.locator("input[name=present]").all():
        box.check()
    page.locator("form:has(input[name=present]) button[type=submit]").click()
    expect(page.locator("#present-title")).to_contain_text("7 / 7")
    return session


def agreed(hands: Hands, session: str, *, against: str, aside: str) -> None:
    """The department concerned is heard; one stands aside, one votes against and says why, the others are in favour."""
    page = hands.open("sc.officer", f"/committee/{session}")
    expect(page.locator("#item-1")).to_contain_text("尚待听取意见")
    with the_house():
        sales = department("sc", "sales")
    act(page, "hear", department=sales, speaker="部门负责人", words="马某的承诺有聊天记录为证。")
    expect(page.locator("#item-1")).not_to_contain_text("尚待听取意见")
    page = hands.open(aside, f"/committee/{session}")
    act(page, "recuse", reason="被投诉人系本部门业务员")
    expect(page.locator("#item-1")).to_contain_text("被投诉人系本部门业务员")
    expect(page.locator("#item-1 form.vote")).to_have_count(0)
    for name in MEMBERS:
        if name == aside:
            continue
        page = hands.open(name, f"/committee/{session}")
        choice = "against" if name == against else "for"
        page.locator(f"#item-1 input[name=choice][value={choice}]").check()
        if choice == "against":
            page.fill("#item-1 textarea[name=reason]", "应当先由业务员承担")
        page.locator("#item-1 form.vote button[type=submit]").click()
        expect(page.locator("#item-1 form.vote")).to_have_count(0)
    picture(page, "voted")


def ruled(hands: Hands, session: str, chair: str, owner: str) -> None:
    """The chair gives the ruling and who executes it until when; the office writes the minutes, the chair signs."""
    page = hands.open(chair, f"/committee/{session}")
    expect(page.locator("#item-1 .dissent")).to_contain_text("应当先由业务员承担")
    page.locator("#item-1 a.btn-primary").click()
    form = page.locator("form.command-form")
    fill(form, "reasons", "销售误导事实清楚")
    fill(form, "execution.0.what", "向二十五名客户退还保费")
    with the_house():
        fill_owner = user(owner)
    fill(form, "execution.0.owner", fill_owner)
    fill(form, "execution.0.until", "2026-11-24")
    picture(page, "form-rule")
    send(form)
    expect(page).to_have_url(re.compile(f"/case/{hands.number}$"))
    with the_house():
        assert Ruling.objects.get().words == PLAN
    act(hands.open("sc.officer", f"/committee/{session}"), "write_minutes", words="会议听取销售部说明。")
    page = hands.open(chair, f"/committee/{session}")
    act(page, "sign_minutes")
    expect(page.locator("#minutes-title")).to_be_visible()
    picture(page, "session-signed")
