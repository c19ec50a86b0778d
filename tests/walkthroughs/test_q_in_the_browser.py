"""Walk-through Q by hand: a refusal, the objection, the complaint that the dispute becomes, what is mended of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from redress.assessment.models import CorrectiveAction
from redress.casework import moment
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
from redress.claims.commands.report import ReportClaim
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.complaints.models import Cause, Complaint
from redress.organisation.models import Department
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.claim_hands import ClaimHands, answer, clock, panel, press
from tests.walkthroughs.hands import send
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
COUNTER, HANDLER, LEADER = "cd.officer", "sc.claims", "sc.cshead"
WHY = "住院发生在等待期内（合同生效九十天内因病住院），按条款第 2.5 条不予赔付。"


@pytest.fixture
def hands(one_time, open_desk, claims_handlers, actor) -> ClaimHands:  # noqa: F811
    """A hospital claim whose papers are complete, on Friday the sixth of March."""
    by = actor(HANDLER)
    with moment.at(local("2026-03-05 09:00")):
        number = execute(
            ReportClaim(
                policy_number="P510104000001",
                people=[{"role": "claimant", "name": "李娜"}],
                loss_cause="illness",
                losses=["medical_expense"],
                occurred_at="2026-03-04T22:30:00+08:00",
                place="四川大学华西医院",
                course="急诊收治住院。",
                estimate="9000",
            ),
            by,
        ).number
    with moment.at(local("2026-03-06 09:00")):
        papers = list(Claim.objects.get(number=number).papers.values_list("code", flat=True))
        execute(ReceiveMaterials(papers=papers), by, number)
        execute(CheckMaterials(told_by="sms"), by, number)
    return ClaimHands(open_desk, number)


@pytest.mark.req("CLM-08", "CLM-09", "CLM-10", "CLM-13")
def test_a_refused_claim_becomes_a_complaint_and_both_pages_lead_to_each_other(hands):
    with moment.at(local("2026-03-09 10:00")):
        page = hands.give(HANDLER, "decide_claim", outcome="refuse", clause="2.5", reasons=WHY)
        # Three calendar days from Monday the ninth: until the end of Thursday the twelfth.
        expect(clock(page, "发出拒赔通知书")).to_contain_text("03-12")
    with moment.at(local("2026-03-11 10:00")):
        page = hands.notice(HANDLER, means="post", proof="挂号 XA123456789")
        expect(panel(page, "核定")).to_contain_text("等待期")
    with moment.at(local("2026-03-12 09:00")):
        hands.give(COUNTER, "ask_question", question="为什么不赔？合同里哪里写了？")
        hands.give(HANDLER, "answer_question", question="1", answer=WHY)
        page = hands.give(COUNTER, "object", reason="投保时没有人告诉我有等待期。")
        expect(page.locator(".next-step")).to_contain_text("客户有异议")
    with moment.at(local("2026-03-12 10:00")):
        complaint = disputed(hands)
    with moment.at(local("2026-03-12 11:00")):
        # Who handles claims does not see complaints: the number is there, the case is not.
        hidden = panel(hands.claim(HANDLER), "有关的投诉")
        expect(hidden).to_contain_text(complaint)
        expect(hidden.locator("a")).to_have_count(0)
        page = hands.claim(COUNTER)
        about = panel(page, "有关的投诉")
        expect(about).to_contain_text("没有人告诉我有等待期")
        about.locator(f"a[href$='/case/{complaint}']").click()
        expect(page).to_have_url(re.compile(f"/case/{complaint}$"))
        picture(page, "complaint")
        section = page.locator("#section-claim")
        section.locator("> summary").click()
        expect(section).to_contain_text("等待期")
        expect(section).to_contain_text("出院小结")
        expect(section.locator(".clocks")).to_contain_text("个已结束的时限")
        picture(page, "complaint-claim")
        section.locator(f"a[href$='/claims/{hands.number}']").click()
        expect(page).to_have_url(re.compile(f"/claims/{hands.number}$"))
    with the_house():
        case = Complaint.objects.get(number=complaint)
        assert case.claim_number == hands.number
        assert "等待期" in case.facts
    with moment.at(local("2026-03-16 09:00")):
        found(complaint)
        mended(hands, complaint)


def found(complaint: str) -> None:
    """The investigation of the complaint says why: how one comes to that, walk-throughs of complaints show."""
    with the_house():
        case = Complaint.objects.get(number=complaint)
        department = Department.objects.get(unit__code="sc", kind="claims")
        Cause.objects.create(complaint=case, code="staff_skill", department=department)


def mended(hands: ClaimHands, complaint: str) -> None:
    """What was disputed stands in the list by its cause, begins a corrective action, and stands beside the guide
    (CLM-13)."""
    page = hands.open(LEADER, "/claims/disputes")
    row = page.locator("tr").filter(has_text=complaint)
    expect(row).to_contain_text("2.5")
    picture(page, "disputes")
    row.locator("a[href*='/actions/new']").click()
    form = page.locator("form:has([name=measure])")
    expect(form.locator("[name=cause]")).to_have_value("staff_skill")
    expect(form.locator("[name=case]")).to_have_value(complaint)
    due, measure = "2026-04-15", "投保时以书面说明等待期，并在指南中举例。"
    answer(form, {}, {"due": due, "measure": measure})
    picture(page, "form-action")
    send(form)
    expect(page.locator("main")).to_contain_text(measure)
    with the_house():
        action = CorrectiveAction.objects.get()
        assert (action.cause, action.complaint.number) == ("staff_skill", complaint)
        assert action.unit == Claim.objects.get(number=hands.number).unit
    page = hands.open(LEADER, "/claims/disputes")
    page.locator("tr").filter(has_text=complaint).locator("a[href*='/guides/']").first.click()
    beside = page.locator("section.panel").filter(has_text="客户的争议点")
    expect(beside).to_contain_text("2.5")
    picture(page, "guide-disputed")


def disputed(hands: ClaimHands) -> str:
    """The dispute becomes a complaint in one step; its number."""
    page = hands.claim(COUNTER)
    press(page, "dispute")
    form = page.locator("#sheet form.command-form")
    answer(
        form, {}, {"reason": "投保时没有人告诉我有等待期。", "demand": "按合同赔付", "facts_repeated": True}
    )
    picture(page, "form-dispute", whole=False)
    send(form)
    expect(page).to_have_url(re.compile(f"/claims/{hands.number}$"))
    link = panel(page, "有关的投诉").locator("a.number").first
    picture(page, "after-dispute")
    return link.inner_text().strip()
