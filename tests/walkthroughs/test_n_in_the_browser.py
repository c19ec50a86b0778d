"""Walk-through N by hand: a regulator's transfer of Friday evening meets an open counter case and is merged into it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from tests.complaints.inputs import department, visit
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands, buttons
from tests.walkthroughs.intake import register
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture
from tests.walkthroughs.test_n_transfer_meets_counter_case import TRANSFER

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CITY, PROVINCE, FINANCE, HEAD = "cd.officer", "sc.officer", "sc.finance", "sc.financehead"
PERSON = {"name": "刘建国", "phone": "13800001234", "id_number": "510101196501011234"}

OPENED = {
    # Complex, received on Wednesday 18 November: ten working days end with Wednesday 2 December, the law's thirty days
    # with 18 December; seven working days until the customer hears how it goes on end with Friday the 27th.
    "办法规定的处理时限": "2026-12-02 24:00",
    "法定处理期限": "2026-12-18 24:00",
    "向客户反馈进展": "2026-11-27 24:00",
    "答复投诉人或者告知进展": "2026-12-02 24:00",
}
MERGED = OPENED | {
    # Received on Friday 20 November at 18:30: the working day after it is Monday the 23rd.
    "受理确认": "2026-11-23 24:00",
}
LIMITED = MERGED | {
    # The office's paper says the 25th, that day included.
    "监管机构规定的办理期限": "2026-11-25 24:00",
}
CLOSED = {
    # Closed on Thursday 26 November: ten working days end with Thursday 10 December.
    "归档": "2026-12-10 24:00",
}


def clock(page: Page, title: str) -> Locator:
    """The row of a limit, of those that stand side by side or beneath each other."""
    return page.locator(".clocks .clock").filter(has_text=title).first


def says(page: Page, limits: dict[str, str]) -> None:
    """Each limit with its last instant, as computed by hand."""
    for title, due in limits.items():
        expect(clock(page, title)).to_contain_text(due)


def ended(page: Page) -> Locator:
    """The limits that ended, opened and loaded."""
    page.locator(".clocks details.ended > summary").click()
    rows = page.locator(".ended-clocks .clock")
    expect(rows).not_to_have_count(0)
    return rows


@pytest.mark.req("CLO-01", "CLO-02", "CLO-08", "CLK-12", "INT-02", "INT-07")
def test_the_transfer_is_merged_answered_within_the_offices_limit_and_closed_by_the_province(
    one_time,  # noqa: F811
    open_desk,
    actor,
):
    hands = Hands(open_desk)
    with the_house(), moment.at(local("2026-11-18 10:00")):
        kept = hands.number = execute(visit(complexity="complex"), actor(CITY)).number
        finance = department("sc", "finance")
    with moment.at(local("2026-11-18 10:05")):
        says(hands.case(CITY), OPENED)

    with moment.at(local("2026-11-23 09:30")):
        page = hands.open(PROVINCE, "/register")
        given = {"channel": "regulator", "source": "regulator", "source_reference": "川金监转〔2026〕118号"}
        given |= {"people": [PERSON]} | {name: value for name, value in TRANSFER.items() if value}
        # Beside the form: the rulebook offers the merge; the confirmation is due the working day after Friday.
        again = register(page, given, follows="2026-11-23 24:00", linked=f"合并处理 {kept}")
        merged(page, kept)

    with moment.at(local("2026-11-23 10:00")):
        page = hands.case(CITY)
        expect(page.locator(".pairs").first).to_contain_text("监管转办")
        says(page, MERGED)
        paper = hands.attach(CITY, "限期答复函")
        limit = {"office": "四川金融监管局", "reference": "川金监函〔2026〕31号", "last_day": "2026-11-25"}
        page = hands.give(CITY, "set_earlier_limit", **limit, evidence=paper)
        says(page, LIMITED)
        # Of three that say until when, the earliest governs: Wednesday the 25th.
        expect(page.locator(".limit-governs")).to_contain_text("2026-11-25 24:00")
        page = hands.give(CITY, "confirm", means="call", words="已告知监管转办件受理，由本柜面办理")
        expect(page.locator(".pairs").first).to_contain_text("2026-11-23 10:00")
        hands.give(CITY, "dispatch", to=finance, opinion="请核实付款")

    with moment.at(local("2026-11-24 10:00")):
        answered(hands)
    with moment.at(local("2026-11-25 16:00")):
        page = hands.give(CITY, "give_feedback", accepted=True)
        rows = ended(page)
        for title in ("监管机构规定的办理期限", "办法规定的处理时限", "法定处理期限"):
            row = rows.filter(has_text=title)
            expect(row).to_contain_text("期限内结束")
            expect(row).to_contain_text("2026-11-25 16:00")
        # What is next is the province's, and the counter's page says so.
        expect(page.locator(".next-step")).to_contain_text("由四川分公司")
        expect(page.locator(".next-step")).to_contain_text("认定有效性和原因")
        findings = page.locator("section[aria-labelledby=findings-title] h3")
        assert findings.all_inner_texts() == ["事实经过", "责任归属", "诉求是否合理"]
        picture(page, "met")

    with moment.at(local("2026-11-26 09:00")):
        causes = {"causes.0.code": "process", "causes.0.department": finance}
        found = {"validity": "substantiated", "reasons": "付款差错属实", **causes}
        assert "四川分公司" in hands.is_refused(CITY, "determine", "CLO-0", **found)
        hands.give(PROVINCE, "determine", **found)
        found_at_work(hands, HEAD, "signatures")
        hands.give(HEAD, "sign")
        expect(hands.case(CITY).locator(".next-step")).to_contain_text("结案")
        hands.is_refused(CITY, "close", "CLO-01")
        page = hands.give(PROVINCE, "close")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已结案")
        expect(page.locator(".pairs").first).to_contain_text("2026-11-26 09:00")
        says(page, CLOSED)
    with the_house():
        assert Complaint.objects.get(number=again).state == "merged"
        assert Complaint.objects.get(number=kept).state == "closed"


def merged(page: Page, kept: str) -> None:
    """What the page of the transfer says: where it went, when it came, and that its entry was late."""
    expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已并案")
    expect(page.locator(".pairs").first).to_contain_text("2026-11-20 18:30")
    # Where it goes on stands at its head, and leads there; nothing is offered that nobody proposed.
    expect(page.locator(".merged-into a")).to_have_attribute("href", f"/case/{kept}")
    expect(page.locator("main").locator(buttons(page, "refuse_disposal"))).to_have_count(0)
    story = page.locator(".timeline")
    expect(story).to_contain_text(kept)
    expect(story).not_to_contain_text("交给")
    rows = ended(page)
    # Entry on the day of receipt, Friday the 20th; it was entered on Monday.
    expect(rows.filter(has_text="登记").first).to_contain_text("超期")
    picture(page, "merged")


def answered(hands: Hands) -> None:
    """The department replies, the three findings are made, the city proposes."""
    found_at_work(hands, FINANCE)
    hands.give(FINANCE, "reply_order", reply="银行退票，今日重付")
    first = {"kind": "truth", "conclusion": "属实", "reasons": "付款记录"}
    second = {"further.0.conclusion": "财务部负责", "further.0.reasons": "退票未查"}
    third = {"further.1.conclusion": "合理", "further.1.reasons": "合同约定"}
    page = hands.give(CITY, "record_finding", **first, **second, **third)
    # Nothing more stands between the findings and the opinion.
    expect(page.locator(".first-turn .btn-primary")).to_contain_text("提出处理意见")
    hands.give(CITY, "propose", plan="当日重付退保款并致歉", basis="公司收付费管理规定", amount="0元")
