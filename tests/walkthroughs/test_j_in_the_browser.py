"""Walk-through J by hand: the auditor's morning. Yesterday's reads of one customer, an un-masking, an export."""

from __future__ import annotations

import csv

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from tests.complaints.inputs import COMPLAINANT, visit
from tests.fixtures.desk import the_house
from tests.walkthroughs.hands import Hands
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.mark.req("SEC-02", "SEC-03")
def test_the_auditor_finds_who_read_a_customer_and_why(open_desk, actor, wednesday, desk, tmp_path):
    with the_house():
        number = execute(visit(), actor("cd.officer")).number
    stranger = open_desk("gx.officer", f"/case/{number}")
    expect(stranger.locator("main")).to_contain_text("ORG-11")
    handler = Hands(open_desk, number).case("cd.officer")
    handler.locator("details.unmask summary").first.click()
    handler.locator("details.unmask select").first.select_option("contact")
    handler.locator("details.unmask button[type=submit]").first.click()
    expect(handler.locator(".person").first).to_contain_text(COMPLAINANT["phone"])

    page = open_desk("ho.auditor", "/access-log")
    page.get_by_label("客户", exact=True).fill(COMPLAINANT["phone"])
    page.locator("main form.form-line button[type=submit]").click()
    rows = page.locator("tr[data-row]")
    expect(rows.filter(has_text="cd.officer")).not_to_have_count(0)
    unmasked = page.locator("tr[data-action=unmask]")
    expect(unmasked).to_contain_text(number)
    expect(unmasked).to_contain_text("联系客户")
    refused = page.locator("tr[data-action=refused]")
    expect(refused).to_contain_text("gx.officer")
    assert COMPLAINANT["phone"] not in " ".join(rows.all_inner_texts())
    picture(page, "access-log")
    faults = Axe().run(page).response["violations"]
    assert [each["id"] for each in faults] == []

    with page.expect_download() as taken:
        page.locator("a[download][href*=access-log]").click()
    taken.value.save_as(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8-sig") as file:
        said = list(csv.reader(file))
    assert any(number in cell for row in said for cell in row)
    with the_house():
        last = AccessEntry.objects.latest("id")
        assert (last.action, last.user_id) == ("export", actor("ho.auditor").id)
