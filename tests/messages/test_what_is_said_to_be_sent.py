"""The time line and the outbox say of a message only what happened to it (COM-10)."""

import pytest

from redress.complaints.executor import execute
from redress.messages.models import Message
from redress.messages.sending.deliver import deliver
from tests.complaints.inputs import visit

pytestmark = pytest.mark.django_db


@pytest.mark.req("COM-10")
def test_a_text_that_no_gateway_was_there_for_is_not_told_as_sent(actor, desk, wednesday):
    number = execute(visit(), actor("cd.officer")).number
    assert Message.objects.get(rule="accepted").state == "suppressed"
    page = desk("cd.officer").get(f"/case/{number}").content.decode()
    assert "告知客户已受理（短信：未发送）" in page
    outbox = desk("admin").get("/outbox").content.decode()
    assert "1 条消息未发送" in outbox


@pytest.mark.req("COM-10")
def test_a_text_that_went_out_is_told_plainly_and_one_that_waits_says_so(actor, desk, sms, wednesday):
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-1"})
    number = execute(visit(), actor("cd.officer")).number
    assert "告知客户已受理（短信：待发送）" in desk("cd.officer").get(f"/case/{number}").content.decode()
    deliver()
    assert "告知客户已受理（短信）" in desk("cd.officer").get(f"/case/{number}").content.decode()
