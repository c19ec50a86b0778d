"""A referral is taken back before its session begins; what waits is counted for those it waits for."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.casework.moment import now
from redress.casework.refusals import Forbidden, Refusal
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.take_back import TakeBackReferral
from redress.committee.kinds import ItemState
from redress.committee.queries.counts import waiting_count
from redress.committee.queries.sessions import visible_to
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.flows import gates
from redress.complaints.models import Complaint, JournalEntry
from redress.messages.models import Alert
from redress.organisation.acting import acting_as
from tests.committee.conftest import MEMBERS, before_committee, call, major, refer

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-03")]


def test_who_referred_takes_it_back_and_the_case_waits_for_the_committee_again(actor, wednesday):
    number = major(actor)
    referral = refer(actor, number)
    with pytest.raises(Forbidden):
        execute(TakeBackReferral(referral=referral, reason="已一致"), actor("sc.handler"), number)
    execute(TakeBackReferral(referral=referral, reason="部门已经达成一致"), actor("sc.officer"), number)
    case = Complaint.objects.get(number=number)
    assert case.committee == ""
    assert [gate.cite[0] for gate in gates.waiting(Case(case, now()))] == ["FLW-10"]
    assert case.clocks.get(key="ruling").status == "cancelled"
    refer(actor, number)
    assert Complaint.objects.get(number=number).committee == "referred"


@pytest.mark.req("AUT-04")
def test_before_the_session_opens_it_leaves_the_agenda_on_record_and_office_and_chair_are_told(
    actor, wednesday
):
    number, meeting = before_committee(actor)
    referral = Complaint.objects.get(number=number).referrals.get()
    Alert.objects.all().delete()
    execute(TakeBackReferral(referral=referral.pk, reason="部门已经达成一致"), actor("sc.officer"), number)
    assert meeting.row.items.get().state == ItemState.TAKEN_BACK
    entry = meeting.row.entries.latest("sequence")
    assert (entry.command, entry.by.username) == ("take_back_referral", "sc.officer")
    assert entry.payload["case"] == number
    assert entry.facts["item"] == 1
    assert meeting.row.version == entry.sequence, "who has the session open is told that it changed"
    alerts = Alert.objects.filter(file__number=number)
    assert {alert.user.username for alert in alerts if alert.user} == {meeting.row.chair.username}
    assert [alert.department_id for alert in alerts if alert.department_id] == [meeting.row.body.office_id]
    case = Complaint.objects.get(number=number)
    assert case.committee == ""
    assert case.clocks.get(key="ruling").status == "cancelled"
    told = JournalEntry.objects.get(complaint=case, command="take_back_referral")
    assert told.facts["session"] == f"{meeting.number}/1"
    meeting.attend(*MEMBERS)
    with pytest.raises(Refusal) as refused:
        meeting.vote("sc.legal", "for")
    assert refused.value.field == "item"
    execute(
        PutOnAgenda(referral=refer(actor, number), session=call(actor).number), actor("sc.officer"), number
    )


def test_who_may_not_see_the_session_takes_back_from_its_agenda_too(actor, wednesday):
    number = major(actor, unit="cd")
    referral = refer(actor, number, by="cd.officer", to_superior=True)
    meeting = call(actor)
    execute(PutOnAgenda(referral=referral, session=meeting.number), actor("sc.officer"), number)
    with acting_as(actor("cd.officer")) as officer:
        assert not visible_to(officer).filter(number=meeting.number).exists()
        execute(TakeBackReferral(referral=referral, reason="市公司自行处理"), officer, number)
    assert meeting.row.items.get().state == ItemState.TAKEN_BACK


@pytest.mark.parametrize("voted", [False, True])
def test_once_the_session_has_begun_it_is_settled_there(actor, wednesday, voted):
    number, meeting = before_committee(actor)
    referral = Complaint.objects.get(number=number).referrals.get()
    meeting.attend(*MEMBERS)
    if voted:
        meeting.vote("sc.legal", "for")
    before = meeting.row.version
    with pytest.raises(Refusal) as refused, translation.override("en"):
        execute(TakeBackReferral(referral=referral.pk, reason="已一致"), actor("sc.cshead"), number)
    assert (refused.value.rule, refused.value.field) == ("AUT-04", "referral")
    assert ("vote has begun" in str(refused.value)) is voted
    assert meeting.row.items.get().state == "open"
    assert meeting.row.version == before


def test_the_form_offers_what_is_on_an_agenda_too(actor, desk, wednesday):
    number, meeting = before_committee(actor)
    referral = Complaint.objects.get(number=number).referrals.get()
    client = desk("sc.officer", language="en")
    form = client.get(f"/case/{number}/do/take_back_referral").content.decode()
    assert f'value="{referral.pk}"' in form
    sent = client.post(
        f"/case/{number}/do/take_back_referral", {"referral": referral.pk, "reason": "部门已经达成一致"}
    )
    assert sent.status_code == 302
    page = client.get(f"/committee/{meeting.number}").content.decode()
    assert "Taken back" in page


def test_referrals_wait_for_the_office_and_votes_for_members(
    actor, wednesday, django_assert_num_queries, desk
):
    before = {name: waiting_count(actor(name)) for name in ("sc.officer", "sc.legal")}
    number = major(actor)
    refer(actor, number)
    office = actor("sc.officer")
    with django_assert_num_queries(1):
        assert waiting_count(office) == before["sc.officer"] + 1
    assert waiting_count(actor("sc.legal")) == before["sc.legal"]
    _other, meeting = before_committee(actor)
    meeting.attend(*MEMBERS)
    assert waiting_count(actor("sc.legal")) == before["sc.legal"] + 1
    meeting.vote("sc.legal", "for")
    assert waiting_count(actor("sc.legal")) == before["sc.legal"]
    page = desk("sc.officer").get("/counts?tabs=1").content.decode()
    assert f'id="count-committee" class="tab-count" hx-swap-oob="true">{waiting_count(office)}<' in page
