"""Sessions on the desk: the list, the session with its votes, the section on the case page."""

from __future__ import annotations

import pytest

from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.models import Session, Vote
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from tests.committee.conftest import MEMBERS, before_committee, call, major, refer, user

pytestmark = pytest.mark.django_db


@pytest.mark.req("AUT-04")
def test_a_member_votes_on_the_page_and_the_count_follows(desk, actor, agenda):
    _number, meeting = agenda
    members = {"present": [str(user(name)) for name in MEMBERS[:5]]}
    assert desk("sc.officer").post(f"/committee/{meeting.number}/do/attend", members).status_code == 302
    client = desk("sc.manager", language="en")
    page = client.get(f"/committee/{meeting.number}").content.decode()
    assert "Cast the vote" in page
    voted = client.post(f"/committee/{meeting.number}/do/vote", {"item": "1", "choice": "for"})
    assert voted.status_code == 302
    assert Vote.objects.get().choice == "for"
    page = client.get(f"/committee/{meeting.number}").content.decode()
    assert "Cast the vote" not in page
    again = client.post(f"/committee/{meeting.number}/do/vote", {"item": "1", "choice": "for"})
    assert again.status_code == 422
    assert "a vote is given once" in again.content.decode()


def test_who_has_no_part_in_a_session_is_told_there_is_none(desk, agenda):
    _number, meeting = agenda
    assert desk("gx.cshead").get(f"/committee/{meeting.number}").status_code == 404
    assert meeting.number not in desk("gx.cshead").get("/committee").content.decode()


@pytest.mark.req("ORG-03")
def test_a_referred_case_stands_on_the_page_of_its_office_until_it_is_on_an_agenda(desk, actor, wednesday):
    number = major(actor)
    referral = refer(actor, number)
    address = f"/case/{number}/do/put_on_agenda?referral={referral}"
    assert address in desk("sc.officer").get("/committee").content.decode()
    assert number not in desk("gx.officer").get("/committee").content.decode()
    meeting = call(actor)
    execute(PutOnAgenda(referral=referral, session=meeting.number), actor("sc.officer"), number)
    assert address not in desk("sc.officer").get("/committee").content.decode()


@pytest.mark.req("ORG-03")
def test_the_office_calls_a_session_and_puts_the_case_on_its_agenda(desk, actor, wednesday):
    number = major(actor)
    refer(actor, number)
    client = desk("sc.officer", language="en")
    assert "Call a session" in client.get("/committee").content.decode()
    form = client.get("/committee/call").content.decode()
    assert "Coordination committee" in form
    body = Session._meta.get_field("body").related_model.objects.get(
        unit__code="sc", kind="coordination_committee"
    )
    typed = {"body": body.pk, "kind": "committee", "at": "2026-11-18T15:00", "place": "八楼会议室"}
    called = client.post("/committee/call", typed)
    assert called.status_code == 302
    session = Session.objects.get()
    assert len(session.roster) == 7
    referral = Complaint.objects.get(number=number).referrals.get().pk
    put = client.post(
        f"/case/{number}/do/put_on_agenda", {"referral": referral, "session": session.number, "version": ""}
    )
    assert put.status_code == 302, put.content.decode()
    assert number in client.get(f"/committee/{session.number}").content.decode()
    section = client.get(f"/case/{number}/more/committee").content.decode()
    assert session.number in section


@pytest.mark.req("ORG-11")
def test_a_member_sees_the_case_on_the_agenda_and_no_other(desk, actor, wednesday):
    other = major(actor)
    number, _meeting = before_committee(actor)
    assert desk("sc.supervision").get(f"/case/{number}").status_code == 200
    assert desk("sc.supervision").get(f"/case/{other}").status_code == 404


@pytest.mark.req("ASM-09")
def test_hot_and_difficult_issues_are_proposed_from_the_register(desk, actor, wednesday):
    number = major(actor)
    meeting = call(actor, "leading_group")
    page = desk("sc.officer", language="en").get(f"/committee/issues/{meeting.row.body_id}").content.decode()
    assert number in page
    assert "Claims" in page


def test_a_session_with_many_items_costs_as_many_queries_as_one_with_few(
    desk, actor, agenda, django_assert_max_num_queries
):
    from redress.committee.sessions.agenda import AddTopic

    _number, meeting = agenda
    for place in range(8):
        meeting.give("sc.officer", AddTopic(topic=f"议题{place}", motion="研究", kind="issue"))
    client = desk("sc.manager")
    client.get(f"/committee/{meeting.number}")
    with django_assert_max_num_queries(25):
        client.get(f"/committee/{meeting.number}")


@pytest.mark.req("ASM-09")
def test_a_meeting_of_every_half_year_is_due_until_it_is_held(desk, actor, wednesday):
    from datetime import date

    from redress.committee.models import Body
    from redress.committee.queries.due import meetings_due, months_after

    group = Body.objects.filter(unit__code="sc", kind="leading_group").select_related("unit")
    assert {(each.kind, each.late) for each in meetings_due(group)} == {
        ("leading_group", True),
        ("joint", True),
    }
    call(actor, "joint").attend("sc.manager", "sc.cshead", "sc.saleshead", "sc.ithead", "sc.legal")
    due = {each.kind: each for each in meetings_due(group)}
    assert (due["joint"].late, due["joint"].by) == (False, date(2027, 5, 18))
    assert due["leading_group"].late
    assert "ASM-09" in desk("sc.officer").get("/committee").content.decode()
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
