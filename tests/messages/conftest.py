"""Far ends on loopback: a mail server and a web server that really talk."""

from __future__ import annotations

import email
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller
from pytest_httpserver import HTTPServer


class Box:
    """An SMTP server's handler. Keeps the mails it is given; `answer` is what it says after the text of a mail."""

    def __init__(self) -> None:
        self.mails: list = []
        self.answer = "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def box(settings):
    """The mail server of the house."""
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.REDRESS_SMTP_URL = f"smtp://127.0.0.1:{server.port}"
    settings.REDRESS_MAIL_FROM = "安和人寿 <complaints@anhe.example>"
    yield box
    server.stop()


@pytest.fixture
def httpserver():
    """One a test, a thread for each request: a gateway that hangs still answers the next question."""
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def sms(httpserver, settings):
    """The SMS gateway's address; the test says how it answers."""
    settings.REDRESS_SMS_URL = httpserver.url_for("/v1")
    settings.REDRESS_SMS_KEY = "redress"
    settings.REDRESS_SMS_SECRET = "a secret of the gateway"
    settings.REDRESS_SMS_SIGNATURE = "安和人寿"
    settings.REDRESS_GATEWAY_SECONDS = 1
    return httpserver
