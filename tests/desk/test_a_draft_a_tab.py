"""Two tabs on the same step of the same case keep two drafts; the end of the session loses neither (FLW-18)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from redress.assembly import FOR_PEOPLE
from redress.casework import drafts
from redress.casework.models import Draft
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Contact
from tests.complaints.inputs import transfer
from tests.fixtures.desk import the_house
from tests.walkthroughs.hands import buttons
from tests.walkthroughs.pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-18")]
ONE, OTHER = "客户来电：要求书面说明。", "客户补充：请寄往单位地址。"
WORDS = re.compile(r'<textarea[^>]*name="words"[^>]*>(.*?)</textarea>', re.DOTALL)
KEY = re.compile(r'name="draft_key" value="([^"]*)"')


@pytest.fixture
def number(actor, wednesday) -> str:
    found: str = execute(transfer(), actor("sc.officer")).number
    return found


class Form:
    """The form of a step, as a tab of that key keeps it."""

    def __init__(self, client, number: str, command: str = "record_contact") -> None:
        self.client, self.number, self.command = client, number, command
        self.address = f"/case/{number}/do/{command}"

    def open(self, tab: str, more: str = "") -> str:
        page: str = self.client.get(f"{self.address}?draft={tab}{more}").content.decode()
        return page

    def types(self, tab: str, **typed: str) -> None:
        given = {"means": "call", "key": f"form-{tab}", "draft_key": tab, **typed}
        assert self.client.post(f"/draft/{self.number}/{self.command}", given).status_code == 200

    def sends(self, tab: str, **typed: str) -> int:
        version = Complaint.objects.get(number=self.number).version
        given = {"means": "call", "key": f"form-{tab}", "draft_key": tab, "version": version, **typed}
        status: int = self.client.post(self.address, given).status_code
        return status


def words(page: str) -> str:
    found = WORDS.search(page)
    assert found is not None
    return found[1].strip()


@pytest.fixture
def form(desk, number) -> Form:
    return Form(desk("sc.officer"), number)


def test_each_tab_gets_its_own_text_back_and_is_offered_the_others(form):
    form.types("a1", words=ONE)
    form.types("b2", words=OTHER)
    assert words(form.open("a1")) == ONE
    assert words(form.open("b2")) == OTHER
    third = form.open("c3")
    assert words(third) == ""
    assert KEY.search(third)[1] == "c3"
    assert {ONE, OTHER} <= set(re.findall(r'<span class="muted">([^<]+)</span> <span', third))


def test_what_one_tab_sends_is_not_the_others_draft(form):
    form.types("a1", words=ONE)
    form.types("b2", words=OTHER)
    assert form.sends("a1", words=ONE) == 302
    assert [each.key for each in drafts.listed(person(form), f"{form.number}/record_contact")] == ["b2"]
    assert words(form.open("b2")) == OTHER


def test_a_form_that_was_refused_keeps_its_tab(form):
    form.types("a1", words=ONE)
    refused = form.client.post(form.address, {"draft_key": "a1", "key": "k", "words": ONE, "means": ""})
    assert refused.status_code == 422
    assert KEY.search(refused.content.decode())[1] == "a1"


def test_who_goes_on_with_a_draft_of_a_closed_tab_has_it_under_its_key(form):
    form.types("gone", words=ONE)
    page = form.open("gone")
    assert (words(page), KEY.search(page)[1]) == (ONE, "gone")
    assert form.sends("gone", words=ONE) == 302
    assert not Draft.objects.exists()


def test_a_draft_of_before_that_no_tab_has_is_offered_and_gone_on_with(form):
    drafts.save(person(form), f"{form.number}/record_contact", {"words": [ONE], "means": ["call"]})
    assert ONE in form.open("a1")
    assert words(form.open("")) == ONE
    assert form.sends("", words=ONE) == 302
    assert not Draft.objects.exists()


def test_a_draft_about_something_else_stays_and_the_form_keeps_another(desk, number, actor):
    form = Form(desk("sc.officer"), number)
    form.types("a1", words=ONE)
    other = form.open("a1", "&means=letter")
    assert words(other) == ""
    assert KEY.search(other)[1] not in ("", "a1")
    assert words(form.open("a1")) == ONE


@pytest.mark.parametrize("strange", ["x" * 61, "a/b", "%3Cscript%3E", "%00"])
def test_a_key_that_no_page_made_is_none(form, strange):
    assert KEY.search(form.open(strange))[1].isalnum()


def test_each_discards_its_own(form):
    form.types("a1", words=ONE)
    form.types("b2", words=OTHER)
    form.client.post(f"/draft/{form.number}/record_contact/a1/discard", {"back": form.address})
    assert words(form.open("a1")) == ""
    assert words(form.open("b2")) == OTHER


def test_the_name_of_every_draft_has_room_for_the_key_of_a_tab():
    longest = max(len(command.name) for command in FOR_PEOPLE)
    number = Complaint._meta.get_field("number").max_length
    assert number + longest + len("//") + 12 <= Draft._meta.get_field("form").max_length


def person(form: Form):
    from redress.organisation.models import User
    from redress.organisation.queries import actor

    return actor(User.objects.get(username="sc.officer").pk)


@pytest.mark.browser
def test_two_tabs_lose_nothing_when_the_session_ends_and_one_signs_in_again(open_desk, number):
    page = open_desk("sc.officer", f"/case/{number}")
    other = page.context.new_page()
    other.goto(urljoin(page.url, f"/case/{number}/do/record_contact"))
    beside(page)
    types(page.locator("#sheet"), page, ONE)
    types(other.locator("main"), other, OTHER)

    kept = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    for each in (page, other):
        each.reload()
        expect(each).to_have_url(re.compile("/accounts/login/"))
    page.context.add_cookies([cookie for cookie in kept if cookie["name"] == "sessionid"])
    for each in (page, other):
        each.goto(each.url)  # who has signed in is led back to where one was
    expect(page).to_have_url(re.compile(f"/case/{number}$"))
    beside(page)
    picture(page, "draft-of-this-tab", whole=False)
    assert page.input_value("#sheet [name=words]") == ONE
    expect(other.locator("main [name=words]")).to_have_value(OTHER)
    picture(other, "draft-of-the-other-tab")

    other.select_option("main [name=means]", "call")
    other.locator("main form.command-form .form-actions button[type=submit]").click()
    expect(other.locator(".desk-messages .note-success")).to_be_visible()
    with the_house():
        assert [each.words for each in Contact.objects.all()] == [OTHER]
        assert [each.content.count(ONE) for each in Draft.objects.all()] == [1]


@pytest.mark.browser
def test_a_copy_of_a_tab_keeps_a_draft_of_its_own(open_desk, number):
    page = open_desk("sc.officer", f"/case/{number}/do/record_contact")
    types(page.locator("main"), page, ONE)
    with page.expect_popup() as opened:
        page.evaluate("window.open(location.href)")  # a copy of the session storage comes along
    copy = opened.value
    expect(copy.locator("main [name=words]")).to_have_value("")
    expect(copy.locator(".drafts")).to_contain_text(ONE)
    picture(copy, "copied-tab")
    types(copy.locator("main"), copy, OTHER)
    page.reload()
    expect(page.locator("main [name=words]")).to_have_value(ONE)
    copy.reload()
    expect(copy.locator("main [name=words]")).to_have_value(OTHER)


def beside(page: Page) -> None:
    """The form of the step opens in the sheet."""
    page.locator("main").locator(buttons(page, "record_contact")).first.click()
    expect(page.locator("#sheet [name=words]")).to_be_visible()


def types(within, page: Page, text: str) -> None:
    """Type until it is said to be kept."""
    within.locator("[name=words]").fill(text)
    expect(page.locator("#draft-state")).to_contain_text("草稿")
