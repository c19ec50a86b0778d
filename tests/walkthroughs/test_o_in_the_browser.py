"""Walk-through O by hand: twenty at the bank, graded, two joined, one left, the committee, to the close."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.complaints.models import Complaint
from tests.complaints.inputs import department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.committee_hands import act, called
from tests.walkthroughs.hands import Hands, fill, send
from tests.walkthroughs.intake import speak
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture
from tests.walkthroughs.test_f_twenty_five_together import SPEAKERS

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CITY, CONTACT, OFFICE, CHAIR = "cd.officer", "sc.banca", "sc.officer", "sc.manager"
PLAN = "全额退还二十一名客户保费"
TOGETHER = {
    "received_at": "2026-11-18T09:30",
    "received_place": "成都中心柜面投诉接待室",
    "facts": "二十名客户在银行网点被推荐购买保险，称误认为存款。",
    "demand": PLAN,
    "amount": "21万元",
}


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    return Hands(open_desk)


@pytest.mark.req("CLS-05", "FLW-10", "FLW-12", "INT-12", "ORG-03")
def test_twenty_at_the_bank_are_graded_heard_by_the_committee_and_closed(hands):
    with the_house():
        banca = department("sc", "banca")
    with moment.at(local("2026-11-18 10:00")):
        hands.number = register(hands.open(CITY, "/register"))
        hands.give(CITY, "hand_on", words="二十人集体投诉，请评定难度")
    with moment.at(local("2026-11-18 11:00")):
        found_at_work(hands, CONTACT)
        page = hands.give(CONTACT, "grade", grade="difficult", reason="涉及二十人和合作银行")
        # Difficult: five working days from Wednesday the 18th end with Wednesday the 25th.
        expect(page.locator(".clock").filter(has_text="银保投诉：结案").first).to_contain_text("11-25")
    order = {"to": banca, "opinion": "初步判断销售误导，请调取双录", "planned_at": "2026-11-20T17:00"}
    order |= {"transferred_at": "2026-11-18T10:00", "their_opinion": "同意调查"}
    with moment.at(local("2026-11-18 11:30")):
        hands.give(CITY, "dispatch", **order)
        hands.give(CITY, "amend", complainants=22, reason="两名客户加入")
        page = hands.give(CITY, "amend", complainants=21, reason="一名客户退出")
        counted = page.locator(".pairs div").filter(has_text="投诉人数")
        expect(counted).to_contain_text("21")
    with moment.at(local("2026-11-18 15:00")):
        found_at_work(hands, CONTACT)
        hands.give(CONTACT, "reply_order", reply="双录缺风险提示")
        for kind in ("truth", "responsibility", "reasonableness"):
            hands.give(CITY, "record_finding", kind=kind, conclusion="属实", reasons="双录缺失")
        early = hands.is_refused(CITY, "propose", "FLW-10", plan=PLAN, basis="银代管理规定", amount="210000")
        assert "委员会" in early
        asked = {"reason": "major", "because": "二十一人集体投诉", "question": "handling"}
        hands.give(CITY, "refer_to_committee", **asked, motion=PLAN, amount="210000")
    with moment.at(local("2026-11-19 09:00")):
        decided(hands, called(hands, OFFICE))
    with moment.at(local("2026-11-19 14:00")):
        expect(hands.case(CITY).locator(".emergency-banner")).to_contain_text("已超期")
        ruling = hands.case(CITY).locator(".clocks .clock").filter(has_text="裁决执行").first
        # The day of the ruling, that day included, not the ten working days of who says none.
        expect(ruling).to_contain_text("2026-11-24 24:00")
        expect(ruling).to_contain_text("以约定或者裁决的日期为准")
        page = hands.give(CITY, "propose", plan=PLAN, basis="销售误导属实", amount="210000")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("意见反馈")
    with moment.at(local("2026-11-20 10:00")):
        hands.give(CITY, "give_feedback", accepted=True)
    with the_house():
        case = Complaint.objects.get(number=hands.number)
        assert (case.level, case.grade, case.complainants) == ("major", "difficult", 21)


def register(page: Page) -> str:
    """Four of twenty speak; the level follows by rule, and the special flow is announced."""
    page.select_option("#id_channel", "visit")
    expect(page.locator(".signature-pad")).to_be_visible()
    page.select_option("#id_complainant_kind", "group")
    expect(page.locator("[name='people.4.name']")).to_have_count(1)
    fill(page, "complainants", 20)
    speak(page, SPEAKERS[:4])
    page.select_option("#id_class_code", "solicitation")
    fill(page, "sale_stage", "in_sale")
    for name, value in TOGETHER.items():
        fill(page, name, value)
    page.check("[name=signed]")
    preview = page.locator("#part-preview")
    expect(preview).to_contain_text("重大投诉")
    expect(preview).to_contain_text("银保投诉流程")
    picture(page, "register-bank")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    picture(page, "registered-bank")
    return page.url.rsplit("/", 1)[1]


def decided(hands: Hands, session: str) -> None:
    """The department is heard, everybody votes for it, the chair rules, the office's minutes are signed."""
    from tests.committee.conftest import MEMBERS, user

    with the_house():
        banca, owner = department("sc", "banca"), user("sc.finance")
    page = hands.open(OFFICE, f"/committee/{session}")
    act(page, "hear", department=banca, speaker="银保部负责人", words="双录缺失。")
    for name in MEMBERS:
        page = hands.open(name, f"/committee/{session}")
        page.locator("#item-1 input[name=choice][value=for]").check()
        picture(page, f"vote-{name}")
        page.locator("#item-1 form.vote button[type=submit]").click()
        expect(page.locator("#item-1 form.vote")).to_have_count(0)
    page = hands.open(CHAIR, f"/committee/{session}")
    picture(page, "voted")
    page.locator("#item-1 a.btn-primary").click()
    form = page.locator("form.command-form")
    fill(form, "reasons", "销售误导事实清楚")
    fill(form, "execution.0.what", "退还保费")
    fill(form, "execution.0.owner", owner)
    fill(form, "execution.0.until", "2026-11-24")
    picture(page, "form-rule")
    send(form)
    picture(page, "ruled")
