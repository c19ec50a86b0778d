"""A gateway that hangs: no talk is longer than its deadline, its channel is paused, and nobody else waits."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest

from redress.casework import moment
from redress.messages.channels.base import Parcel
from redress.messages.channels.mail.channel import Mail
from redress.messages.channels.sms.channel import Sms
from redress.messages.models import Medium, Message, Pause
from redress.messages.sending.deliver import deliver
from tests.fixtures.insurer import local
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10")]
PARCEL = Parcel("k", "13800001234", "刘", "s", "b", local("2026-11-18 10:00"))


@pytest.fixture
def hanging():
    """Starts far ends that accept and say nothing, or drip: a byte of `drip` now and then."""
    listening, over = [], threading.Event()

    def start(drip: bytes = b"") -> int:
        server = socket.create_server(("127.0.0.1", 0), backlog=200)
        listening.append(server)

        def accept():
            with suppress(OSError):
                while True:
                    line, _peer = server.accept()
                    threading.Thread(target=hold, args=[line], daemon=True).start()

        def hold(line):
            with suppress(OSError):
                while drip and not over.wait(0.1):
                    line.sendall(drip)
                over.wait(60)
            line.close()

        threading.Thread(target=accept, daemon=True).start()
        return server.getsockname()[1]

    yield start
    over.set()
    for server in listening:
        server.close()


@pytest.fixture
def quick(settings):
    settings.REDRESS_GATEWAY_SECONDS = 0.5
    settings.REDRESS_SMS_SECRET = "a secret"
    settings.REDRESS_MAIL_FROM = "complaints@anhe.example"


@pytest.mark.parametrize("drip", [b"", b"H", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_text_message_ends_at_its_deadline_however_the_gateway_drags_it_out(hanging, quick, settings, drip):
    settings.REDRESS_SMS_URL = f"http://127.0.0.1:{hanging(drip)}/v1"
    began = time.monotonic()
    answer = Sms().send(PARCEL)
    assert time.monotonic() - began < 1.5
    assert (answer.outcome, answer.trouble) == ("uncertain", True)


@pytest.mark.parametrize("drip", [b"", b"2", b"220-still\r\n"])
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_mail_ends_at_its_deadline_however_the_server_drags_it_out(hanging, quick, settings, drip, scheme):
    settings.REDRESS_SMTP_URL = f"{scheme}://127.0.0.1:{hanging(drip)}"
    began = time.monotonic()
    answer = Mail().send(Parcel("k", "a@b.example", "刘", "s", "b", local("2026-11-18 10:00")))
    assert time.monotonic() - began < 1.5
    assert (answer.outcome, answer.trouble) == ("retry", True)


def test_a_channel_that_hangs_is_paused_and_its_messages_wait_untouched(hanging, quick, settings, wednesday):
    settings.REDRESS_SMS_URL = f"http://127.0.0.1:{hanging()}/v1"
    for number in range(10):
        message(key=f"k{number}")
    assert deliver().taken == settings.REDRESS_CHANNEL_FAULTS == 3
    paused = Pause.objects.get()
    assert (paused.medium, paused.open_since, paused.faults) == ("sms", wednesday, 3)
    assert "Timeout" in paused.reason
    assert Message.objects.filter(state="queued", attempts=0).count() == 7
    assert deliver().taken == 0


def test_after_a_while_one_message_asks_whether_it_is_there_again(hanging, quick, settings, wednesday):
    settings.REDRESS_SMS_URL = f"http://127.0.0.1:{hanging()}/v1"
    for number in range(10):
        message(key=f"k{number}")
    deliver()
    with moment.at(wednesday + timedelta(minutes=1)):
        assert deliver().taken == 1
        assert Pause.objects.get().faults == 4


def test_an_answer_ends_the_pause_and_all_goes_out(hanging, quick, sms, settings, wednesday):
    there = settings.REDRESS_SMS_URL
    settings.REDRESS_SMS_URL = f"http://127.0.0.1:{hanging()}/v1"
    for number in range(10):
        message(key=f"k{number}")
    deliver()
    settings.REDRESS_SMS_URL = there
    sms.expect_request("/v1/messages", method="POST").respond_with_json({"id": "g"})
    for number in range(3):
        sms.expect_request(f"/v1/messages/k{number}", method="GET").respond_with_data("", status=404)
    with moment.at(wednesday + timedelta(minutes=30)):
        deliver()
        deliver()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert Pause.objects.get().open_since is None


def test_a_number_the_gateway_refuses_says_nothing_about_the_gateway(sms, wednesday):
    sms.expect_request("/v1/messages").respond_with_data("unknown number", status=422)
    for number in range(10):
        message(key=f"k{number}")
    assert deliver().taken == 10
    assert not Pause.objects.exists()


def test_mail_goes_out_while_text_messages_hang(hanging, quick, box, settings, wednesday):
    settings.REDRESS_SMS_URL = f"http://127.0.0.1:{hanging()}/v1"
    for number in range(10):
        message(key=f"k{number}")
        message(key=f"m{number}", channel="mail", address="liu@customer.example")
    began = time.monotonic()
    deliver(Medium.MAIL)
    assert time.monotonic() - began < 10 * 0.5, "as long as the text messages would have hung"
    assert len(box.mails) == 10
