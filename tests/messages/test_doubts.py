"""What nobody knows: asked about until the far end answers, and given to the owner of the case meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.messages.models import Alert, Message
from redress.messages.queries import unread
from redress.messages.sending import doubts
from redress.messages.sending.deliver import deliver
from tests.complaints.inputs import visit
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10")]


def test_a_mail_in_doubt_is_given_to_the_owner_of_its_case_once(actor, box, wednesday):
    number = execute(visit(), actor("cd.officer")).number
    case = Complaint.objects.get(number=number)
    mail = {"key": "doubt", "channel": "mail", "address": "liu@customer.example"}
    lost = message(file_id=case.pk, state="sending", next_attempt_at=None, **mail)
    Message.objects.filter(pk=lost.pk).update(claimed_at=wednesday)
    with moment.at(wednesday + timedelta(minutes=10)):
        deliver()
        deliver()
    assert Message.objects.get(pk=lost.pk).state == "uncertain"
    alert = Alert.objects.get(kind="unsure")
    assert (alert.user_id, alert.file_id, alert.words) == (case.owner_id, case.pk, "mail")
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said += [each.words for each in unread(actor("cd.officer")) if each.id == alert.pk]
    assert said == ["电子邮件", "E-mail"]


def test_a_gateway_that_was_away_is_asked_again_and_the_doubt_ends_by_itself(sms, wednesday):
    open_ = message(state="uncertain", next_attempt_at=None, attempts=10)
    sms.expect_request(f"/v1/messages/{open_.key}", method="GET").respond_with_json({"id": "g-1"})
    with moment.at(wednesday + timedelta(hours=1)):
        assert doubts.ask_again() == 1
        deliver()
    kept = Message.objects.get()
    assert (kept.state, kept.provider_id) == ("sent", "g-1")


def test_mail_is_not_asked_about_and_neither_is_what_is_too_old(sms, box, wednesday):
    message(channel="mail", key="m", state="uncertain", next_attempt_at=None)
    message(key="s", state="uncertain", next_attempt_at=None)
    with moment.at(wednesday + timedelta(days=8)):
        assert doubts.ask_again() == 0
