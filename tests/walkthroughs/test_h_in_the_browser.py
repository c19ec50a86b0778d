"""Walk-through H by hand: the long way of the law on the screens of the city and of the province above it.

Every date that test_h_the_laws_long_way.py counts by hand is read from the page.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.complaints.models import Complaint
from redress.messages.models import Message
from tests.complaints.inputs import TRANSFER, department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.intake import register
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CITY, ABOVE, PROVINCE = "cd.officer", "sc.cshead", "sc.officer"
COMPLEX = TRANSFER | {
    "channel": "letter",
    "source": "direct",
    "source_reference": "",
    "complexity": "complex",
    "received_at": "2026-06-01T09:00",
}
PARTS = {
    "decision": "补付护理费八百元，其余请求不予支持。",
    "verification": "经核实，护理费单据齐全。",
    "basis": "条款第五条",
    "reasons": "其余费用不属于保险责任。",
}
NEW = {
    "outcome": "changed",
    "process": "合规",
    "limit": "未超期",
    "result": "护理费应按九十日计算",
    "reasons": "鉴定意见",
    "decision": "护理费改为一千二百元。",
    "basis": "条款第五条",
    "amount": "1200",
}


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    """A complex case of a city, received on 1 June 2026."""
    hands = Hands(open_desk)
    with moment.at(local("2026-06-01 10:00")):
        hands.number = register(hands.open(CITY, "/register"), COMPLEX, follows="2026-07-01 24:00")
    return hands


@pytest.mark.req("CLK-04", "CLK-05", "CLO-08", "AUT-05", "AUT-06", "COM-05", "COM-06")
def test_city_and_province_go_the_laws_long_way(hands):
    with moment.at(local("2026-06-01 11:00")):
        found_at_work(hands, CITY)
        page = hands.give(CITY, "confirm", means="letter", words="寄出来函确认书")
        ends(page, "2026-07-01 24:00")
    extended(hands)
    paused(hands)
    with moment.at(local("2026-07-20 15:00")):
        page = hands.give(CITY, "new_facts", what="客户提交第二次手术记录")
        ends(page, "2026-08-19 24:00")
        explained(page, "new-facts", "2026-07-20")
    decided(hands)
    asked_for_review(hands)
    changed(hands)
    with the_house():
        case = Complaint.objects.get(number=hands.number)
        assert (case.state, case.under_review) == ("decided", False)
        assert case.reviews.get().outcome == "changed"


def extended(hands: Hands) -> None:
    with moment.at(local("2026-06-25 10:00")):
        hands.give(CITY, "ask_extension", reason="病历在外省，调取需要时间")
        found_at_work(hands, ABOVE, "approvals")
        hands.give(ABOVE, "approve")
        page = hands.give(
            CITY, "tell_extension", means="sms", words="处理期限延长三十日", reference="短信 301"
        )
        ends(page, "2026-07-31 24:00")
        explained(page, "extended", "30 日")
        hands.is_refused(CITY, "ask_extension", "AUT-05", reason="再延长")
    with the_house():
        told = Message.objects.get(file__number=hands.number, template="extension")
        assert "2026年7月31日" in told.body, "the customer is told the last day itself"


def paused(hands: Hands) -> None:
    why = {"ground": "appraisal", "words": "委托司法鉴定", "told_by": "sms"}
    with moment.at(local("2026-07-03 10:00")):
        commission = hands.attach(CITY, "司法鉴定委托书")
        notice = hands.attach(CITY, "告知短信截图")
        hands.is_refused(CITY, "pause", "CLK-05", **why)
        proofs = {
            "proofs.0.proof": "commission",
            "proofs.0.evidence": commission,
            "proofs.1.proof": "notice_to_customer",
            "proofs.1.evidence": notice,
        }
        page = hands.give(CITY, "pause", **why, **proofs)
        expect(law(page)).to_contain_text("中止计时")
    with moment.at(local("2026-07-15 16:00")):
        report = {"proofs.0.proof": "appraisal_report", "proofs.0.evidence": hands.attach(CITY, "鉴定意见书")}
        page = hands.give(CITY, "resume", ground="appraisal", outcome="伤残等级十级", **report)
        ends(page, "2026-08-12 24:00")
        explained(page, "resumed", "12 日")


def decided(hands: Hands) -> None:
    with the_house():
        claims = department("sc", "claims")
    with moment.at(local("2026-08-10 10:00")):
        found_at_work(hands, CITY)
        hands.give(CITY, "dispatch", to=claims, opinion="请核实理赔经过")
        for kind in ("truth", "responsibility", "reasonableness"):
            hands.give(CITY, "record_finding", kind=kind, conclusion="属实", reasons="见理赔卷宗")
        hands.give(CITY, "propose", plan="补付护理费", basis="条款第五条", amount="800")
        hands.give(CITY, "decide", **PARTS)
    with moment.at(local("2026-08-14 10:00")):
        hands.give(
            CITY,
            "record_telling",
            what="decision",
            means="letter",
            at="2026-08-11T17:00",
            delivered_at="2026-08-13T09:00",
            words="寄出处理决定书",
            reference="EMS 118",
        )
        section = hands.section(CITY, "law")
        expect(section).to_contain_text("2026-09-12")
        page = section.page
        page.locator("details.ended > summary").click()
        met = page.locator(".ended-clocks .clock").filter(has_text="法定处理期限")
        expect(met).to_contain_text("期限内结束")
        expect(met).to_contain_text("2026-08-11 17:00")
        picture(page, "decided")


def asked_for_review(hands: Hands) -> None:
    with moment.at(local("2026-09-14 10:00")):
        request = {"grounds": "护理费少算", "evidence": hands.attach(CITY, "核查申请书", "customer")}
        late = hands.is_refused(CITY, "request_review", "AUT-06", requested_at="2026-09-13T00:01", **request)
        assert "2026-09-12" in late
        page = hands.give(CITY, "request_review", requested_at="2026-09-11T16:00", **request)
        review = page.locator(".clocks .clock").filter(has_text="核查")
        expect(review.first).to_contain_text("2026-10-11 24:00")


def changed(hands: Hands) -> None:
    with moment.at(local("2026-09-30 10:00")):
        page = hands.open(PROVINCE, "/reviews")
        expect(page.locator("main")).to_contain_text(hands.number)
        picture(page, "reviews")
        hands.is_refused(ABOVE, "decide_review", "AUT-03", **NEW)
        hands.give(PROVINCE, "decide_review", **NEW)
        hands.give(
            PROVINCE, "record_telling", what="review", means="call", words="电话告知", reference="录音 66"
        )
        section = hands.section(PROVINCE, "law")
        for words in ("1,200.00", "EMS 118", "短信 301"):
            expect(section).to_contain_text(words)
        page = section.page
        found = Axe().run(page).response["violations"]
        assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
        page.set_viewport_size({"width": 390, "height": 844})
        fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert fits, "nothing sticks out"


def law(page: Page):
    """The law's own limit in the panel of limits."""
    return page.locator(".clocks .clock").filter(has_text="法定处理期限").first


def ends(page: Page, last: str) -> None:
    expect(law(page)).to_contain_text(last)


def explained(page: Page, name: str, *words: str) -> None:
    """Why it ends then, for everybody to read."""
    law(page).locator("> summary").click()
    for each in words:
        expect(law(page).locator(".why")).to_contain_text(each)
    picture(page, f"explained-{name}")
