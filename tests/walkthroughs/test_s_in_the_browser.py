"""Walk-through S by hand: a flood, 300 reports in a morning, by telephone and from a village's list; one event file,
papers that fall away, and one notice to every customer."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment, rulebooks
from redress.claims.catastrophes import following
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.messages.models import Audience, Message
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Appointment, Department, User
from tests.claims.flood import WORDS, flooded
from tests.fixtures.desk import the_house
from tests.fixtures.insurer import local
from tests.walkthroughs.hands import fill, press, send
from tests.walkthroughs.one_time import one_time  # noqa: F401 - a fixture
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WHO = "psc.claims"
HEADER = "保单号,户主,联系电话,险种,出险日期,受损情况,估计损失"
LISTED = 296
"""Households of the list; with two by telephone before and two after they are 300."""


def household(number: int) -> str:
    return f"Z{number:06},村民{number},136{number:08},家庭财产保险,2026年3月1日,一楼进水,1.2万元"


def by_telephone(page: Page, number: int) -> None:
    """The caller's report, on the form that the catastrophe has filled in."""
    page.get_by_role("link", name="登记该大灾的报案").click()
    form = page.locator("form.command-form")
    expect(form.locator("[name=catastrophe]")).not_to_have_value("")
    expect(form.locator("[name=loss_cause]")).to_have_value("disaster")
    for name, value in {
        "policy_number": f"T{number:06}",
        "line": "home",
        "occurred_at": "2026-03-01T06:30",
        "course": "房屋进水，家具受损。",
        "people.0.name": "张桂香",
        "people.0.phone": f"137{number:08}",
    }.items():
        fill(form, name, value)
    form.locator("[name=losses][value=property]").check()
    picture(page, "report")
    send(form)


@pytest.fixture
def standard(db: None) -> None:
    with the_house():
        rulebooks.publish("claims-service")
        Appointment.objects.create(
            user=User.objects.get(username=WHO),
            department=Department.objects.get(unit__code="psc", kind="claims"),
            duty="claims_handler",
            period=(date(2020, 1, 1), None),
        )


@pytest.mark.req("CLM-02", "CLM-03", "CLM-04")
def test_three_hundred_reports_of_one_flood_in_a_morning(
    one_time,  # noqa: F811
    standard,
    open_desk,
    actor,
    tmp_path,
):
    with the_house(), moment.at(local("2026-03-02 08:05")):
        handler = actor(WHO)
        early = [execute(flooded(number), handler).number for number in (901, 902)]

    with moment.at(local("2026-03-02 08:30")):
        page = open_desk(WHO, "/claims/catastrophes")
        picture(page, "none-yet")
        page.get_by_role("link", name="大灾立卷").click()
        form = page.locator("form.command-form")
        for name, value in {
            "title": "三月沱江洪水",
            "places": "金堂县、赵镇",
            "began_at": "2026-03-01T03:00",
        }.items():
            fill(form, name, value)
        for line in ("home", "motor"):
            form.locator(f"[name=lines][value={line}]").check()
        expect(form.locator("[name=spared][value=weather]")).to_be_checked()
        picture(page, "open")
        send(form)
        expect(page.get_by_role("heading", name="三月沱江洪水")).to_be_visible()
        event = page.url

        # Two who called before are proposed by time, place, cause and line; a person looks and joins them.
        for number in early:
            expect(page.locator(f"input[name=number][value={number}]")).to_be_checked()
        picture(page, "proposed")
        page.get_by_role("button", name="归入勾选的赔案").click()
        expect(page.locator(".desk-messages")).to_contain_text("已归入 2 件赔案")

    with moment.at(local("2026-03-02 08:45")):
        by_telephone(page, 1)
        expect(page.locator("main")).to_contain_text("大灾免交")
        picture(page, "claim")

    with moment.at(local("2026-03-02 09:00")):
        page.goto(event)
        press(page, "tell_customers", text=WORDS)
        with the_house():
            assert following.follow_all() == 3
            assert following.follow_all() == 0

    with moment.at(local("2026-03-02 10:00")):
        rows = [household(number) for number in range(LISTED)]
        rows += [household(7), household(8).replace("13600000008", "没有"), "T000001,张桂香,13700000001,,,,"]
        file = tmp_path / "三江村.csv"
        file.write_bytes("\n".join([HEADER, *rows]).encode("gb18030"))
        page.goto(event)
        page.locator("input[name=list]").set_input_files(file)
        page.get_by_role("button", name="登记这些报案").click(no_wait_after=True)
        expect(page.get_by_role("heading", name="逐行结果")).to_be_visible(timeout=240_000)
        for title, count in {"行数": 299, "已登记": 296, "此前已报案": 2, "未受理": 1}.items():
            shown = page.locator("dl.facts > div").filter(has=page.get_by_text(title, exact=True))
            expect(shown.locator("dd")).to_have_text(str(count))
        picture(page, "listed", whole=False)

    with moment.at(local("2026-03-02 11:30")):
        page.goto(event)
        by_telephone(page, 2)
        page.goto(event)
        expect(page.locator("table.matrix tbody tr")).to_contain_text("300")
        expect(page.locator("main")).to_contain_text("已告知 300 件赔案")
        picture(page, "event", whole=False)
        # The same words again are refused, whoever gives them.
        page.locator("main a[href*='/do/tell_customers']").click()
        form = page.locator("#sheet form.command-form")
        fill(form, "text", WORDS)
        form.locator("button[type=submit]").click()
        expect(form.locator("[role=alert]").first).to_contain_text("已经告知过")
        picture(page, "told-before", whole=False)

    with the_house(), acting_as(SYSTEM):
        assert Claim.objects.filter(catastrophe__isnull=False).count() == 300
        assert following.follow_all() == 0
        notices = Message.objects.filter(audience=Audience.CUSTOMER, rule="catastrophe")
        addresses = [str(each.address) for each in notices]
        assert len(addresses) == len(set(addresses)) == 300, "once each"
        assert all(WORDS in each.body for each in notices[:5])
        heard = [
            entry
            for claim in Claim.objects.filter(catastrophe__isnull=False).prefetch_related("journal")
            for entry in claim.journal.all()
            if entry.facts.get("notices")
        ]
        assert len(heard) == 300, "and each claim's journal says so"
