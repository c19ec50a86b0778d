"""Visits of an investigation: explained, agreed beforehand, and no more of them than needed (CLM-07)."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from redress.casework.refusals import WrongState
from redress.claims.commands.inquiry import EndInvestigation, MakeAppointment, StartInvestigation
from redress.claims.models import Appointment
from tests.claims.on_the_way import complete, refused
from tests.fixtures.insurer import local

VISIT = {"purpose": "查看车辆", "course": "半小时", "people": "查勘员 王某"}


def visit(at: str) -> MakeAppointment:
    return MakeAppointment(at=local(at), **VISIT)


@pytest.fixture
def investigated(reported):
    complete(reported)
    reported(StartInvestigation(reason="核实经过"), "2026-03-04 09:00")
    return reported


@pytest.mark.req("CLM-07")
@pytest.mark.django_db
def test_the_day_of_a_visit_is_the_customers_and_not_that_of_the_meridian(investigated):
    """Seven and nine in the morning lie on two days of UTC; half past eleven at night and half past seven on one."""
    investigated(visit("2026-03-06 07:00"), "2026-03-04 09:00")
    second = refused(investigated, visit("2026-03-06 09:00"), "2026-03-04 09:00")
    assert (second.rule, second.field) == ("CLM-07", "at")
    assert "disturbed twice" in str(second)
    investigated(visit("2026-03-09 23:30"), "2026-03-04 09:00")
    investigated(visit("2026-03-10 07:30"), "2026-03-04 09:00")
    kept = Appointment.objects.order_by("at").values_list("at", flat=True)
    assert list(kept) == [local(at) for at in ("2026-03-06 07:00", "2026-03-09 23:30", "2026-03-10 07:30")]


@pytest.mark.req("CLM-07")
@pytest.mark.django_db
def test_a_visit_is_agreed_two_hours_beforehand_to_the_minute_and_thirty_days_at_most(investigated):
    assert refused(investigated, visit("2026-03-04 10:59"), "2026-03-04 09:00").field == "at"
    investigated(visit("2026-03-04 11:00"), "2026-03-04 09:00")
    far = refused(investigated, visit("2026-04-04 00:01"), "2026-03-04 09:00")
    assert (far.rule, far.field) == ("CLM-07", "at")
    assert "30 calendar days" in str(far)
    investigated(visit("2026-04-03 10:00"), "2026-03-04 09:00")
    assert Appointment.objects.count() == 2


@pytest.mark.req("CLM-07")
@pytest.mark.django_db
def test_nobody_is_visited_before_it_was_said_why_nor_after_the_investigation(reported):
    complete(reported)
    refusal = refused(reported, visit("2026-03-05 10:00"), "2026-03-04 09:00")
    assert isinstance(refusal, WrongState)
    reported(StartInvestigation(reason="核实经过"), "2026-03-04 09:00")
    reported(EndInvestigation(result="属实"), "2026-03-04 10:00")
    assert isinstance(refused(reported, visit("2026-03-05 10:00"), "2026-03-04 11:00"), WrongState)
    assert not Appointment.objects.exists()


@pytest.mark.req("CLM-07")
@pytest.mark.parametrize("left_out", VISIT)
@pytest.mark.parametrize("given", [None, "", "   "])
def test_a_visit_without_purpose_course_or_people_is_none(left_out, given):
    said = {name: words for name, words in VISIT.items() if name != left_out}
    if given is not None:
        said[left_out] = given
    with pytest.raises(ValidationError) as refusal:
        MakeAppointment(at=local("2026-03-05 10:00"), **said)
    assert [each["loc"] for each in refusal.value.errors()] == [(left_out,)]


@pytest.mark.req("CLM-07")
@pytest.mark.parametrize("command", [StartInvestigation, EndInvestigation])
def test_an_investigation_neither_begins_nor_ends_without_a_word(command):
    with pytest.raises(ValidationError):
        command()
