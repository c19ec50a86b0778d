"""Once a cycle the customer is asked to check their contacts, and the post is told (CLM-01)."""

from __future__ import annotations

from datetime import date

import pytest

from redress.casework import moment
from redress.claims import contacts_due
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.door import execute
from redress.messages import wishes
from redress.messages.models import Audience, Medium, Message, OptOut, StaffContact
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.policies.models import ContactCheck
from redress.policies.table.storing import store, store_products
from tests.claims.conftest import report
from tests.fixtures.insurer import local
from tests.policies.made import MEDICAL, made

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-01")]

NOW = "2026-02-03 09:20"
"""The policy begins on 1 March 2025: twelve months later, less thirty days, is 30 January 2026."""


@pytest.fixture
def policies(standard, handles, settings):
    """One that came due on 30 January; two others did not."""
    settings.REDRESS_SMTP_URL, settings.REDRESS_MAIL_FROM = "smtp://127.0.0.1:9", "service@anhe.example"
    handles("psc.claims", "psc")
    StaffContact.objects.create(
        user=User.objects.get(username="psc.claims"), channels=["mail"], mail="psc.claims@anhe.example"
    )
    store_products([MEDICAL])
    store([
        made(number="P1", unit="psc"),
        made(number="P2", unit="psc", begins=date(2025, 6, 1)),
        made(number="P3", unit="psc", begins=date(2024, 1, 1)),
    ])  # fmt: skip


def told(audience):
    with acting_as(SYSTEM):
        return list(Message.objects.filter(audience=audience).order_by("id"))


def remind(at: str = NOW) -> int:
    with moment.at(local(at)):
        return contacts_due.remind()


def test_the_customer_and_the_post_are_told_once_however_often_the_job_runs(policies):
    assert remind() == 2
    assert remind() == remind("2026-02-04 09:20") == 0
    (customer,), (post,) = told(Audience.CUSTOMER), told(Audience.STAFF)
    assert (customer.address, customer.rule) == ("lina@example.com", "contacts_reminder")
    assert "2025-03-01" in customer.body
    assert (post.user.username, "1 件保单" in post.body) == ("psc.claims", True)
    assert "P1" not in customer.body + post.body


def test_who_wants_no_messages_gets_none_and_the_post_is_told_all_the_same(policies, actor):
    with acting_as(SYSTEM):
        wishes.opt_out(SYSTEM, "lina@example.com", Medium.MAIL)
        assert OptOut.objects.count() == 1
    assert remind() == 1
    assert told(Audience.CUSTOMER) == []


def test_whose_contacts_were_verified_meanwhile_is_asked_a_cycle_later(policies):
    with acting_as(SYSTEM), moment.at(local("2026-01-10 10:00")) as now:
        ContactCheck.objects.create(policy_number="P1", at=now)
    assert remind() == 0
    assert remind("2026-12-12 09:20") == 2, "twelve months later, less thirty days"


def test_what_fell_due_long_before_is_no_news(policies):
    assert remind("2026-02-12 09:20") == 0


def test_verifying_contacts_of_a_claim_counts_for_its_policy(handler, monday):
    number = execute(report(), handler).number
    execute(VerifyContacts(told_by="sms", phone="13911112222"), handler, number)
    check = ContactCheck.objects.get()
    assert (str(check.policy_number), check.by_id, check.changed) == ("P510001", handler.id, "phone")
