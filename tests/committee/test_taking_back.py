"""A referral is taken back before a session has it; what waits is counted for those it waits for."""

from __future__ import annotations

import pytest

from redress.committee.commands.take_back import TakeBackReferral
from redress.committee.queries.counts import waiting_count
from redress.complaints import gates
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.complaints.moment import now
from redress.complaints.refusals import Forbidden, Refusal
from tests.committee.conftest import MEMBERS, before_committee, major, refer

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


def test_what_is_on_an_agenda_is_settled_by_the_session(actor, wednesday):
    number, meeting = before_committee(actor)
    referral = Complaint.objects.get(number=number).referrals.get()
    with pytest.raises(Refusal) as refused:
        execute(TakeBackReferral(referral=referral.pk, reason="已一致"), actor("sc.cshead"), number)
    assert refused.value.rule == "AUT-04"
    assert meeting.row.items.get().state == "open"


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
