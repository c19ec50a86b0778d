"""A dispute over a claim becomes a complaint in one step (CLM-10, CLM-13)."""

from __future__ import annotations

import re

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.claims.disputing import Disputing, dispute
from redress.claims.door import execute
from redress.claims.models import Claim, Dispute
from redress.claims.queries import disputed
from redress.complaints.models import Cause, Complaint
from redress.organisation.models import Department
from redress.rulebook import load
from tests.claims.conftest import Claims, report
from tests.claims.on_the_way import told
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-10")]


@pytest.fixture
def officer(handles):
    """Takes complaints, and handles claims."""
    return handles("psc.officer", "psc")


def test_the_complaint_knows_the_claim_its_sums_and_its_papers_and_each_leads_to_the_other(reported, officer):
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")):
        given = Disputing(reason="客户不同意免赔额。", demand="全额赔付", facts_repeated=True)
        done, filed = dispute(officer, reported.number, given, key="d-1")
    case = Complaint.objects.get(number=filed.number)
    assert case.claim_number == reported.number
    assert case.policy_number == "P510001"
    assert case.class_code == "claims"
    assert [party.name for party in case.parties.all()] == ["刘建国"]
    for words in (
        "客户不同意免赔额",
        "部分赔付",
        "(6,800.00 - 500.00) × 80% = 5,040.00",
        "交通事故责任认定书",
        "年检逾期",
    ):
        assert words in case.facts
    assert [each.complaint for each in Dispute.objects.filter(claim__number=reported.number)] == [
        filed.number
    ]
    assert done.facts["case"] == filed.number


@pytest.mark.req("INT-21")
def test_a_coordinator_who_is_rung_up_says_with_which_words_they_soothed(desk, reported, handles):
    """In whichever duty somebody takes a dispute, the form asks for all that the complaint is refused without."""
    handles("psc.claims", "psc")
    told(reported, "part")
    client = desk("psc.claims", "en")
    page = client.get(f"/claims/{reported.number}/do/dispute").content.decode()
    said = re.findall(r'name="soothing" value="(\w+)"', page)
    given = {
        "reason": "不同意",
        "channel": "phone_in",
        "demand": "全额赔付",
        "facts_repeated": "true",
        "key": "k-1",
    }
    answer = client.post(f"/claims/{reported.number}/do/dispute", {**given, "soothing": said[:1]})
    assert answer.status_code == 302, answer.content.decode()
    assert Complaint.objects.get().soothing == said[0]


def test_pressed_twice_it_is_one_complaint(reported, officer):
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")):
        given = Disputing(reason="不同意", facts_repeated=True)
        first = dispute(officer, reported.number, given, key="d-1")
        again = dispute(officer, reported.number, given, key="d-1")
    assert again[1].number == first[1].number
    assert again[0].replayed
    assert Complaint.objects.filter(state="registered").count() == 1


def test_where_the_complaint_is_refused_nothing_of_it_stands_in_the_claim(reported, officer):
    told(reported, "part")
    before = Claim.objects.get(number=reported.number).version
    with moment.at(local("2026-03-05 10:00")), pytest.raises(Refusal) as refused:
        dispute(officer, reported.number, Disputing(reason="不同意"))
    assert refused.value.rule == "INT-04"
    assert Claim.objects.get(number=reported.number).version == before


def test_before_a_decision_there_is_nothing_to_dispute_and_no_complaint_is_left_over(reported, officer):
    with moment.at(local("2026-03-05 10:00")), pytest.raises(Refusal) as refused:
        dispute(officer, reported.number, Disputing(reason="太慢", facts_repeated=True))
    assert refused.value.status == 409
    assert not Complaint.objects.exists()


@pytest.mark.req("CLM-13")
def test_what_is_disputed_is_told_by_cause_line_and_clause_and_leads_to_an_action_and_the_guide(
    reported, officer, desk, actor
):
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")) as now:
        filed = dispute(officer, reported.number, Disputing(reason="不同意", facts_repeated=True))[1]
        (point,) = disputed.points(officer, now)
        assert (point.cause, point.line, len(point.disputes)) == ("", "motor", 1)
        case = Complaint.objects.get(number=filed.number)
        department = Department.objects.get(unit__code="psc", kind="claims")
        Cause.objects.create(complaint=case, code="staff_skill", department=department)
        (point,) = disputed.points(officer, now)
        assert (point.cause, point.title.zh, point.clause) == (
            "staff_skill",
            load("property-method").method.causes["staff_skill"].title.zh,
            Claim.objects.get().decisions.last().clause
            or Claim.objects.get().decisions.last().items.first().clause,
        )
        assert disputed.points(actor("gx.claims"), now) == []
        words = desk("psc.officer", "en").get("/claims/disputes").content.decode()
        assert filed.number in words
        assert f"cause=staff_skill&amp;class_code=claims&amp;case={filed.number}" in words
        assert "/guides/motor" in words
        guide = desk("psc.officer", "en").get("/guides/motor").content.decode()
        assert "What customers dispute" in guide
        assert "What customers dispute" not in desk("gx.claims", "en").get("/guides/motor").content.decode()


@pytest.mark.req("CLM-13")
def test_the_points_take_as_many_queries_for_many_disputes_as_for_few(
    handler, monday, officer, django_assert_max_num_queries
):
    def disputed_claim(number: int) -> None:
        claim = Claims(
            handler, execute(report(policy_number=f"P{number}", another_event=True), handler).number
        )
        told(claim, "part")
        with moment.at(local("2026-03-05 10:00")):
            dispute(officer, claim.number, Disputing(reason="不同意", facts_repeated=True))

    disputed_claim(1)
    with moment.at(local("2026-03-05 11:00")), django_assert_max_num_queries(8) as few:
        disputed.points(officer, local("2026-03-01 00:00"))
    for number in range(2, 5):
        disputed_claim(number)
    with moment.at(local("2026-03-05 11:00")), django_assert_max_num_queries(len(few)):
        (point,) = disputed.points(officer, local("2026-03-01 00:00"))
    assert len(point.disputes) == 4


@pytest.mark.req("ORG-13", "CLM-10")
def test_who_decided_the_claim_keeps_out_of_the_complaint_about_it(reported, officer):
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")):
        _done, filed = dispute(officer, reported.number, Disputing(reason="不同意", facts_repeated=True))
    case = Complaint.objects.get(number=filed.number)
    assert [(each.person.username, each.kind) for each in case.recusals.all()] == [
        ("psc.claims", "handled_before")
    ]
    assert case.owner.username == "psc.officer"


@pytest.mark.req("ORG-13", "CLM-10")
def test_who_decided_it_and_takes_the_complaint_does_not_own_it(reported, officer):
    reported.by = officer
    told(reported, "part")
    with moment.at(local("2026-03-05 10:00")):
        _done, filed = dispute(officer, reported.number, Disputing(reason="不同意", facts_repeated=True))
    assert Complaint.objects.get(number=filed.number).owner.username != "psc.officer"
