"""A worker that is killed in the middle of sending: nothing goes out twice, whatever the channel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo
from werkzeug import Response

from redress.casework import moment
from redress.messages.models import Attempt, Message
from redress.messages.sending.deliver import deliver
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("COM-10"), pytest.mark.slow]

WORKER = """
import django
django.setup()
from redress.messages.sending.deliver import deliver
deliver()
"""


@pytest.fixture
def worker(settings, tmp_path):
    """Starts a process of its own that carries the outbox out on the same database."""
    started = []

    def start() -> subprocess.Popen:
        said = connection.settings_dict
        names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        url = make_conninfo(**{libpq: said[name] for name, libpq in names.items() if said[name]})
        own = {name: getattr(live, name) for name in dir(live) if name.startswith("REDRESS_")}
        # The environment writes a list with commas, not as Python does.
        told = {
            name: ",".join(value) if isinstance(value, list) else str(value) for name, value in own.items()
        }
        told |= {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "redress.settings",
            "REDRESS_DATA": str(tmp_path),
            "REDRESS_SECRET_KEY": settings.SECRET_KEY,
        }
        process = subprocess.Popen([sys.executable, "-c", WORKER], env={**os.environ, **told})
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)


class Gateway:
    """Takes the first message and never answers; says afterwards whether it has it."""

    def __init__(self, server, *, keeps: bool) -> None:
        self.seen: list[str] = []
        self.taken, self.over = threading.Event(), threading.Event()
        self.keeps = keeps
        server.expect_request("/v1/messages", method="POST").respond_with_handler(self.take)
        server.expect_request("/v1/messages/c1.1.accepted.sms.c").respond_with_handler(self.tell)

    def take(self, request):
        first = not self.seen
        self.seen.append(request.headers["Idempotency-Key"])
        self.taken.set()
        if first:
            self.over.wait(20)
        return Response('{"id": "g-2"}', status=200)

    def tell(self, request):
        has = self.keeps or len(self.seen) > 1
        return Response('{"id": "g-1"}' if has else "", status=200 if has else 404)


@pytest.mark.parametrize(("keeps", "times", "provider"), [(True, 1, "g-1"), (False, 2, "g-2")])
def test_a_text_message_goes_again_only_when_the_gateway_has_never_had_it(
    sms, settings, worker, keeps, times, provider
):
    settings.REDRESS_GATEWAY_SECONDS = 20
    gateway = Gateway(sms, keeps=keeps)
    message()
    process = worker()
    assert gateway.taken.wait(30)
    assert Message.objects.get().state == "sending"
    kill(process)
    gateway.over.set()
    deliver()
    assert Message.objects.get().state == "sending"  # its lease has not run out
    with moment.at(timezone.now() + timedelta(minutes=10)):
        deliver()
        deliver()
    kept = Message.objects.get()
    assert (kept.state, kept.provider_id) == ("sent", provider)
    assert gateway.seen == [kept.key] * times
    assert Attempt.objects.get(number=1).outcome == ""  # it never ended


def test_a_mail_is_left_to_a_person_and_not_sent_again(worker, settings):
    import socket

    settings.REDRESS_GATEWAY_SECONDS = 20
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(30)
    settings.REDRESS_SMTP_URL = f"smtp://127.0.0.1:{listening.getsockname()[1]}"
    settings.REDRESS_MAIL_FROM = "complaints@anhe.example"
    message(channel="mail", address="liu@customer.example")
    process = worker()
    peer, _ = listening.accept()
    with peer, peer.makefile("rwb") as line:
        for answer in (b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go"):
            line.write(answer + b"\r\n")
            line.flush()
            line.readline()
        kill(process)
    with moment.at(timezone.now() + timedelta(minutes=10)):
        deliver()
        deliver()
    kept = Message.objects.get()
    assert (kept.state, kept.attempts, kept.next_attempt_at) == ("uncertain", 1, None)
    listening.close()


def test_two_workers_share_the_outbox_and_send_each_message_once(sms, worker):
    seen = []

    def take(request):
        seen.append(request.headers["Idempotency-Key"])
        return Response('{"id": "g"}', status=200)

    sms.expect_request("/v1/messages", method="POST").respond_with_handler(take)
    keys = {message(key=f"k{number}").key for number in range(40)}
    for process in (worker(), worker()):
        assert process.wait(60) == 0
    assert sorted(seen) == sorted(keys)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
