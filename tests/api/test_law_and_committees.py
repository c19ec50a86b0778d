"""Tellings, decisions, reviews and committees over HTTP: what is on record, and who may read it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.committee.commands.rule import Rule
from redress.complaints.executor import execute
from redress.complaints.law.commands.review import RequestReview
from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from tests.committee.conftest import MEMBERS, before_committee, call, user
from tests.complaints.papers import attach
from tests.complaints.stages import told_decision
from tests.fixtures.desk import AFTERWARDS, the_house
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(actor):
    """A city's decision told by telephone, of which the customer asks for a review."""
    city = actor("cd.officer")
    number = told_decision(city)
    with moment.at(local("2026-12-22 16:00")):
        asked = RequestReview(grounds="护理费少算", evidence=attach(number, city, "核查申请书"))
        execute(asked, city, number)
    return number


@pytest.fixture
def ruled(actor, wednesday):
    """A major case on which the committee ruled, one member against, one recused by absence."""
    number, meeting = before_committee(actor)
    meeting.attend(*MEMBERS)
    meeting.hear()
    for name in MEMBERS:
        against = name == "sc.legal"
        meeting.vote(name, "against" if against else "for", reason="应当先查清责任" if against else "")
    todo = {"what": "退还保费", "owner": user("sc.finance"), "until": "2026-11-25"}
    execute(Rule(session=meeting.number, item=1, execution=[todo]), actor("sc.manager"), number)
    return number, meeting.number


@pytest.mark.req("SYS-01", "COM-06")
def test_a_telling_is_read_with_its_means_and_whether_it_was_in_time(caller, reviewed):
    response = caller("cd.officer").get(f"/complaints/{reviewed}/tellings")
    assert response["ETag"].strip('"').isdigit()
    told = next(each for each in response.json()["items"] if each["what"] == "decision")
    assert (told["means"], told["reached"], told["in_time"]) == ("call", True, True)
    assert (told["reference"], told["by"]["username"]) == ("录音 5", "cd.officer")
    assert told["at"] == "2026-11-23T02:00:00Z"


@pytest.mark.req("SYS-01", "COM-05", "AUT-06")
def test_a_decision_and_its_review_are_read_with_all_their_parts(caller, reviewed):
    officer = caller("cd.officer")
    (made,) = officer.get(f"/complaints/{reviewed}/decisions").json()["items"]
    assert all(made[part] for part in ("decision", "verification", "basis", "reasons", "remedies"))
    (asked,) = officer.get(f"/complaints/{reviewed}/reviews").json()["items"]
    assert (asked["state"], asked["outcome"], asked["decision"]) == ("open", "", made["position"])
    assert (asked["unit"]["code"], asked["grounds"]) == ("sc", "护理费少算")


@pytest.mark.req("SYS-01", "AUT-04")
def test_a_session_is_read_with_agenda_count_and_votes(caller, ruled):
    number, session = ruled
    member = caller("sc.legal")
    (listed,) = member.get("/sessions").json()["items"]
    assert (listed["number"], listed["body"]["unit"]["code"]) == (session, "sc")
    read = member.get(f"/sessions/{session}").json()
    assert sum(each["present"] for each in read["attendees"]) == len(MEMBERS)
    (item,) = read["agenda"]
    assert (item["case"], item["state"], item["ruling"]) == (number, "carried", f"{session}/1")
    assert (item["count"]["in_favour"], item["count"]["against"]) == (6, 1)
    (dissent,) = [vote for vote in item["votes"] if vote["choice"] == "against"]
    assert (dissent["user"]["username"], dissent["reason"]) == ("sc.legal", "应当先查清责任")


@pytest.mark.req("SYS-01", "ORG-03", "AUT-04")
def test_the_rulings_on_a_case_are_read_with_what_they_ask(caller, ruled):
    number, session = ruled
    (referral,) = caller("sc.officer").get(f"/complaints/{number}/rulings").json()["items"]
    assert (referral["question"], referral["sessions"]) == ("handling", [session])
    assert referral["ruling"]["number"] == f"{session}/1"
    (todo,) = referral["ruling"]["executions"]
    assert (todo["owner"]["username"], todo["until"], todo["done_at"]) == ("sc.finance", "2026-11-25", None)


@pytest.mark.req("ORG-11", "SEC-06")
def test_a_session_of_another_branch_does_not_exist_for_a_stranger(caller, ruled):
    _, session = ruled
    for stranger in ("gx.officer", "psc.officer", "my.officer"):
        other = caller(stranger)
        assert other.get("/sessions").json()["items"] == []
        response = other.get(f"/sessions/{session}")
        assert response.status_code == 404
        assert session in response.json()["detail"]
    assert caller("sc.officer", "register").get("/sessions").status_code == 403


@pytest.mark.req("ORG-11", "SEC-06")
def test_the_case_of_an_item_shows_to_whom_the_case_shows(caller, actor, ruled):
    number, session = ruled
    for name in (*MEMBERS, "ho.auditor", "sc.officer"):
        with acting_as(SYSTEM):
            seen = Complaint.objects.visible_to(actor(name)).filter(number=number).exists()
        (item,) = caller(name).get(f"/sessions/{session}").json()["agenda"]
        assert bool(item["case"]) == seen, name


@pytest.mark.req("SEC-03")
def test_reading_decisions_is_logged(caller, reviewed):
    caller("cd.officer").get(f"/complaints/{reviewed}/decisions")
    with the_house():
        entry = AccessEntry.objects.latest("id")
    assert (entry.action, entry.user_id) == ("read", user("cd.officer"))


def test_sessions_are_paged_by_cursor(caller, actor, wednesday):
    numbers = [call(actor).number for _ in range(3)]
    officer = caller("sc.officer")
    first = officer.get("/sessions", limit=2).json()
    second = officer.get("/sessions", limit=2, cursor=first["next"]).json()
    read = [item["number"] for item in first["items"] + second["items"]]
    assert read == numbers[::-1]
    assert second["next"] == ""
    assert officer.get("/sessions", cursor="x").status_code == 422
    assert officer.get("/sessions", unit="sc").status_code == 422


def test_a_session_asks_a_fixed_number_of_queries(caller, actor, ruled):
    _, session = ruled
    member = caller("sc.manager")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert member.get(f"/sessions/{session}").status_code == 200
        return len(queries) - AFTERWARDS

    asked()
    assert asked() <= 13
