"""What is typed into the form of a claim is not lost, and a form that cannot be sent says so before anybody types."""

from __future__ import annotations

import html
import re

import pytest
from playwright.sync_api import Page, expect

from redress.casework.models import Draft
from redress.claims.commands.questions import AskQuestion
from redress.claims.commands.registry import FOR_PEOPLE
from redress.claims.door import DOOR
from redress.claims.models import Claim
from tests.claims.test_desk import GIVEN
from tests.fixtures.desk import the_house
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-18")]
WORDS = "客户来电：自费药的清单。"


def test_a_form_that_cannot_be_sent_says_so_as_it_opens(desk, reported):
    client, row = desk("psc.claims", "en"), Claim.objects.get(number=reported.number)
    told = {}
    for name, command in FOR_PEOPLE.items():
        refusal = DOOR.refusal(command, row, reported.by)
        page = html.unescape(client.get(f"/claims/{reported.number}/do/{name}").content.decode())
        fault = page.partition("data-fault>")[2].partition("</div>")[0]
        told[name] = (refusal is None and not fault.strip()) or (
            refusal is not None and str(refusal.because) in fault
        )
    assert [name for name, right in told.items() if not right] == []


def test_a_report_that_was_not_sent_is_gone_on_with_in_its_tab_and_offered_in_others(desk, handler, monday):
    client = desk("psc.claims", "en")
    kept = client.post("/draft/report_claim", {**GIVEN, "course": WORDS, "draft_key": "tab1"})
    assert kept.status_code == 200
    own = client.get("/claims/report?draft=tab1").content.decode()
    assert re.search(rf"<textarea[^>]*name=\"course\"[^>]*>{WORDS}", own)
    other = client.get("/claims/report").content.decode()
    assert not re.search(rf"<textarea[^>]*name=\"course\"[^>]*>{WORDS}", other)
    assert 'data-draft="tab1"' in other
    client.post("/claims/report", {**GIVEN, "draft_key": "tab1"})
    assert Claim.objects.count() == 1
    assert not Draft.objects.exists(), "what was sent is no draft any more"


def test_who_sends_what_a_colleague_changed_meanwhile_sees_what_was_done(desk, reported):
    client = desk("psc.claims", "en")
    before = Claim.objects.get(number=reported.number).version
    reported(AskQuestion(question="误工费？"))
    answer = client.post(
        f"/claims/{reported.number}/do/ask_question",
        {"question": WORDS, "version": str(before), "key": "k-9", "draft_key": "tab1"},
    )
    words = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert (
        str(AskQuestion.label) in words.partition('class="note note-warning stale"')[2].partition("</ul>")[0]
    )
    assert WORDS in words


@pytest.mark.browser
def test_the_end_of_the_session_takes_nothing_from_who_types(open_desk, reported):
    page: Page = open_desk("psc.claims", f"/claims/{reported.number}")
    page.locator("main a[href$='/do/ask_question']:visible").first.click()
    field = page.locator("#sheet [name=question]")
    field.fill(WORDS)
    kept = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.locator("#sheet form button[type=submit]").first.click()
    expect(page.locator("#sheet [data-fault] a[target=_blank]")).to_be_visible()
    expect(field).to_have_value(WORDS)
    picture(page, "claim-signed-out", whole=False)
    page.context.add_cookies(kept)
    page.locator("#sheet form button[type=submit]").first.click()
    expect(page.locator(".desk-messages .note-success").first).to_be_visible()
    with the_house():
        assert Claim.objects.get(number=reported.number).questions.get().question == WORDS


@pytest.mark.browser
def test_a_row_is_added_where_a_list_has_rows_and_the_first_wrong_field_is_gone_to(
    open_desk, handler, monday
):
    page: Page = open_desk("psc.claims", "/claims/report")
    page.locator("[data-add-row]").click()
    expect(page.locator("[name='people.1.role']")).to_be_focused()
    page.locator("[name='people.1.name']").fill("李娜")
    page.get_by_label("姓名").nth(1).fill("李丽")
    expect(page.locator("[name='people.1.name']")).to_have_value("李丽")
    page.locator("#id_policy_number").fill("P77")
    page.locator(".form-actions button[type=submit]").click()
    expect(page.locator("#id_occurred_at")).to_be_focused()
    expect(page.locator("[name='people.1.name']")).to_have_value("李丽")
