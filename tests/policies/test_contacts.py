"""Contacts are verified when somebody speaks with the customer: ticked, journalled with changes, and due again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import RecordContact
from redress.complaints.models import Complaint
from redress.policies.contacts import check_of, due
from redress.policies.kinds import PolicyState
from redress.policies.models import ContactCheck
from redress.rulebook.loader import load
from tests.complaints.inputs import visit
from tests.policies.made import made

pytestmark = [pytest.mark.req("CLM-01"), pytest.mark.django_db]

SPOKE = {"kind": "inbound", "means": "call", "words": "客户来电询问进度。"}


@pytest.fixture
def case(wednesday, actor):
    return execute(visit(policy_number="P510104000001"), actor("cd.officer")).number


def test_a_tick_is_journalled_and_remembered_for_the_policy(case, actor):
    outcome = execute(RecordContact(**SPOKE, contacts_verified=True), actor("cd.officer"), case)
    assert outcome.facts["contacts_verified"] is True
    check = ContactCheck.objects.get()
    assert (str(check.policy_number), check.by.username, check.changed) == ("P510104000001", "cd.officer", "")


def test_a_change_is_written_and_journalled_without_the_number_itself(case, actor):
    command = RecordContact(
        **SPOKE, contacts_verified=True, new_phone="13911112222", new_address="成都市高新区 1 号"
    )
    outcome = execute(command, actor("cd.officer"), case)
    assert outcome.facts["changed"] == ["address", "phone"]
    row = Complaint.objects.get(number=case)
    party = row.parties.order_by("id").first()
    assert (party.phone, party.address) == ("13911112222", "成都市高新区 1 号")
    assert row.parties.filter(phone_index=party.phone_index).exists()
    entry = row.journal.get(command="record_contact")
    assert "13911112222" not in str(entry.payload) + str(entry.facts)
    assert ContactCheck.objects.get().changed == "phone address"


def test_without_a_tick_nothing_is_verified(case, actor):
    execute(RecordContact(**SPOKE), actor("cd.officer"), case)
    assert not ContactCheck.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"new_phone": "13911112222"}, {"contacts_verified": True, "reached": False}],
    ids=["a change that nobody verified", "verified with nobody"],
)
def test_what_cannot_be_is_refused_with_its_field_and_rule(case, actor, wrong):
    with pytest.raises(Refusal) as refused:
        execute(RecordContact(**SPOKE, **wrong), actor("cd.officer"), case)
    assert (refused.value.rule, refused.value.field) == ("CLM-01", "contacts_verified")
    assert not ContactCheck.objects.exists()


def test_a_case_without_a_policy_is_verified_in_its_journal_alone(wednesday, actor):
    number = execute(visit(policy_number=""), actor("cd.officer")).number
    outcome = execute(RecordContact(**SPOKE, contacts_verified=True), actor("cd.officer"), number)
    assert outcome.facts["contacts_verified"] is True
    assert not ContactCheck.objects.exists()


RULE = load("claims-service").method.contact_check
"""Every twelve months, reminded thirty days before."""


@pytest.mark.parametrize(
    ("begins", "verified", "listed"),
    [
        (date(2025, 12, 18), None, True),
        (date(2025, 12, 19), None, False),
        (date(2020, 1, 1), datetime(2025, 12, 17, 4, tzinfo=UTC), True),
        (date(2020, 1, 1), datetime(2025, 12, 18, 4, tzinfo=UTC), False),
    ],
    ids=["a year less thirty days ago", "a day later", "verified just before", "verified since"],
)
def test_a_policy_is_due_a_year_after_it_was_verified_and_listed_thirty_days_before(
    table, begins, verified, listed
):
    table([made(begins=begins)])
    if verified:
        check_of("p5101-0400-0001", verified, None, ()).save()
    found = due(RULE, ["cd"], date(2026, 11, 18))
    assert [each.number for each in found] == (["P510104000001"] if listed else [])


@pytest.mark.parametrize(
    "policy",
    [{"state": PolicyState.LAPSED}, {"ends": date(2026, 11, 17)}, {"unit": "my"}],
    ids=["lapsed", "over", "of another unit"],
)
def test_what_is_over_or_elsewhere_is_not_listed(table, policy):
    table([made(begins=date(2020, 1, 1)) if not policy else made(**({"begins": date(2020, 1, 1)} | policy))])
    assert due(RULE, ["cd"], date(2026, 11, 18)) == []
    assert due(None, ["cd"], date(2026, 11, 18)) == ()
