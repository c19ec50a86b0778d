"""The SMS gateway as it is on bad days: answers 500, hangs, dies, has forgotten. It is a real server on loopback."""

from __future__ import annotations

import json
import socket
import time
from datetime import timedelta

import pytest
from django.db import connection
from werkzeug import Response

from redress.casework import moment
from redress.messages import channels
from redress.messages.models import Attempt, Medium, Message, OptOut
from redress.messages.sending.deliver import deliver
from redress.outward import signing
from redress.privacy import cipher
from tests.fixtures.insurer import local
from tests.messages.rows import message

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1, minutes=5)


def row():
    return Message.objects.get()


def posts(sms):
    return [request for request, _ in sms.log if request.method == "POST"]


@pytest.mark.req("COM-10")
def test_a_message_is_signed_and_carries_its_key(sms, wednesday):
    sms.expect_request("/v1/messages", method="POST").respond_with_json({"id": "g-1"}, status=202)
    kept = message()
    deliver()
    [request] = posts(sms)
    assert request.headers["Idempotency-Key"] == kept.key
    at, body = request.headers["X-Time"], request.get_data()
    assert signing.holds(
        "a secret of the gateway", "POST", "/v1/messages", at, body, request.headers["X-Signature"]
    )
    assert json.loads(body)["to"] == "13800001234"
    assert (row().state, row().provider_id) == ("sent", "g-1")


@pytest.mark.req("COM-10")
def test_a_gateway_that_answers_500_is_tried_again_later_and_the_message_goes_out_once(sms, wednesday):
    sms.expect_ordered_request("/v1/messages").respond_with_data("overload", status=500)
    sms.expect_ordered_request("/v1/messages").respond_with_json({"id": "g-1"})
    message()
    deliver()
    assert (row().state, row().last_error) == ("queued", "500 overload")
    deliver()
    assert len(posts(sms)) == 1
    with moment.at(wednesday + LATER):
        deliver()
        deliver()
    assert row().state == "sent"
    assert {request.headers["Idempotency-Key"] for request in posts(sms)} == {row().key}
    assert list(Attempt.objects.values_list("number", "outcome")) == [(1, "retry"), (2, "sent")]


@pytest.mark.req("COM-10")
def test_it_is_given_up_with_a_clear_reason(sms, wednesday, settings):
    settings.REDRESS_MESSAGE_ATTEMPTS = 3
    sms.expect_request("/v1/messages").respond_with_data("down", status=503)
    message()
    for hour in range(4):
        with moment.at(wednesday + hour * LATER):
            deliver()
    assert row().state == "failed"
    assert "503 down" in row().last_error
    assert len(posts(sms)) == 3


@pytest.mark.req("COM-10")
def test_a_refusal_for_good_is_not_tried_again(sms, wednesday):
    sms.expect_request("/v1/messages").respond_with_data("unknown number", status=422)
    message()
    deliver()
    assert (row().state, row().next_attempt_at) == ("failed", None)
    assert "unknown number" in row().last_error


@pytest.mark.req("COM-10")
def test_what_is_no_number_never_reaches_the_gateway(sms, wednesday):
    message(address="ask my wife")
    deliver()
    assert row().state == "failed"
    assert sms.log == []


def hang(request):
    time.sleep(2.5)
    return Response(status=200)


def accept_and_die(request):
    """The gateway has read the message, and the connection ends without an answer."""
    request.get_data()
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return Response(status=200)


@pytest.mark.req("COM-10")
@pytest.mark.parametrize("fault", [hang, accept_and_die])
def test_without_an_answer_the_gateway_is_asked_and_what_it_has_is_not_sent_again(sms, wednesday, fault):
    seen = []

    def faulty(request):
        seen.append(request.headers["Idempotency-Key"])
        return fault(request)

    sms.expect_request("/v1/messages", method="POST").respond_with_handler(faulty)
    kept = message()
    began = time.monotonic()
    deliver()
    assert time.monotonic() - began < 2.4
    assert row().state == "uncertain"
    sms.expect_request(f"/v1/messages/{kept.key}", method="GET").respond_with_json({"id": "g-7"})
    with moment.at(wednesday + LATER):
        deliver()
    assert (row().state, row().provider_id) == ("sent", "g-7")
    assert seen == [kept.key]


