"""Walk-through G by hand: closed, again, late, and on to the regulator; the page of figures counts it each way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.complaints.models import Complaint
from redress.complaints.oversight.recount import recount
from redress.rulebook.counting import RULES
from tests.complaints.inputs import COMPLAINANT, department
from tests.complaints.stories import closed, filed
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.at_work import found_at_work
from tests.walkthroughs.hands import Hands, fill
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
OFFICER = "sc.officer"
AGAIN = "退保款仍未到账,客户再次投诉,要求说明原因并立即付款。"
HIGHER = "客户向监管局反映:两次投诉后退保款仍未到账,公司超期未办结。"


@pytest.fixture
def first(one_time, actor) -> str:  # noqa: F811
    """A case that was substantiated and closed in November."""
    number = filed(actor, "2026-11-02 10:00")
    closed(actor, number, "2026-11-04 15:00")
    return number


@pytest.mark.req("INT-15", "CLO-06", "CLO-07", "CLO-09")
def test_one_case_two_times_then_a_second_case_and_each_figure_opens_its_cases(first, open_desk):
    with moment.at(local("2026-11-09 10:00")):
        page = open_desk(OFFICER, "/register")
        again = register(page, "重复投诉", "CLO-06", first, channel="phone_in", facts=AGAIN)
        linked(page, first, "CLO-06")
        assert counted(open_desk(OFFICER, "/figures")) == [1, 2, 1, 1, 1, 1]
    late(Hands(open_desk, again))
    with moment.at(local("2026-11-25 10:00")):
        page = open_desk(OFFICER, "/register")
        reference = {"source": "regulator", "source_reference": "川金监转〔2026〕201号"}
        higher = register(page, "投诉升级", "CLO-07", again, channel="regulator", facts=HIGHER, **reference)
        linked(page, again, "CLO-07")
        figures = open_desk(OFFICER, "/figures")
        picture(figures, "figures")
        assert counted(figures) == [2, 3, 2, 2, 1, 2]
        opens_its_cases(figures, {first, again, higher})
    with the_house():
        found = recount(Complaint.objects.values_list("pk", flat=True))
    assert [found[rule] for rule in RULES] == [2, 3, 2, 2, 1, 2], "the journals say the same"


def register(page: Page, kind: str, rule: str, earlier: str, **given: Any) -> str:
    """While one types, the form says by which rule it is what, of which case; one takes the offer."""
    page.select_option("#id_channel", given["channel"])
    page.select_option("#id_class_code", "payments")
    for name, value in COMPLAINANT.items():
        fill(page, f"people.0.{name}", value)
    fill(page, "policy_number", "P510001")
    for name in ("source", "source_reference", "facts"):
        if name in given:
            fill(page, name, given[name])
    offer = page.locator("#part-related .offers label").filter(has_text=earlier).filter(has_text=rule)
    expect(offer.filter(has_text=kind).first).to_be_visible()
    offer.first.locator("input").check()
    if given["channel"] == "phone_in":
        page.check("[name=facts_repeated]")
    picture(page, f"register-{given['channel']}")
    page.click("#register .send")
    page.wait_for_url(re.compile(r"/case/L\d{4}-\d+$"))
    return page.url.rsplit("/", 1)[1]


def linked(page: Page, earlier: str, rule: str) -> None:
    """The new case says on its page what it belongs to, and why."""
    page.locator("#section-links > summary").click()
    section = page.locator("#section-links")
    expect(section).to_contain_text(earlier)
    expect(section).to_contain_text(rule)
    picture(page, f"linked-{rule}")


def late(hands: Hands) -> None:
    """Three working days were allowed; it took nine."""
    with the_house():
        business = department("sc", "business_management")
    with moment.at(local("2026-11-20 15:00")):
        found_at_work(hands, OFFICER, path=f"/case/{hands.number}")
        hands.give(OFFICER, "settle", plan="陪同办理退保", basis="退保办理规则")
        causes = {"causes.0.code": "process", "causes.0.department": business}
        hands.give(OFFICER, "determine", validity="substantiated", reasons="已核实", **causes)
        found_at_work(hands, "sc.businesshead", "signatures")
        hands.give("sc.businesshead", "sign")
        page = hands.give(OFFICER, "close")
        expect(page.locator(".stepper [aria-current=step]")).to_contain_text("已结案")


def counted(page: Page) -> list[int]:
    """The figures of November, in the order of the counting rules."""
    form = page.locator("main form:has([name=from])")
    fill(form, "from", "2026-11-01")
    fill(form, "to", "2026-11-30")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    numbers = page.locator("tfoot").first.locator("td")
    return [int(each) for each in numbers.all_inner_texts()]


def opens_its_cases(page: Page, known: set[str]) -> None:
    """Behind each figure stand the rule with its version and the cases with their weights, which make the figure."""
    figures = page.url
    for place in range(len(RULES)):
        link = page.locator("tfoot").first.locator("td").nth(place).locator("a")
        figure = int(link.inner_text())
        link.click()
        expect(page.locator("main")).to_contain_text("口径")
        weights = page.locator("#list tbody td.num").all_inner_texts()
        assert sum(int(weight) for weight in weights) == figure, page.url
        cases = {
            re.search(r"L\d{4}-\d+", text).group()
            for text in page.locator("#list tbody tr").all_inner_texts()
        }  # type: ignore[union-attr]
        assert cases <= known and len(cases) == len(weights)
        picture(page, f"figure-{place}")
        page.goto(figures)
