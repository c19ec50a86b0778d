"""Once a cycle the customer is asked to check their contacts, and the post is told (CLM-01)."""

from __future__ import annotations

from datetime import date

import pytest

from redress.casework import moment, rulebooks
from redress.claims import contacts_due
from redress.claims.commands.contacts import VerifyContacts
from redress.claims.commands.questions import AnswerQuestion, AskQuestion, TellProgress
from redress.claims.door import execute
from redress.claims.models import Claim, ClaimEntry, ClaimParty
from redress.messages import wishes
from redress.messages.models import Audience, Medium, Message, OptOut, StaffContact
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Unit, User
from redress.policies.models import ContactCheck
from redress.policies.table.storing import store, store_products
from tests.claims.conftest import report
from tests.fixtures.insurer import local
from tests.policies.made import MEDICAL, made

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLM-01")]

OFTENER = """
rulebook: sichuan-claims
version: "2025.1"
effective: 2025-01-01
extends: claims-service
governs: claims
title: {zh: 四川理赔服务细则, en: Claims standard of Sichuan}
contact_check: {every_months: 6, remind_days: 30, cite: CLM-01}
"""
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
    assert told(Audience.CUSTOMER) == told(Audience.STAFF) == []
    assert remind() == 2, "the same policies, told while it is news"


def test_verifying_contacts_of_a_claim_counts_for_its_policy(handler, monday):
    number = execute(report(), handler).number
    execute(VerifyContacts(told_by="sms", phone="13911112222"), handler, number)
    check = ContactCheck.objects.get()
    assert (str(check.policy_number), check.by_id, check.changed) == ("P510001", handler.id, "phone")


@pytest.mark.parametrize(
    "spoken",
    [
        AnswerQuestion(question=1, answer="见条款第七条", contacts_verified=True),
        TellProgress(
            words="等待核价",
            told_by="phone",
            next_contact="2026-03-04T17:00:00+08:00",
            contacts_verified=True,
        ),
    ],
)
def test_contacts_are_verified_where_one_speaks_with_the_customer(spoken, handler, monday):
    number = execute(report(), handler).number
    execute(AskQuestion(question="误工费？"), handler, number)
    execute(spoken.model_copy(update={"contacts_verified": False}), handler, number)
    assert not ContactCheck.objects.exists()
    execute(AskQuestion(question="护理费？"), handler, number)
    again = {"question": 2} if isinstance(spoken, AnswerQuestion) else {}
    done = execute(spoken.model_copy(update=again), handler, number)
    assert done.facts["contacts_verified"] is True
    assert ContactCheck.objects.get().by_id == handler.id
    assert Claim.objects.get().contacts_verified_at is not None


def test_a_new_address_and_mail_address_of_the_customer_stand_in_the_claim(handler, monday):
    number = execute(report(), handler).number
    given = VerifyContacts(told_by="email", email="liu@new.example", address="成都市高新区 1 号")
    execute(given, handler, number)
    party = ClaimParty.objects.get(claim__number=number)
    assert (party.email, party.address, party.phone) == (
        "liu@new.example",
        "成都市高新区 1 号",
        "13800001234",
    )
    assert ContactCheck.objects.get().changed == "email address"
    assert "liu@new.example" not in str(ClaimEntry.objects.latest("id").payload)


@pytest.mark.req("ORG-14")
def test_a_unit_whose_standard_checks_more_often_reminds_sooner(policies, tmp_path, desk):
    file = tmp_path / "sichuan-claims.yaml"
    file.write_text(OFTENER, "utf-8")
    rulebooks.publish(str(file))
    with moment.at(local("2025-11-03 09:20")):
        assert "P2" not in desk("psc.claims").get("/policies/contacts").content.decode()
    Unit.objects.filter(code="psc").update(claims_rulebook="sichuan-claims")
    assert remind("2025-11-03 09:20") == 2, "P2 begins on 1 June 2025: six months later, less thirty days"
    with moment.at(local("2025-11-03 09:20")):
        assert "P2" in desk("psc.claims").get("/policies/contacts").content.decode()
