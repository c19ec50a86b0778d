"""Who signs in the place of a head is told, has it in the list, and may: one answer for all three (CLO-02, ORG-13)."""

from __future__ import annotations

import pytest

from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.executor import execute
from redress.complaints.handling.queries.orders import signatures
from redress.complaints.lists.counts import counts
from redress.complaints.models import Complaint
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.messages.models import Alert
from redress.organisation.models import Department, User
from tests.complaints.inputs import department
from tests.complaints.test_next_step_is_somebodys import answered

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-02", "ORG-13")]


def determined(actor, of):
    number = answered(actor)
    return number, Determine(
        validity="substantiated", reasons="查实", causes=[{"code": "process", "department": of}]
    )


def listed(actor, who):
    """The numbers in the list, which the count agrees with."""
    found = [row.case.number for row in signatures(actor(who)).rows]
    assert counts(actor(who)).signatures == len(found)
    return found


def keep_out(actor, number, person):
    said = DeclareConflict(person=person, kind="kin", reason="投诉人的弟弟")
    execute(said, actor("sc.officer"), number)


def test_for_a_head_who_must_keep_out_the_superior_is_told_has_it_and_signs(actor, wednesday):
    claims = department("sc", "claims")
    number, determine = determined(actor, claims)
    keep_out(actor, number, "sc.claimshead")
    execute(determine, actor("sc.officer"), number)
    told = Alert.objects.filter(file__number=number, kind="sign").values_list("department", flat=True)
    above = Department.objects.filter(pk__in=set(told) - {claims})
    assert above.exists()
    assert number in listed(actor, "sc.manager")
    assert number not in listed(actor, "sc.claimshead"), "who must keep out is not waited for"
    execute(Sign(department=claims), actor("sc.manager"), number)
    assert number not in listed(actor, "sc.manager")


def test_a_conflict_that_comes_to_light_afterwards_brings_it_to_the_superior(actor, wednesday):
    number, determine = determined(actor, department("sc", "claims"))
    execute(determine, actor("sc.officer"), number)
    assert (number in listed(actor, "sc.claimshead"), number in listed(actor, "sc.manager")) == (True, False)
    told = Alert.objects.filter(file__number=number, kind="sign")
    before = set(told.values_list("department", flat=True))
    keep_out(actor, number, "sc.claimshead")
    assert (number in listed(actor, "sc.claimshead"), number in listed(actor, "sc.manager")) == (False, True)
    manages = department("sc", "customer_service")
    assert set(told.values_list("department", flat=True)) - before == {manages}, "who signs instead is told"


def test_a_conflict_that_is_not_about_a_head_tells_nobody(actor, wednesday):
    number, determine = determined(actor, department("sc", "claims"))
    execute(determine, actor("sc.officer"), number)
    before = Alert.objects.filter(file__number=number, kind="sign").count()
    keep_out(actor, number, "sc.claims")
    assert Alert.objects.filter(file__number=number, kind="sign").count() == before
    assert number in listed(actor, "sc.claimshead")


def test_who_signs_instead_is_told_once_and_the_next_when_that_one_must_keep_out_too(actor, wednesday):
    number, determine = determined(actor, department("sc", "claims"))
    execute(determine, actor("sc.officer"), number)
    keep_out(actor, number, "sc.claimshead")
    told = Alert.objects.filter(file__number=number, kind="sign").order_by("id")
    before = list(told.values_list("department", flat=True))
    keep_out(actor, number, "sc.claims")
    assert list(told.values_list("department", flat=True)) == before
    keep_out(actor, number, "sc.manager")
    (new,) = list(told.values_list("department", flat=True))[len(before) :]
    assert new not in before


def test_the_head_of_the_same_department_above_has_what_a_vacant_one_below_signs(actor, wednesday):
    below = department("cd", "business_management")
    User.objects.filter(username="cd.businesshead").update(is_active=False)
    number, determine = determined(actor, below)
    execute(determine, actor("sc.officer"), number)
    assert number in listed(actor, "sc.businesshead")
    assert number not in listed(actor, "sc.claimshead")
    execute(Sign(department=below), actor("sc.businesshead"), number)


def test_it_asks_as_much_for_many_heads_who_keep_out_as_for_none(
    actor, django_assert_max_num_queries, wednesday
):
    for _each in range(2):
        number, determine = determined(actor, department("sc", "claims"))
        execute(determine, actor("sc.officer"), number)
    Complaint.objects.filter(number=number).update(about_whom_index=b"0" * 16)
    manager = actor("sc.manager")
    with django_assert_max_num_queries(8):
        counts(manager)
