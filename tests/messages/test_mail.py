"""Mail to a real SMTP server on loopback."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.models import JournalEntry
from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from tests.complaints.inputs import COMPLAINANT, visit
from tests.fixtures.insurer import local


@pytest.fixture
def registered(actor, wednesday):
    return execute(
        visit(people=[{**COMPLAINANT, "phone": "", "email": "liu@customer.example"}]), actor("cd.officer")
    ).number


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_acceptance_goes_to_the_customer_by_mail_once(box, registered, wednesday):
    deliver()
    deliver()
    [mail] = box.mails
    assert registered in mail["Subject"]
    assert mail["To"].addresses[0].addr_spec == "liu@customer.example"
    kept = Message.objects.get(audience="customer")
    assert (kept.state, kept.attempts, kept.file.number) == ("sent", 1, registered)
    assert mail["Message-ID"] == kept.provider_id


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_a_message_is_written_in_the_transaction_of_its_command(box, registered):
    [kept] = Message.objects.filter(file__number=registered)
    assert kept.entry == 1
    entry = JournalEntry.objects.get(complaint=kept.file_id, sequence=1)
    assert {"rule": "accepted", "by": "mail"} in entry.facts["told"]


@pytest.mark.django_db
def test_a_mail_that_is_three_days_old_is_not_sent(box, registered):
    with moment.at(local("2026-11-22 10:00")):
        deliver()
    assert Message.objects.get(audience="customer").state == "suppressed"
    assert not box.mails


@pytest.mark.django_db
@pytest.mark.req("INT-10")
def test_acceptance_tells_process_rough_time_and_contact(box, registered):
    """Received on Wednesday 18 November, three working days: by Monday the 23rd."""
    deliver()
    [mail] = box.mails
    said = mail.get_body(("plain",)).get_content()
    for words in (registered, "核实情况", "提出处理意见", "2026年11月23日", "查询进展"):
        assert words in said


@pytest.mark.django_db
@pytest.mark.req("INT-10", "INT-08", "CLO-08")
def test_what_is_no_complaint_and_what_is_merged_at_once_is_not_accepted(box, actor, wednesday):
    officer = actor("cd.officer")
    finding = visit(channel="phone_out", callback_finding="wrong_contact")
    first = execute(visit(), officer).number
    before = Message.objects.filter(rule="accepted").count()
    execute(finding, officer)
    execute(visit(link_to=first, link_kind="merge"), officer)
    assert Message.objects.filter(rule="accepted").count() == before
