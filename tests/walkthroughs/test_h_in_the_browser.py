"""Walk-through H by hand: the long way of the law on the screens of the city and of the province above it."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from redress.clocks.models import Clock
from redress.complaints import moment
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from tests.complaints.inputs import transfer
from tests.complaints.papers import attach
from tests.complaints.stages import to_proposal
from tests.fixtures.insurer import local
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CITY, ABOVE, PROVINCE = "cd.officer", "sc.cshead", "sc.officer"
PARTS = {
    "decision": "补付护理费八百元，其余请求不予支持。",
    "verification": "经核实，护理费单据齐全。",
    "basis": "条款第五条",
    "reasons": "其余费用不属于保险责任。",
}


@pytest.fixture
def hands(one_time, open_desk, actor):  # noqa: F811
    """A complex case of a city, received on 1 June 2026."""
    with moment.at(local("2026-06-01 10:00")):
        letter = {"channel": "letter", "source": "direct", "complexity": "complex"}
        number = execute(transfer(received_at="2026-06-01T09:00", **letter), actor(CITY)).number
    return Hands(open_desk, number)


def law(hands: Hands) -> tuple[str, object]:
    clock = Clock.objects.get(complaint__number=hands.number, key="resolution_law")
    return clock.status, clock.due_at


def section(hands: Hands, who: str) -> Page:
    """The section of the law on the case page, opened."""
    page = hands.case(who)
    page.locator("#section-law > summary").click()
    expect(page.locator("#section-law .section-body h3").first).to_be_visible()
    return page


@pytest.mark.req("CLK-04", "CLK-05", "CLO-08", "AUT-05", "AUT-06", "COM-05", "COM-06")
def test_city_and_province_go_the_laws_long_way(hands, actor):
    city, number = actor(CITY), hands.number
    with moment.at(local("2026-06-01 11:00")):
        hands.give(CITY, "confirm", means="letter", words="寄出来函确认书")
    with moment.at(local("2026-06-25 10:00")):
        hands.give(CITY, "ask_extension", reason="病历在外省，调取需要时间")
        hands.give(ABOVE, "approve", approval=1)
        hands.give(CITY, "tell_extension", means="sms", words="处理期限延长三十日", reference="短信 301")
    assert law(hands) == ("running", local("2026-08-01 00:00"))

    with moment.at(local("2026-07-03 10:00")):
        commission = attach(number, city, "司法鉴定委托书", "other")
        notice = attach(number, city, "告知短信截图", "other")
        hands.is_refused(CITY, "pause", "CLK-05", ground="appraisal", words="委托司法鉴定", told_by="sms")
        hands.give(
            CITY,
            "pause",
            **{
                "ground": "appraisal",
                "words": "委托司法鉴定",
                "told_by": "sms",
                "proofs.0.proof": "commission",
                "proofs.0.evidence": commission,
                "proofs.1.proof": "notice_to_customer",
                "proofs.1.evidence": notice,
            },
        )
    assert law(hands)[0] == "paused"
    with moment.at(local("2026-07-15 16:00")):
        report = {
            "proofs.0.proof": "appraisal_report",
            "proofs.0.evidence": attach(number, city, "鉴定意见书"),
        }
        hands.give(CITY, "resume", ground="appraisal", outcome="伤残等级十级", **report)
    assert law(hands) == ("running", local("2026-08-13 00:00"))
    with moment.at(local("2026-07-20 15:00")):
        hands.give(CITY, "new_facts", what="客户提交第二次手术记录")
    assert law(hands) == ("running", local("2026-08-20 00:00"))

    with moment.at(local("2026-08-10 10:00")):
        to_proposal(number, city, unit="cd")
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
        page = section(hands, CITY)
        expect(page.locator("#section-law")).to_contain_text("2026-09-12")
        shot(page, "decided")
    assert law(hands)[0] == "met"

    with moment.at(local("2026-09-14 10:00")):
        request = {"grounds": "护理费少算", "evidence": attach(number, city, "核查申请书")}
        late = hands.is_refused(CITY, "request_review", "AUT-06", requested_at="2026-09-13T00:01", **request)
        assert "2026-09-12" in late
        hands.give(CITY, "request_review", requested_at="2026-09-11T16:00", **request)

    new = {"outcome": "changed", "process": "合规", "limit": "未超期", "result": "护理费应按九十日计算"}
    new |= {
        "reasons": "鉴定意见",
        "decision": "护理费改为一千二百元。",
        "basis": "条款第五条",
        "amount": "1200",
    }
    with moment.at(local("2026-09-30 10:00")):
        hands.is_refused(ABOVE, "decide_review", "AUT-03", **new)
        hands.give(PROVINCE, "decide_review", **new)
        hands.give(
            PROVINCE, "record_telling", what="review", means="call", words="电话告知", reference="录音 66"
        )
        page = section(hands, PROVINCE)
        for words in ("1,200.00", "EMS 118", "短信 301"):
            expect(page.locator("#section-law")).to_contain_text(words)
        shot(page, "reviewed")
        found = Axe().run(page).response["violations"]
        assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "nothing sticks out"
        )
        shot(page, "phone")
    case = Complaint.objects.get(number=number)
    assert (case.state, case.under_review) == ("decided", False)
    assert case.reviews.get().outcome == "changed"


def shot(page: Page, name: str) -> None:
    """A picture to look at, where somebody asked for one."""
    if folder := os.environ.get("REDRESS_SHOTS"):
        page.screenshot(path=Path(folder) / f"law-{name}.png", full_page=True)
