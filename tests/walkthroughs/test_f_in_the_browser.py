"""Walk-through F by hand: twenty-five together, from the reception to the close, on the screens of thirteen people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.complaints.models import Complaint
from redress.organisation.models import User
from tests.complaints.inputs import department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.committee_hands import agreed, called, ruled
from tests.walkthroughs.hands import Hands, fill, send, unfold
from tests.walkthroughs.intake import speak
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture
from tests.walkthroughs.test_f_twenty_five_together import AGENT, PLAN, SPEAKERS, together

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
OFFICER, CHAIR, SALES, FINANCE = "sc.officer", "sc.manager", "sc.sales", "sc.finance"


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    return Hands(open_desk)


@pytest.mark.req(
    "CLS-05", "INT-12", "FLW-10", "FLW-16", "ORG-03", "ORG-08", "ORG-13", "AUT-03", "AUT-04", "CLO-11"
)
def test_twenty_five_are_registered_heard_ruled_paid_and_closed(hands, tmp_path):
    with the_house():
        sales, supervision = department("sc", "sales"), department("sc", "sales_supervision")
    with moment.at(local("2026-11-18 10:00")):
        hands.number = register(hands.open(OFFICER, "/register"))
        emergency_runs(hands)
    with moment.at(local("2026-11-18 10:30")):
        told = {"words": "集体来访，情绪平稳", "reported_to": "总公司客户服务部"}
        hands.give(OFFICER, "report_emergency", kind="up", **told)
        hands.give(
            OFFICER, "report_emergency", kind="regulator", words="已电话报告", reported_to="地方监管局"
        )
        hands.give(OFFICER, "dispatch", to=sales, opinion="请核实销售过程，双录是否完整")
        asked = {"reason": "major", "because": "二十五人集体投诉，部门意见不一", "question": "handling"}
        hands.give(OFFICER, "refer_to_committee", **asked, motion=PLAN, amount="60000")
    with moment.at(local("2026-11-18 15:00")):
        found_at_work(hands, SALES)
        hands.give(SALES, "reply_order", reply="马某承诺保底收益属实")
        for kind in ("truth", "responsibility", "reasonableness"):
            hands.give(OFFICER, "record_finding", kind=kind, conclusion="属实", reasons="聊天记录和双录")
        early = hands.is_refused(OFFICER, "propose", "ORG-03", plan=PLAN, basis="条款", amount="60000")
        assert "委员会" in early

    with moment.at(local("2026-11-19 09:00")):
        session = called(hands, OFFICER)
        agreed(hands, session, against="sc.financehead", aside="sc.saleshead")
        ruled(hands, session, CHAIR, FINANCE)

    with moment.at(local("2026-11-19 14:00")):
        other = hands.is_refused(
            OFFICER, "propose", "ORG-03", plan="退还一半保费", basis="条款", amount="60000"
        )
        assert session in other, "the ruling that binds is named"
        ruling = f"{PLAN}，并向客户致歉。"
        page = hands.give(OFFICER, "propose", plan=ruling, basis="销售误导属实", amount="60000")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("意见反馈")  # its word is final
    with moment.at(local("2026-11-20 10:00")):
        hands.give(OFFICER, "give_feedback", accepted=True)
        hands.give(OFFICER, "open_formal_case", established="马某以保底收益误导客户，移交督察立案。")
        found_at_work(hands, "sc.supervision")
        hands.give("sc.supervision", "reply_order", reply="已立案，川督察立〔2026〕7 号")
        executed(hands, tmp_path)

    with moment.at(local("2026-11-23 10:00")):
        causes = {"causes.0.code": "misconduct", "causes.0.department": sales}
        hands.give(OFFICER, "determine", validity="substantiated", reasons="销售误导属实", **causes)
        found_at_work(hands, "sc.saleshead", "signatures")
        hands.give("sc.saleshead", "sign")
        corrected(hands)
        hands.give("sc.intake", "record_callback", reached=True, satisfaction="satisfied", **ANSWERS)
        hands.give(CHAIR, "end_emergency", summary="退费到位，客户撤离，媒体无报道")
        page = hands.give(OFFICER, "close")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已结案")
    with the_house():
        case = Complaint.objects.get(number=hands.number)
        assert (case.state, case.emergency, case.committee) == ("closed", "ended", "executed")
        assert case.orders.get(department=supervision).reply.startswith("已立案"), "a formal case of its own"


ANSWERS = {
    f"answers.{n}.{part}": words
    for n, (code, said) in enumerate(
        {"result_told": "已收到", "carried_out": "已到账", "attitude": "满意"}.items()
    )
    for part, words in (("question", code), ("answer", said))
}


def register(page: Page) -> str:
    """Five of twenty-five speak; the form has no place for a sixth and says why; the level follows by rule."""
    given = together(representatives=5).model_dump(mode="json")
    page.select_option("#id_channel", "visit")
    expect(page.locator(".signature-pad")).to_be_visible()
    page.select_option("#id_complainant_kind", "group")
    expect(page.locator("[name='people.4.name']")).to_have_count(1)
    expect(page.locator("[name='people.5.name']")).to_have_count(0)
    expect(page.locator("#part-complainant")).to_contain_text("最多 5 名代表")
    fill(page, "complainants", 25)
    speak(page, SPEAKERS[:5])
    fill(page, "received_at", "2026-11-18T09:30")
    for name in ("class_code", "about", "about_whom", "facts", "demand", "amount"):
        fill(page, name, given[name])
    page.check("[name=signed]")
    expect(page.locator("#part-preview")).to_contain_text("重大投诉")
    picture(page, "register-group")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    expect(page.locator(".case-head")).to_contain_text("重大投诉")
    expect(page.locator("main")).to_contain_text(AGENT)
    picture(page, "registered-group")
    return page.url.rsplit("/", 1)[1]


def emergency_runs(hands: Hands) -> None:
    """It has started by itself, with its team; the chair takes a cashier in, chosen by name."""
    section = hands.section(OFFICER, "emergency")
    for words in ("进行中", "组长：公司负责人", "应急：报告事态"):
        expect(section).to_contain_text(words)
    hands.give(CHAIR, "set_emergency_member", member="sc.finance", task="备付退费")
    with the_house():
        name = User.objects.get(username="sc.finance").name
    expect(hands.section(OFFICER, "emergency")).to_contain_text(name)


def executed(hands: Hands, folder: Path) -> None:
    """Who is named pays and reports it with the receipt; then the promise to the customers is proven."""
    receipt = folder / "退费回单.pdf"
    receipt.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    page = hands.case(FINANCE)
    section = unfold(page, "committee")
    expect(section).to_contain_text("向二十五名客户退还保费")
    page = hands.case(OFFICER)
    page.locator("a[href$='/do/attach_evidence']").first.click()
    form = page.locator("#sheet form.command-form")
    form.locator("input[type=file]").set_input_files(receipt)
    form.locator("[name=kind]").select_option("other")
    send(form)
    hands.give(FINANCE, "report_execution", report="二十五笔退费回单")
    hands.give(OFFICER, "execute", proof="付款凭证 F2026-201 至 225")


def corrected(hands: Hands) -> None:
    """A measure against the cause: opened from the case, done by who answers for it, verified by somebody else."""
    section = hands.section(OFFICER, "actions")
    section.get_by_role("link", name=re.compile("新建|开立|发起")).click()
    page = section.page
    form = page.locator("main form:has([name=measure])")
    fill(form, "measure", "全员销售话术复训，双录逐单复核")
    with the_house():
        owner = User.objects.get(username="sc.saleshead").pk
    fill(form, "owner", owner)
    fill(form, "due", "2026-12-15")
    picture(page, "form-action")
    send(form)
    action = page.url[page.url.index("/action") :]
    page = hands.open("sc.saleshead", action)
    form = page.locator("main form:has([name=evidence])")
    fill(form, "evidence", "复训签到表和复核清单")
    fill(form, "in_force", "2026-11-23")
    send(form)
    page = hands.open("sc.cshead", action)
    form = page.locator("main form:has([name=verdict])")
    fill(form, "accepted", True)
    fill(form, "verdict", "抽查二十单，复核到位")
    send(form)
    picture(page, "action-verified")
