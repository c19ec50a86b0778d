"""No telephone rings at night: what is written then goes out in the morning, by the clock of the unit (COM-10)."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import Complaint
from redress.messages import outbox, quiet
from redress.messages.models import Medium, Message
from redress.messages.sending import claiming
from redress.messages.sending.deliver import deliver
from redress.organisation.models import User
from redress.rulebook import RulebookError, loads
from tests.complaints.inputs import department, transfer, visit
from tests.fixtures.insurer import local
from tests.messages.rows import message

WAKES = "title: {zh: 一, en: M}, cite: A, event: closed, to: customer, by: sms, template: closing"
NIGHT = "21:00-08:00 Asia/Shanghai"


def posts(sms):
    return [json.loads(request.data) for request, _answer in sms.log if request.method == "POST"]


@pytest.mark.req("COM-10")
@pytest.mark.parametrize(
    ("hours", "now", "end"),
    [
        (NIGHT, "2026-11-28 20:59", None),
        (NIGHT, "2026-11-28 21:00", "2026-11-29 08:00"),
        (NIGHT, "2026-11-29 00:20", "2026-11-29 08:00"),
        (NIGHT, "2026-11-29 07:59", "2026-11-29 08:00"),
        (NIGHT, "2026-11-29 08:00", None),
        (NIGHT, "2026-12-31 23:00", "2027-01-01 08:00"),
        ("12:00-14:00 Asia/Shanghai", "2026-11-29 13:00", "2026-11-29 14:00"),
        ("12:00-14:00 Asia/Shanghai", "2026-11-29 14:00", None),
        ("21:00-08:00 Asia/Urumqi", "2026-11-29 09:30", "2026-11-29 10:00"),
        ("", "2026-11-29 00:20", None),
    ],
)
def test_the_hours_end_when_the_clock_of_the_unit_says_so(hours, now, end):
    assert quiet.end(hours, local(now)) == (local(end) if end else None)


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_an_acceptance_written_at_night_rings_in_the_morning(actor, sms):
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    with moment.at(local("2026-11-29 00:20")):
        number = execute(visit(received_at="2026-11-28 16:00"), actor("cd.officer")).number
        deliver()
        row = Message.objects.get(rule="accepted")
        assert (row.state, row.next_attempt_at, posts(sms)) == ("queued", local("2026-11-29 08:00"), [])
        shown = [
            each.label for each in outbox.of_file(Complaint.objects.get(number=number), actor("cd.officer"))
        ]
        assert "11-29 08:00" in shown[-1]
    with moment.at(local("2026-11-29 08:00")):
        deliver()
    assert len(posts(sms)) == 1


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_what_waited_for_a_worker_rings_at_night_no_more_than_what_is_new(sms):
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    with moment.at(local("2026-11-28 20:30")):
        message(key="evening", quiet=NIGHT)
    with moment.at(local("2026-11-28 23:00")):
        deliver()
        assert posts(sms) == []
    with moment.at(local("2026-11-29 08:01")):
        deliver()
    assert Message.objects.get(key="evening").state == "sent"


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_a_message_that_failed_in_the_evening_is_tried_again_in_the_morning(sms, settings):
    settings.REDRESS_MESSAGE_BACKOFF_SECONDS = 600
    sms.expect_oneshot_request("/v1/messages").respond_with_data("busy", status=503)
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    with moment.at(local("2026-11-28 20:59")):
        message(key="late", quiet=NIGHT)
        deliver()
    for hours in range(1, 11):
        with moment.at(local("2026-11-28 21:00") + timedelta(hours=hours)):
            deliver()
            assert len(posts(sms)) == 1, hours
    with moment.at(local("2026-11-29 08:00")):
        deliver()
    assert len(posts(sms)) == 2


@pytest.mark.django_db
@pytest.mark.req("COM-10")
@pytest.mark.parametrize(("level", "at_once"), [("major", True), ("general", False)])
def test_colleagues_are_woken_for_major_cases_alone(actor, sms, level, at_once):
    with moment.at(local("2026-11-29 00:20")):
        User.objects.update(phone="13800009999")
        number = execute(transfer(received_at="2026-11-28 16:00", level=level), actor("sc.officer")).number
        execute(Dispatch(to=department("sc", "claims"), opinion="请核查"), actor("sc.officer"), number)
        row = Message.objects.filter(rule="order", channel="sms").first()
        assert row is not None
        assert (row.next_attempt_at == moment.now()) is at_once


@pytest.mark.req("COM-10")
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("quiet_hours: {from: '08:00', to: '08:00', by: sms, cite: A}", "ten hours"),
        ("quiet_hours: {from: '18:00', to: '09:30', by: sms, cite: A}", "ten hours"),
        ("quiet_hours: {from: '25:00', to: '08:00', by: sms, cite: A}", "quiet_hours"),
        ("quiet_hours: {from: '21:00', to: '08:00', by: screen, cite: A}", "quiet_hours"),
        (f"messages: {{m: {{{WAKES}, at_any_hour: {{}}}}}}", "not woken"),
    ],
)
def test_a_rulebook_cannot_silence_the_day_nor_wake_a_customer(more, says):
    text = f"""rulebook: night
version: "1"
effective: 2026-01-01
title: {{zh: 夜, en: Night}}
sources: {{A: {{title: {{zh: 一, en: One}}, text: {{zh: 一, en: One}}}}}}
{more}
"""
    with pytest.raises(RulebookError, match=says):
        loads(text)


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_what_has_come_into_its_quiet_hours_is_put_off_in_batches(sms, monkeypatch):
    monkeypatch.setattr(claiming, "BATCH", 10)
    with moment.at(local("2026-11-29 20:50")):
        for n in range(25):
            message(key=f"k{n}", quiet=NIGHT)
        message(key="now", quiet="")
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    with moment.at(local("2026-11-29 21:10")), CaptureQueriesContext(connection) as asked:
        deliver(Medium.SMS)
    put_off = [
        each for each in asked if each["sql"].startswith('UPDATE "outbox_message" SET "next_attempt_at"')
    ]
    assert len(put_off) == 3, "one statement a batch, not one a message"
    assert set(Message.objects.filter(quiet=NIGHT).values_list("next_attempt_at", flat=True)) == {
        local("2026-11-30 08:00")
    }
    assert Message.objects.get(key="now").state == "sent"
