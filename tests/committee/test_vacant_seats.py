"""A case is not put before a committee that could never decide it: seats are vacant, or members keep out (AUT-04)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from redress.casework.refusals import Refusal
from redress.committee import bodies
from redress.committee.commands.refer import DisputeDetermination, ReferToCommittee
from redress.committee.models import Body, Referral, Seat
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.executor import execute
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.models import User
from tests.complaints.inputs import department
from tests.complaints.stages import registered
from tests.complaints.test_next_step_is_somebodys import answered

pytestmark = [pytest.mark.django_db, pytest.mark.req("AUT-04", "ORG-03", "ORG-13")]

HOW = {"reason": "difficult", "because": "协商未果", "question": "handling", "motion": "更正记录"}


DISPUTE = DisputeDetermination(
    because="不属于本部门责任", question="validity", motion="认定无效", validity="unsubstantiated"
)


@pytest.fixture
def province():
    return Body.objects.get(unit__code="sc", kind="coordination_committee")


def leave(body: Body, most: int) -> None:
    """All members of the committee but so many have left."""
    members = bodies.members(body, timezone.localdate())
    User.objects.filter(pk__in=[each.user for each in members[most:]]).update(is_active=False)


def test_too_few_members_are_asked_nothing_and_the_superior_committee_is(actor, wednesday, province):
    case, officer = registered(actor, level="difficult"), actor("cd.officer")
    leave(province, 2)
    with pytest.raises(Refusal) as refused:
        execute(ReferToCommittee(**HOW), officer, case.number)
    assert (refused.value.rule, refused.value.field) == ("AUT-04", "to_superior")
    assert "2" in str(refused.value)
    execute(ReferToCommittee(**HOW, to_superior=True), officer, case.number)
    assert Referral.objects.get(complaint=case).body.unit.code == "life-ho"


def test_members_who_must_keep_out_count_as_absent(actor, wednesday, province):
    case, officer = registered(actor, level="difficult"), actor("sc.officer")
    members = bodies.members(province, timezone.localdate())
    for member in members[: len(members) - 2]:
        person = User.objects.get(pk=member.user).username
        execute(DeclareConflict(person=person, kind="kin", reason="亲属"), officer, case.number)
    with pytest.raises(Refusal) as refused:
        execute(ReferToCommittee(**HOW), officer, case.number)
    assert refused.value.rule == "AUT-04"


def test_a_department_that_disputes_is_heard_by_the_committee_that_can_decide(actor, wednesday, province):
    number, of = answered(actor), department("sc", "business_management")
    cause = {"code": "process", "department": of}
    execute(Determine(validity="substantiated", reasons="查实", causes=[cause]), actor("sc.officer"), number)
    keep = User.objects.get(username="sc.businesshead").pk
    gone = [each.user for each in bodies.members(province, timezone.localdate()) if each.user != keep][1:]
    User.objects.filter(pk__in=gone).update(is_active=False)
    execute(DISPUTE, actor("sc.businesshead"), number)
    assert Referral.objects.get(complaint__number=number).body.unit.code == "life-ho"


@pytest.mark.req("ORG-03")
def test_where_no_committee_can_decide_each_is_told_of_a_field_of_its_own_or_of_none(
    actor, wednesday, province
):
    number, of = answered(actor), department("sc", "business_management")
    cause = {"code": "process", "department": of}
    execute(Determine(validity="substantiated", reasons="查实", causes=[cause]), actor("sc.officer"), number)
    keep = User.objects.get(username="sc.businesshead").pk
    for body in Body.objects.filter(kind="coordination_committee"):
        gone = [each.user for each in bodies.members(body, timezone.localdate()) if each.user != keep]
        User.objects.filter(pk__in=gone).update(is_active=False)
    with pytest.raises(Refusal) as refused:
        execute(DISPUTE, actor("sc.businesshead"), number)
    assert (refused.value.rule, refused.value.field) == ("AUT-04", "")
    case = registered(actor, level="difficult")
    Seat.objects.filter(body__kind="coordination_committee").delete()
    Referral.objects.all().delete()
    Body.objects.filter(kind="coordination_committee").delete()
    with pytest.raises(Refusal) as refused:
        execute(ReferToCommittee(**HOW), actor("cd.officer"), case.number)
    assert (refused.value.rule, refused.value.field) == ("ORG-03", "to_superior")
