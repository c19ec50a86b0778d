"""Walk-through E by hand: the bank's customer, from the counter to the closed case, on the screens of five people."""

import re

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.letters.models import Letter
from tests.complaints.inputs import COMPLAINANT, department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands, fill, press, send
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture
from tests.walkthroughs.test_e_banca import MISSOLD, OPINION

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
CITY, CONTACT, HEAD, LEGAL = "cd.officer", "sc.banca", "sc.cshead", "sc.legal"


@pytest.fixture
def hands(one_time, open_desk) -> Hands:  # noqa: F811
    return Hands(open_desk)


@pytest.mark.req("FLW-12", "ORG-10", "AUT-01", "COM-04", "CLO-04", "CLK-07")
def test_five_people_take_the_banca_case_to_its_closing(hands, actor):
    with the_house():
        banca = department("sc", "banca")
    with moment.at(local("2026-11-18 10:00")):
        hands.number = register(hands.open(CITY, "/register"))
    with moment.at(local("2026-11-18 10:30")):
        hands.give(CITY, "hand_on", words="银行网点误导销售，请评定难度")
    with moment.at(local("2026-11-18 11:30")):
        found_at_work(hands, CONTACT)
        hands.give(CONTACT, "grade", grade="difficult", reason="代签字并缺双录，涉及合作银行")
    order = {"to": banca, "opinion": "初步判断销售误导，请调取双录"}
    banca_says = {"transferred_at": "2026-11-18T10:30", "their_opinion": "同意调查，先核对签名"}
    with moment.at(local("2026-11-18 11:50")):
        assert "计划" in hands.is_refused(CITY, "dispatch", "FLW-12", **order, **banca_says)
        hands.give(CITY, "dispatch", **order, **banca_says, planned_at="2026-11-19T17:00")
    with moment.at(local("2026-11-19 16:00")):
        found_at_work(hands, CONTACT)
        hands.give(CONTACT, "reply_order", reply="签名不符，双录缺风险提示")
        for kind in ("truth", "responsibility", "reasonableness"):
            hands.give(
                CONTACT, "record_finding", kind=kind, conclusion="属实", reasons=OPINION["verification"]
            )

    with moment.at(local("2026-11-20 09:00")):
        plan = {"plan": OPINION["decision"], "basis": OPINION["basis"], "amount": "18000"}
        page = hands.give(CITY, "propose", **plan, promised_at="2026-11-24T17:00")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("调查")
        page = hands.case("cd.cshead")
        expect(page.locator("main a[href*='/do/approve']")).to_have_count(0)
    with moment.at(local("2026-11-20 10:00")):
        found_at_work(hands, HEAD, "approvals")
        hands.give(HEAD, "approve", words="同意全额退费")
    with moment.at(local("2026-11-20 10:30")):
        letter(hands)
    with moment.at(local("2026-11-20 15:00")):
        hands.give(CITY, "give_feedback", accepted=True)

    with moment.at(local("2026-11-23 10:00")):
        causes = {"causes.0.code": "misconduct", "causes.0.department": banca}
        hands.give(CITY, "determine", validity="substantiated", reasons="误导销售属实", **causes)
        found_at_work(hands, CONTACT, "signatures")
        hands.give(CONTACT, "sign")
        missing = hands.is_refused(CITY, "close", "AUT-01")
        assert "履行" in missing and "回访" in missing
    with moment.at(local("2026-11-24 11:00")):
        hands.give(CITY, "execute", proof="转账回单 2026112400018")
        call_back(hands)
        page = hands.give(CITY, "close")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已结案")
        each_deadline_is_explained(hands)


def register(page: Page) -> str:
    """At the counter, with the customer's signature on paper; the number of the new case."""
    picture(page, "register-empty")
    page.select_option("#id_channel", "visit")
    expect(page.locator(".signature-pad")).to_be_visible()
    for name in (
        "received_at",
        "class_code",
        "sale_stage",
        "product_line",
        "product",
        "facts",
        "demand",
        "amount",
    ):
        fill(page, name, MISSOLD[name])
    for name, value in COMPLAINANT.items():
        fill(page, f"people.0.{name}", value)
    fill(page, "policy_number", "P510001")
    page.check("[name=signed]")
    expect(page.locator("#part-preview")).to_contain_text("银保投诉流程")
    picture(page, "register-filled")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    picture(page, "registered")
    return page.url.rsplit("/", 1)[1]


