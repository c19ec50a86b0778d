"""A clerk registers while the gateway answers 500, hangs, or accepts and dies: nothing goes out twice."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.complaints.models import Complaint
from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from tests.desk.test_register import typed
from tests.messages.test_gateways import LATER, accept_and_die, hang, posts

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10", "SEC-07")]


@pytest.fixture
def registered(desk, wednesday, sms) -> str:
    """The number of a case that came in by the form; its customer is to be told by text message."""
    assert desk("cd.officer").post("/register", typed()).status_code == 302
    return Complaint.objects.get().number


def kept() -> Message:
    return Message.objects.get(rule="accepted")


def page(desk, number: str) -> str:
    return desk("cd.officer", language="en").get(f"/case/{number}/more/messages").content.decode()


def press(desk, number: str, what: str) -> int:
    """The button beside the message."""
    return desk("cd.officer").post(f"/outbox/{kept().pk}", {"what": what, "case": number}).status_code


def test_registering_waits_for_no_gateway_and_500_is_retried_until_it_went_once(
    desk, registered, sms, wednesday
):
    sms.expect_ordered_request("/v1/messages").respond_with_data("overload", status=500)
    sms.expect_ordered_request("/v1/messages").respond_with_json({"id": "g-1"})
    before = Complaint.objects.get().version
    assert not sms.log, "the form asked no gateway"
    deliver()
    shown = page(desk, registered)
    assert "500 overload" in shown
    assert press(desk, registered, "again") == 422, "it is tried again by itself; a click sends no second one"
    with moment.at(wednesday + LATER):
        deliver()
        deliver()
    assert kept().state == "sent"
    assert len(posts(sms)) == 2
    assert {request.headers["Idempotency-Key"] for request in posts(sms)} == {kept().key}
    assert press(desk, registered, "again") == 422
    assert Complaint.objects.get().version == before, "the case does not change by it"


@pytest.mark.parametrize("fault", [hang, accept_and_die])
def test_without_an_answer_nobody_can_send_it_twice_and_the_page_says_what_is_known(
    desk, registered, sms, wednesday, fault
):
    seen = []

    def faulty(request):
        seen.append(request.headers["Idempotency-Key"])
        return fault(request)

    sms.expect_request("/v1/messages", method="POST").respond_with_handler(faulty)
    sms.expect_request(f"/v1/messages/{kept().key}", method="GET").respond_with_json({"id": "g-7"})
    deliver()
    assert kept().state == "uncertain"
    assert "Text message" in page(desk, registered)
    with moment.at(wednesday + LATER):
        deliver()
    assert (kept().state, kept().provider_id) == ("sent", "g-7")
    assert press(desk, registered, "again") == 422, "it arrived: a second click sends nothing"
    deliver()
    assert seen == [kept().key]


def test_sending_the_register_form_again_while_the_gateway_is_down_tells_the_customer_once(
    desk, registered, sms
):
    sms.expect_request("/v1/messages").respond_with_data("down", status=503)
    deliver()
    assert desk("cd.officer").post("/register", typed()).status_code == 302
    assert Complaint.objects.count() == 1
    assert Message.objects.filter(rule="accepted").count() == 1
