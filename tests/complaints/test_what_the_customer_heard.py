"""A limit for reaching the customer ends when the customer was reached, and not before (FLW-11, CLK-03)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.clocks.models import Clock
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.rulebook import load
from redress.rulebook.sections.clocks.schema import ClockRule
from tests.complaints.inputs import transfer
from tests.complaints.stages import clock, registered, to_proposal
from tests.complaints.stories import case
from tests.fixtures.insurer import local

OF_THE_CUSTOMER = {
    "group-flows": ("claims_contact", "progress_customer", "confirm", "answer_2010_4"),
    "property-method": ("first_contact", "progress_customer", "confirm"),
}


@pytest.mark.req("FLW-11", "CLK-03", "INT-07")
@pytest.mark.parametrize("name", OF_THE_CUSTOMER)
def test_no_limit_for_reaching_the_customer_ends_with_what_happens_in_the_house(name):
    rules: dict[str, ClockRule] = load(name).method.clocks
    house = {"proposed", "dispatched", "found", "order_replied", "determined", "approval_decided"}
    assert OF_THE_CUSTOMER[name]
    for key in OF_THE_CUSTOMER[name]:
        assert not {trigger.event for trigger in rules[key].stops} & house, key


@pytest.mark.django_db
@pytest.mark.req("FLW-11")
def test_a_claims_complaint_is_not_contacted_by_an_opinion_nobody_told(actor):
    with moment.at(local("2026-11-18 09:30")):
        number = registered(actor, class_code="claims").number
    with moment.at(local("2026-11-18 09:50")):
        to_proposal(number, actor("cd.officer"), unit="cd")
    assert clock(case(number), "claims_contact").status == "running"
    with moment.at(local("2026-11-18 10:10")):
        execute(GiveFeedback(accepted=False, objections="要求全额"), actor("cd.officer"), number)
    assert clock(case(number), "claims_contact").status == "met"


@pytest.mark.django_db
@pytest.mark.req("CLK-03")
def test_an_opinion_nobody_told_is_no_progress(actor):
    """Complex, received on Wednesday 18 November: the seventh working day is Friday the 27th."""
    city = actor("cd.officer")
    with moment.at(local("2026-11-18 10:00")):
        given = {"source": "direct", "channel": "letter", "class_code": "payments", "complexity": "complex"}
        number = execute(transfer(**given), city).number
        execute(Confirm(means="call", words="已受理"), city, number)
    with moment.at(local("2026-11-26 10:00")):
        to_proposal(number, city, unit="cd")
    assert [each.status for each in _clocks(number, "progress_customer")] == ["running"]
    with moment.at(local("2026-11-27 10:00")):
        execute(GiveFeedback(accepted=False, objections="要求全额"), city, number)
    assert [each.status for each in _clocks(number, "progress_customer")] == ["met", "running"]


def _clocks(number: str, key: str) -> list[Clock]:
    return list(Clock.objects.filter(file_id=case(number).pk, key=key).order_by("id"))