def letter(hands: Hands) -> None:
    """Drafted, returned once by legal counsel with a mark, revised, passed, handed over."""
    section = hands.section(CITY, "letters")
    expect(section.page.locator("a[href*='/do/send_letter']")).to_have_count(0)  # there is none to send
    section.locator("a[href$='/do/draft_letter']").click()
    page = section.page
    form = page.locator("#sheet form.command-form")
    fill(form, "kind", "processing_opinion")
    picture(page, "form-draft_letter", whole=False)
    send(form)
    letter_page = page.url[page.url.index("/case/") :]
    write(page, OPINION | {"reasons": "销售有瑕疵。"})
    press(page, "submit_letter")
    expect(page.locator("a[href*='/do/send_letter']")).to_have_count(0)  # not before it was reviewed

    expect(hands.open(LEGAL, "/").locator("#count-reviews")).to_have_text("1")
    found_at_work(hands, LEGAL, "reviews", f"/case/{hands.number}/letter/")
    page = hands.open(LEGAL, letter_page)
    mark = {"marks.0.part": "reasons", "marks.0.quote": "瑕疵", "marks.0.remark": "写明未尽告知义务"}
    press(page, "return_letter", remark="理由不足", **mark)
    page = hands.open(CITY, letter_page)
    expect(page.locator(".marks")).to_contain_text("写明未尽告知义务")
    write(page, OPINION)
    press(page, "submit_letter")
    letter_page = page.url[page.url.index("/case/") :]
    page = hands.open(LEGAL, letter_page)
    press(page, "pass_letter")
    page = hands.open(CITY, letter_page)
    press(page, "send_letter", means="hand", proof="客户本人签收", execute_by="2026-11-24T17:00")
    with the_house():
        sent = Letter.objects.latest("revision")
        assert (sent.state, sent.revision) == ("sent", 2)


def write(page: Page, parts: dict[str, str]) -> None:
    """The parts of the letter, each into its box."""
    page.locator("a[href*='/do/revise_letter']").first.click()
    form = page.locator("#sheet form.command-form")
    expect(form).to_be_visible()
    for field in form.locator('[name^="parts."][name$=".part"]').all():
        code, name = field.input_value(), field.get_attribute("name") or ""
        if code == "remedies":  # chosen, not written
            expect(form.locator(f"select[name='{name.removesuffix('part')}text']")).to_have_value("branch")
        elif code:
            fill(form, name.removesuffix("part") + "text", parts.get(code, ""))
    picture(page, "form-revise_letter", whole=False)
    send(form)
    picture(page, "letter")


def call_back(hands: Hands) -> None:
    answers = {"result_told": "已收到", "carried_out": "已到账", "attitude": "满意"}
    given = {f"answers.{n}.question": code for n, code in enumerate(answers)}
    given |= {f"answers.{n}.answer": words for n, words in enumerate(answers.values())}
    expect(hands.case(CITY).locator(".first-turn .btn-primary")).to_have_text("登记回访")
    hands.give(CITY, "record_callback", reached=True, satisfaction="satisfied", **given)


def each_deadline_is_explained(hands: Hands) -> None:
    """Every limit that ran says on the page which rule made it, how it was counted and when it was met."""
    page = hands.case(CITY)
    page.locator("details.ended > summary").click()
    rows = page.locator(".ended-clocks details.clock")
    expect(rows.first).to_be_visible()
    found = {}
    for row in rows.all():
        row.locator("> summary").click()
        expect(row.locator(".why .sum li").first).to_be_visible()
        row.locator(".sources summary").click()
        expect(row.locator(".sources dt").first).to_be_visible()
        found[row.locator(".clock-title").inner_text()] = row.inner_text()
    picture(page, "deadlines")
    closing = next(words for title, words in found.items() if "银保投诉：结案" in title)
    assert "5 个工作日" in closing and "FLW-12" in closing
    grading = next(words for title, words in found.items() if "评定" in title)
    assert "2026-11-18（星期三）14:00" in grading, "two working hours, over noon"
