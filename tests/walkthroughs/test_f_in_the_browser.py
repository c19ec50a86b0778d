"""Walk-through F, in a browser: the committee's part, by the hands of the office, the members and who executes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from redress.committee.models import Body, Execution, Ruling, Session
from redress.complaints.commands.dispatch import Dispatch
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Order
from tests.committee.conftest import MEMBERS, user
from tests.complaints.inputs import department
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.test_f_twenty_five_together import PLAN, together

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture
def hands(open_desk, actor, wednesday) -> Hands:
    """The case of the twenty-five, with the sales department."""
    number = execute(together(), actor("sc.officer")).number
    execute(Dispatch(to=department("sc", "sales"), opinion="请核实双录"), actor("sc.officer"), number)
    return Hands(open_desk, number)


def act(page: Page, url: str, **fields: Any) -> None:
    """Fill the form of an act on a session and send it; the session's page is shown again."""
    page.goto(url)
    for name, value in fields.items():
        control = page.locator(f"form.command-form [name='{name}']").first
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(str(value))
        else:
            control.fill(str(value))
    page.locator("form.command-form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/committee/[A-Z]+-[CLJ]-\d{4}-\d{3}$"))


@pytest.mark.req("ORG-03", "AUT-03", "AUT-04", "ORG-13", "ORG-08")
def test_a_session_is_called_attended_voted_ruled_signed_and_executed(hands, open_desk, live_desk, actor):
    number = hands.number
    hands.give(
        "sc.officer",
        "refer_to_committee",
        reason="major",
        because="二十五人集体投诉，部门意见不一",
        question="handling",
        motion=PLAN,
        amount="60000",
    )

    page = open_desk("sc.officer", "/committee")
    page.click("a[href='/committee/call']")
    expect(page.locator("form.command-form")).to_be_visible()
    body = str(Body.objects.get(unit__code="sc", kind="coordination_committee").pk)
    call = {"body": body, "kind": "committee", "at": "2026-11-18T15:00", "place": "八楼会议室"}
    act(page, f"{live_desk}/committee/call", **call)
    session = Session.objects.get()
    here = f"{live_desk}/committee/{session.number}"
    hands.give("sc.officer", "put_on_agenda", session=session.number)

    page = open_desk("sc.officer", f"/committee/{session.number}")
    for box in page.locator("input[name=present]").all():
        box.check()
    page.locator("form:has(input[name=present]) button[type=submit]").click()
    expect(page.locator("#present-title")).to_contain_text("7 / 7")

    page = open_desk("sc.saleshead", f"/committee/{session.number}")
    act(page, f"{here}/do/recuse?item=1", reason="被投诉人系本部门业务员")
    expect(page.locator("#item-1")).to_contain_text("被投诉人系本部门业务员")
    expect(page.locator("#item-1 form.vote")).to_have_count(0)

    for name in MEMBERS:
        if name == "sc.saleshead":
            continue
        page = open_desk(name, f"/committee/{session.number}")
        choice = "against" if name == "sc.financehead" else "for"
        page.locator(f"#item-1 input[name=choice][value={choice}]").check()
        if choice == "against":
            page.fill("#item-1 textarea[name=reason]", "应当先由业务员承担")
        page.locator("#item-1 form.vote button[type=submit]").click()
        expect(page.locator("#item-1 form.vote")).to_have_count(0)

    page = open_desk("sc.manager", f"/committee/{session.number}")
    expect(page.locator("#item-1 .dissent")).to_contain_text("应当先由业务员承担")
    page.locator("#item-1 a.btn-primary").click()
    expect(page).to_have_url(re.compile("/do/rule$"))
    page.fill("[name='reasons']", "销售误导事实清楚")
    page.fill("[name='execution.0.what']", "向二十五名客户退还保费")
    page.select_option("[name='execution.0.owner']", str(user("sc.finance")))
    page.fill("[name='execution.0.until']", "2026-11-24")
    page.locator("form.command-form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(f"/case/{number}$"))
    assert Ruling.objects.get().words == PLAN

    page = open_desk("sc.officer", f"/committee/{session.number}")
    act(page, f"{here}/do/write_minutes", words="会议听取销售部说明。")
    page = open_desk("sc.manager", f"/committee/{session.number}")
    act(page, f"{here}/do/sign_minutes")
    assert Session.objects.get().state == "signed"

    page = open_desk("sc.finance", f"/case/{number}")
    page.locator("#section-committee summary").click()
    expect(page.locator("#section-committee")).to_contain_text("向二十五名客户退还保费")
    hands.give("sc.finance", "report_execution", report="二十五笔退费回单")
    assert Execution.objects.get().done_at is not None
    assert Complaint.objects.get(number=number).committee == "executed"

    hands.is_refused("sc.officer", "propose", "FLW-06", plan="退还一半", basis="条款")
    hands.give("sc.officer", "open_formal_case", established="马某以保底收益误导客户，移交督察立案。")
    case = Complaint.objects.get(number=number)
    assert case.main_department_id == department("sc", "sales_supervision")
    assert Order.objects.get(complaint=case, state="open").department_id == case.main_department_id
