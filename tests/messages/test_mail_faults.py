"""A mail server on bad days."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager

import pytest

from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10")]


def mail():
    return message(channel="mail", address="liu@customer.example")


@pytest.mark.parametrize(("answer", "state"), [("451 later", "queued"), ("550 never", "failed")])
def test_later_is_later_and_never_is_never(box, wednesday, answer, state):
    box.answer = answer
    mail()
    deliver()
    row = Message.objects.get()
    assert (row.state, row.last_error) == (state, answer)


@contextmanager
def server(*, last: bytes | None):
    """Speaks SMTP up to the end of the text, then says `last`, or closes without a word."""
    listening = socket.create_server(("127.0.0.1", 0))
    heard = []

    def talk():
        peer, _ = listening.accept()
        with peer, peer.makefile("rwb") as line:
            for answer in (b"220 hi", b"250 hi", b"250 ok", b"250 ok", b"354 go"):
                line.write(answer + b"\r\n")
                line.flush()
                if answer[:3] != b"354":
                    line.readline()
            while (text := line.readline()) not in (b".\r\n", b""):
                heard.append(text)
            if last:
                line.write(last + b"\r\n")
                line.flush()

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    yield listening.getsockname()[1], heard
    thread.join(5)
    listening.close()


def test_a_server_that_takes_the_text_and_dies_leaves_it_to_a_person(settings, wednesday):
    settings.REDRESS_MAIL_FROM = "complaints@anhe.example"
    with server(last=None) as (port, heard):
        settings.REDRESS_SMTP_URL = f"smtp://127.0.0.1:{port}"
        mail()
        deliver()
        deliver()
    row = Message.objects.get()
    assert (row.state, row.next_attempt_at, row.attempts) == ("uncertain", None, 1)
    assert heard


def test_a_line_that_is_a_dot_alone_reaches_the_reader(settings, wednesday, box):
    message(channel="mail", address="liu@customer.example", body="one\n.\ntwo")
    deliver()
    [got] = box.mails
    assert got.get_content().replace("\r\n", "\n") == "one\n.\ntwo\n"


def test_a_name_cannot_smuggle_a_header_into_a_mail(box, wednesday):
    message(
        channel="mail", address="liu@customer.example", whom="Liu\r\nBcc: all@anhe.example", subject="a\r\nb"
    )
    deliver()
    [got] = box.mails
    assert got["Bcc"] is None
    assert got["Subject"] == "a b"


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "x <a@b.example>", "a b@c.example"])
def test_what_is_no_address_never_reaches_the_server(box, wednesday, address):
    message(channel="mail", address=address)
    deliver()
    assert Message.objects.get().state == "failed"
    assert not box.mails
