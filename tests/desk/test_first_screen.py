"""The first screen of a file: whom to call, whose turn it is, the reader's own limits, and one time line (FLW-17)."""

from __future__ import annotations

import html
import re

import pytest

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.complaints import limits
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import Complaint
from redress.complaints.queries.case import read
from redress.complaints.queries.timeline import Show, page
from redress.organisation.acting import acting_as
from redress.rulebook.loader import load
from redress.rulebook.whose import Whose, whose
from tests.complaints.inputs import department, transfer, visit
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispatched(actor):
    officer = actor("sc.officer")
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), officer).number
    with moment.at(local("2026-11-18 11:00")):
        execute(Confirm(means="call", words="已告知受理"), officer, number)
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    return number


def head(desk, username, number, language="en"):
    with moment.at(local("2026-11-18 12:00")):
        words = html.unescape(desk(username, language).get(f"/case/{number}").content.decode())
    return words[words.index("file-head") : words.index('class="stepper"')]


def mine(actor, username, number):
    with moment.at(local("2026-11-18 12:00")), acting_as(actor(username)):
        file = read(actor(username), number)
        return {clock.key for clock in limits.mine(file)}, {clock.key for clock in file.clocks if clock.open}


@pytest.mark.req("FLW-17")
def test_it_says_whose_turn_it_is_why_and_what_people_did_last(desk, dispatched):
    words = head(desk, "sc.officer", dispatched)
    assert "A department's turn" in words
    assert "the reply of" in words
    assert re.findall(r'first-done">.*?</span> (\S+)', words) == ["Dispatch", "Confirm", "Register"]


@pytest.mark.req("CLK-01")
def test_a_limit_is_of_who_can_meet_it(actor, dispatched):
    of_owner, running = mine(actor, "sc.officer", dispatched)
    of_department, _same = mine(actor, "sc.claims", dispatched)
    assert of_owner
    assert not of_owner & of_department
    assert of_owner < running


@pytest.mark.req("CLK-01")
def test_who_answers_an_order_or_approves_has_its_limit_and_the_handler_all_others():
    rules = load("insurer-method").method.clocks
    assert whose(rules["co_handling"]) is Whose.DEPARTMENT
    assert whose(rules["progress_coordinator"]) is Whose.DEPARTMENT
    assert whose(rules["sign_off"]) is Whose.DEPARTMENT
    assert whose(rules["approval"]) is Whose.APPROVER
    assert whose(rules["closing"]) is Whose.HANDLER


@pytest.mark.req("SEC-02")
def test_a_call_is_one_click_and_on_record_as_the_unmasking_it_is(desk, dispatched):
    words = head(desk, "sc.officer", dispatched)
    phone = str(Complaint.objects.get(number=dispatched).parties.first().phone)
    assert phone not in words
    (url,) = re.findall(r'action="([^"]*/call)"', words)
    answer = desk("sc.officer").post(url, headers={"HX-Request": "true"})
    assert f'href="tel:{phone}"' in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    entry = AccessEntry.objects.filter(action="unmask").latest("id")
    assert (entry.purpose, "phone" in entry.fields) == ("contact", True)


@pytest.mark.req("SEC-02")
def test_who_has_no_business_with_the_customer_is_offered_no_call(desk, actor, dispatched):
    words = head(desk, "ho.auditor", dispatched)
    assert "/call" not in words
    party = Complaint.objects.get(number=dispatched).parties.first().pk
    assert desk("ho.auditor").post(f"/case/{dispatched}/people/{party}/call").status_code == 403


@pytest.mark.req("CLO-06")
def test_a_repeat_is_said_beside_the_number(desk, actor, dispatched):
    with moment.at(local("2026-11-18 11:30")):
        officer = actor("sc.officer")
        again = execute(visit(), officer).number
        execute(Link(other=dispatched, kind="repeat", reason="同一事项"), officer, again)
    words = head(desk, "sc.officer", again)
    assert "flag-repeat" in words
    assert dispatched in words
    assert "flag-repeat" not in head(desk, "sc.officer", dispatched)


@pytest.mark.req("FLW-08")
def test_the_time_line_shows_people_or_contacts_alone(desk, actor, dispatched):
    with moment.at(local("2026-11-18 11:40")):
        given = RecordContact(kind="progress", means="call", words="已告知进展")
        execute(given, actor("sc.officer"), dispatched)
    row = Complaint.objects.get(number=dispatched)
    shown = {show: [each.command for each in page(row, show=show).entries] for show in Show}
    assert shown[Show.ALL] == ["record_contact", "dispatch", "confirm", "register"]
    assert shown[Show.PEOPLE] == shown[Show.ALL]
    assert shown[Show.SYSTEM] == shown[Show.LETTERS] == []
    assert {"record_contact", "confirm"} <= set(shown[Show.MESSAGES])
    client = desk("sc.officer", "en")
    with moment.at(local("2026-11-18 12:00")):
        part = client.get(
            f"/case/{dispatched}/timeline?show=letters", headers={"HX-Request": "true"}
        ).content.decode()
        whole = client.get(f"/case/{dispatched}/timeline?show=nonsense").content.decode()
    assert "Nothing of this kind." in part
    assert "Dispatch" in whole