@pytest.mark.req("COM-10")
def test_what_the_gateway_never_had_is_sent_again(sms, wednesday):
    sms.expect_oneshot_request("/v1/messages", method="POST").respond_with_handler(accept_and_die)
    kept = message()
    deliver()
    sms.expect_request(f"/v1/messages/{kept.key}", method="GET").respond_with_data("", status=404)
    sms.expect_request("/v1/messages", method="POST").respond_with_json({"id": "g-2"})
    with moment.at(wednesday + LATER):
        deliver()
    assert (row().state, row().provider_id) == ("sent", "g-2")


@pytest.mark.req("COM-10")
def test_a_gateway_that_does_not_answer_the_question_either_leaves_it_to_a_person(sms, wednesday, settings):
    settings.REDRESS_MESSAGE_ATTEMPTS = 3
    sms.expect_request("/v1/messages", method="POST").respond_with_handler(accept_and_die)
    sms.expect_request(f"/v1/messages/{message().key}", method="GET").respond_with_data("", status=500)
    for hour in range(5):
        with moment.at(wednesday + hour * LATER):
            deliver()
    assert (row().state, row().next_attempt_at) == ("uncertain", None)
    assert len(posts(sms)) == 1


@pytest.mark.req("COM-10")
def test_a_gateway_that_cannot_be_reached_is_tried_again(settings, sms, wednesday):
    settings.REDRESS_SMS_URL = "http://127.0.0.1:9/v1"
    message()
    deliver()
    assert row().state == "queued"
    assert "ConnectError" in row().last_error


@pytest.mark.req("COM-10")
def test_who_opted_out_is_left_alone_unless_the_law_asks_for_the_message(sms, wednesday):
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    index = cipher.blind("+86 138 0000 1234", "phone")
    OptOut.objects.create(address_index=index, channel="sms", at=local("2026-11-01 09:00"))
    optional, required = message(key="a"), message(key="b", required=True)
    deliver()
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {optional.key: "suppressed", required.key: "sent"}
    assert len(posts(sms)) == 1


@pytest.mark.req("COM-10")
def test_a_robot_signs_and_says_why_it_refuses(httpserver, settings, wednesday):
    from redress.messages.channels.dingtalk.channel import sign

    settings.REDRESS_DINGTALK_URL = httpserver.url_for("/robot/send?access_token=t")
    settings.REDRESS_DINGTALK_SECRET = "SEC1"
    settings.REDRESS_WECOM_URL = httpserver.url_for("/webhook/send?key=k")
    httpserver.expect_request("/robot/send").respond_with_json({"errcode": 0, "errmsg": "ok"})
    httpserver.expect_request("/webhook/send").respond_with_json({"errcode": 93000, "errmsg": "bad key"})
    message(channel="dingtalk", key="d")
    message(channel="wecom", key="w")
    deliver()
    asked = {request.path: request for request, _ in httpserver.log}
    args = asked["/robot/send"].args
    assert args["sign"] == sign("SEC1", int(args["timestamp"]))
    assert json.loads(asked["/robot/send"].get_data())["at"]["atMobiles"] == ["13800001234"]
    assert json.loads(asked["/webhook/send"].get_data())["text"]["mentioned_mobile_list"] == ["13800001234"]
    kept = {each.channel: each for each in Message.objects.all()}
    assert (kept["dingtalk"].state, kept["wecom"].state) == ("sent", "failed")
    assert "93000 bad key" in kept["wecom"].last_error


@pytest.mark.req("COM-10")
def test_a_channel_that_nobody_set_up_says_so(wednesday):
    message()
    deliver()
    assert row().state == "suppressed"
    assert "REDRESS_" not in row().last_error, "whoever reads it on the case page sets no settings"
    assert row().last_error == channels.missing(Medium.SMS)


@pytest.mark.req("COM-10")
def test_a_message_that_cannot_be_read_fails_alone(sms, wednesday):
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    broken, whole = message(key="broken"), message(key="whole")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_message SET body = subject WHERE key = 'broken'")
    deliver()
    states = dict(Message.objects.values_list("key", "state"))
    assert states == {broken.key: "failed", whole.key: "sent"}
