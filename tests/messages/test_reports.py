"""What gateways and mail servers report afterwards."""

from __future__ import annotations

import json
import time
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText

import pytest

from redress.messages.channels.mail import bounces
from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from redress.outward import signing
from tests.fixtures.desk import DeskClient
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10")]
PATH = "/api/gateways/sms/status"


def report(secret="a secret of the gateway", at=None, **said):
    body = json.dumps(said).encode()
    at = int(at or time.time())
    headers = {"X-Time": str(at), "X-Signature": signing.sign(secret, "POST", PATH, at, body)}
    return DeskClient().post(PATH, body, content_type="application/json", headers=headers).status_code


def test_delivered_is_noted_once_however_often_it_is_said(sms, wednesday):
    kept = message(state="sent", next_attempt_at=None)
    for _ in range(3):
        assert report(reference=kept.key, id="g-1", state="delivered") == 204
    assert report(reference=kept.key, state="failed", reason="late") == 204
    kept = Message.objects.get()
    assert (kept.state, kept.provider_id, kept.last_error) == ("delivered", "g-1", "")


def test_not_delivered_is_noted_with_its_reason(sms, wednesday):
    kept = message(state="sent", next_attempt_at=None)
    assert report(reference=kept.key, state="failed", reason="switched off") == 204
    kept = Message.objects.get()
    assert (kept.state, kept.last_error) == ("bounced", "switched off")


def test_a_report_settles_a_doubt_and_stops_further_attempts(sms, wednesday):
    kept = message(state="uncertain")
    assert report(reference=kept.key, state="delivered") == 204
    deliver()
    assert Message.objects.get().state == "delivered"
    assert sms.log == []


@pytest.mark.parametrize(
    ("secret", "at", "status"),
    [("another secret", None, 401), ("a secret of the gateway", 1_000_000_000, 401)],
)
def test_a_false_or_old_signature_changes_nothing(sms, wednesday, secret, at, status):
    kept = message(state="sent", next_attempt_at=None)
    assert report(secret, at, reference=kept.key, state="delivered") == status
    assert Message.objects.get().state == "sent"


def test_a_house_without_a_secret_believes_nobody(settings, wednesday):
    settings.REDRESS_SMS_SECRET = ""
    assert report("", reference="k", state="delivered") == 401


def test_what_is_no_report_is_refused(sms):
    assert report(reference="k", state="eaten") == 422
    assert report(reference="nobody-knows", state="delivered") == 404


def bounced(message_id: str, action: str = "failed", *, headers_only: bool = False) -> bytes:
    """A delivery status notification as a mail server writes it."""
    original = EmailMessage()
    original["Message-ID"], original["Subject"] = message_id, "您的投诉已受理"
    original.set_content("您好")
    per_mail, per_recipient = EmailMessage(), EmailMessage()
    per_mail["Reporting-MTA"] = "dns; mx.customer.example"
    per_recipient["Final-Recipient"] = "rfc822; liu@customer.example"
    per_recipient["Action"], per_recipient["Status"] = action, "5.1.1"
    per_recipient["Diagnostic-Code"] = "smtp; 550 no such user here"
    status = MIMENonMultipart("message", "delivery-status")
    status.set_payload([per_mail, per_recipient])
    whole = MIMEMultipart("report", report_type="delivery-status")
    whole.attach(MIMEText("Your mail could not be delivered."))
    whole.attach(status)
    if headers_only:
        part = MIMENonMultipart("text", "rfc822-headers")
        part.set_payload(f"Message-ID: {message_id}\nSubject: x\n")
        whole.attach(part)
    else:
        whole.attach(MIMEMessage(original))
    return whole.as_bytes()


@pytest.fixture
def sent(box, wednesday):
    message(channel="mail", address="liu@customer.example")
    deliver()
    return Message.objects.get()


@pytest.mark.parametrize("headers_only", [True, False])
def test_a_mail_that_comes_back_is_noted_with_the_servers_words(sent, headers_only):
    assert bounces.take_back(bounced(sent.provider_id, headers_only=headers_only)) is not None
    kept = Message.objects.get()
    assert (kept.state, kept.last_error) == (
        "bounced",
        "5.1.1 550 no such user here",
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: liu@customer.example\r\n\r\nI am on holiday",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n",
    ],
)
def test_other_mail_says_nothing(sent, raw):
    assert bounces.take_back(raw) is None
    assert Message.objects.get().state == "sent"


def test_a_delay_or_another_houses_mail_says_nothing(sent):
    assert bounces.take_back(bounced(sent.provider_id, "delayed")) is None
    assert bounces.take_back(bounced("<x@elsewhere.example>")) is None
    assert Message.objects.get().state == "sent"
