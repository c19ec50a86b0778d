"""The page of a claim at a glance: whom it is about, what is next, what did not go, what was done."""

from __future__ import annotations

import html

import pytest
from playwright.sync_api import Page, expect

from redress.casework import moment
from redress.claims.commands.after import ReturnOriginals
from redress.claims.commands.agree import Agree
from redress.claims.commands.money import Pay
from redress.claims.commands.questions import AskQuestion
from redress.claims.models import Claim
from redress.claims.queries.claim import opened
from redress.clocks.sweeper import sweep
from redress.desk.pages.claim import ClaimPage
from redress.messages.models import Message
from tests.claims.on_the_way import told
from tests.claims.test_desk import GIVEN
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLM-02", "CLM-03")
def test_after_a_report_it_says_what_the_customer_is_told_now(desk, handler, monday):
    client = desk("psc.claims", "en")
    page = html.unescape(client.post("/claims/report", GIVEN, follow=True).content.decode())
    claim = Claim.objects.get()
    assert f"Reported as {claim.number}. Tell the customer now" in page
    assert f"the {claim.papers.count()} papers of the list" in page


@pytest.mark.req("CLM-05")
def test_the_head_names_people_and_telephone_policy_and_next_step_before_anything_else(desk, reported):
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")):
        page = html.unescape(desk("psc.claims", "en").get(f"/claims/{reported.number}").content.decode())
    places = [page.index(words) for words in ("13800001234", "P510001", "next-step", 'id="decision-title"')]
    assert places == sorted(places)
    assert page.index('id="decision-title"') < page.index('id="papers-title"')


@pytest.mark.req("COM-10", "CLM-05")
def test_messages_that_did_not_go_are_said_on_the_page(desk, reported):
    client = desk("psc.claims", "en")
    address = f"/claims/{reported.number}"
    Message.objects.filter(file_id=Claim.objects.get().pk).update(state="sent")
    assert "did not go" not in client.get(address).content.decode()
    sent = Message.objects.filter(audience="customer").first()
    assert sent is not None
    for state in ("failed", "bounced", "uncertain", "suppressed"):
        Message.objects.filter(pk=sent.pk).update(state=state)
        assert "1 message to the customer did not go" in client.get(address).content.decode(), state


@pytest.mark.req("CLM-06")
def test_the_history_says_which_papers_sum_and_limit(reported):
    told(reported, "part")
    reported(AskQuestion(question="误工费？"), "2026-03-05 09:00")
    with moment.at(local("2026-03-08 10:00")):
        sweep()
        page = ClaimPage(opened(reported.by, reported.number), reported.by)
        said = [words for entry in page.entries for words in entry.said]
    for words in ("Traffic accident report", "Pay in part", "¥ 5,040.00"):
        assert any(words in each for each in said), words
    assert any(each.startswith("until 2026-03-06 09:00") for each in said)


@pytest.mark.req("CLM-10")
def test_what_is_done_with_nearly_every_claim_stands_before_what_is_rare(reported):
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")):
        page = ClaimPage(opened(reported.by, reported.number), reported.by)
        assert {each.name for each in page.often} >= {"object", "record_dispute", "tell_progress"}
        assert {each.name for each in page.seldom} >= {"change_account", "assign_claim"}


@pytest.mark.req("CLM-12")
def test_originals_that_went_back_before_the_payment_are_not_waited_for_after_it(reported):
    told(reported, "part", originals=["repair_invoice"])
    reported(Agree(), "2026-03-05 10:00")
    reported(ReturnOriginals(papers=["repair_invoice"], signed=True), "2026-03-05 11:00")
    reported(Pay(amount="5040.00", reference="FK1"), "2026-03-05 12:00")
    assert clocks_of(reported) >= {"payment", "payment_service"}
    assert "originals" not in clocks_of(reported)


@pytest.mark.req("CLM-12")
def test_originals_that_are_still_here_are_waited_for_from_the_payment_on(reported):
    told(reported, "part", originals=["repair_invoice"])
    reported(Agree(), "2026-03-05 10:00")
    assert "originals" not in clocks_of(reported)
    reported(Pay(amount="5040.00", reference="FK1"), "2026-03-05 12:00")
    assert "originals" in clocks_of(reported)


def clocks_of(claims) -> set[str]:
    """On the page, on Thursday at one."""
    with moment.at(local("2026-03-05 13:00")):
        page = ClaimPage(opened(claims.by, claims.number), claims.by)
        return {each.key for each in page.timed.clocks}


@pytest.mark.browser
@pytest.mark.req("CLM-02")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_report_fits_one_screen(open_desk, handler, monday, language):
    page: Page = open_desk("psc.claims", "/claims/report", language)
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator("#id_policy_number")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollHeight") <= 768


@pytest.mark.req("CLM-06", "CLK-02")
@pytest.mark.parametrize(
    ("language", "over", "years"),
    [("en", "48 hours over", "1 year 35"), ("zh-hans", "已超 48 小时", "1 年 35")],
)
def test_a_limit_in_hours_or_years_is_told_so_on_the_page_and_in_every_list(
    desk, reported, language, over, years
):
    """Asked on Friday with 24 hours to answer: on Monday it is two days late, though nobody worked on them."""
    reported(AskQuestion(question="误工费？"), "2026-03-06 10:00")
    with moment.at(local("2026-03-09 10:00")):
        client = desk("psc.claims", language)
        for address in (f"/claims/{reported.number}", "/claims", "/"):
            assert over in client.get(address).content.decode(), address
        assert years in client.get(f"/claims/{reported.number}").content.decode(), "limitation"
