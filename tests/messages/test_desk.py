"""Messages on the desk: beside the case, in the administrators' outbox, and one's own wishes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.messages import wishes
from redress.messages.models import Attempt, Medium, Message, OptOut, Pause, StaffContact
from redress.messages.sending.deliver import deliver
from redress.privacy import cipher
from redress.privacy.masks import Kind
from tests.complaints.inputs import visit
from tests.messages.rows import message

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10")]


@pytest.fixture
def number(actor, wednesday, sms):
    """A customer with a telephone, told of acceptance; the gateway refused for good."""
    sms.expect_request("/v1/messages").respond_with_data("blocked", status=403)
    number = execute(visit(), actor("cd.officer")).number
    deliver()
    return number


def text(response):
    return response.content.decode()


def test_the_case_page_shows_what_went_out_and_why_it_failed(desk, number):
    shown = text(desk("cd.officer", language="en").get(f"/case/{number}/more/messages"))
    assert "Acceptance told to the customer" in shown
    assert "403 blocked" in shown
    assert "138****1234" in shown
    assert "13800001234" not in shown
    assert "Send again" in shown


def test_the_time_line_says_how_telling_the_customer_fared(desk, number):
    shown = text(desk("cd.officer", language="en").get(f"/case/{number}"))
    assert "Acceptance told to the customer (Text message: Failed)" in shown


def test_a_handler_sends_it_again_and_the_outbox_knows_who(desk, number, sms):
    sms.clear()
    sms.expect_request("/v1/messages").respond_with_json({"id": "g-9"})
    kept = Message.objects.get()
    desk("cd.officer").post(f"/outbox/{kept.pk}", {"what": "again", "case": number})
    deliver()
    assert Message.objects.get().state == "sent"
    assert Attempt.objects.get(outcome="again").by.username == "cd.officer"


@pytest.mark.parametrize(("what", "state"), [("arrived", "sent"), ("not", "failed")])
def test_a_person_settles_a_doubt(desk, number, what, state):
    kept = Message.objects.get()
    Message.objects.update(state="uncertain")
    desk("admin").post(f"/outbox/{kept.pk}", {"what": what})
    assert Message.objects.get().state == state


def test_what_is_settled_cannot_be_settled_again(desk, number):
    kept = Message.objects.get()
    Message.objects.update(state="sent")
    for what in ("arrived", "again"):
        assert desk("admin").post(f"/outbox/{kept.pk}", {"what": what}).status_code == 422
    assert Message.objects.get().state == "sent"


@pytest.mark.parametrize("username", ["sc.claims", "nn.officer", "cd.business"])
def test_who_does_not_handle_the_case_decides_nothing(desk, number, username):
    kept = Message.objects.get()
    assert desk(username).post(f"/outbox/{kept.pk}", {"what": "again"}).status_code == 403
    assert Message.objects.get().state == "failed"


def test_administrators_see_what_failed_and_no_words_or_addresses(desk, number):
    shown = text(desk("admin", language="en").get("/outbox"))
    assert number in shown
    assert "403 blocked" in shown
    assert "13800001234" not in shown
    assert "刘建国" not in shown


def test_a_paused_channel_is_shown_with_since_when_why_and_when_it_is_tried_again(desk, number, wednesday):
    for each in range(3):
        message(key=f"w{each}", next_attempt_at=wednesday)
    assert "Ways that are paused" not in text(desk("admin", language="en").get("/outbox"))
    Pause.objects.create(
        medium="sms",
        faults=4,
        open_since=wednesday - timedelta(minutes=20),
        next_try_at=wednesday + timedelta(minutes=2),
        reason="ReadTimeout",
        changed_at=wednesday,
    )
    shown = text(desk("admin", language="en").get("/outbox"))
    section = shown.partition('id="paused"')[2].partition("</section>")[0]
    assert "Text message" in section
    assert "ReadTimeout" in section
    assert section.count("<time") == 2
    assert ">3</td>" in section
    assert "通道暂停" in text(desk("admin").get("/outbox"))


def test_the_outbox_is_for_administrators(desk, number):
    assert desk("sc.officer").get("/outbox").status_code == 403


def test_the_outbox_asks_as_much_for_many_as_for_one(desk, number, django_assert_max_num_queries):
    admin = desk("admin")
    admin.get("/outbox")
    with django_assert_max_num_queries(14):
        admin.get("/outbox")
    case = Complaint.objects.get(pk=Message.objects.get().file_id)
    for each in range(20):
        message(file_id=case.pk, key=f"k{each}", state="failed", next_attempt_at=None)
    with django_assert_max_num_queries(14):
        admin.get("/outbox")


def test_a_customer_who_wants_no_more_messages_is_left_alone(desk, number, sms, wednesday):
    kept = Message.objects.get()
    desk("cd.officer").post(f"/outbox/{kept.pk}", {"what": "opt_out", "case": number})
    assert OptOut.objects.count() == 1
    message(key="later", address="138-0000-1234")
    deliver()
    assert Message.objects.get(key="later").state == "suppressed"


def test_a_customer_may_want_them_again_and_both_stay_on_record(desk, number, sms, wednesday):
    client, kept = desk("cd.officer"), Message.objects.get()
    section = f"/case/{number}/more/messages"
    assert "客户希望重新接收" not in client.get(section).content.decode()
    client.post(f"/outbox/{kept.pk}", {"what": "opt_out", "case": number})
    page = client.get(section).content.decode()
    assert "客户希望重新接收" in page
    assert "客户不再接收" not in page
    client.post(f"/outbox/{kept.pk}", {"what": "opt_in", "case": number})
    message(key="later", address="138-0000-1234")
    deliver()
    assert Message.objects.get(key="later").state == "failed", "it went to the gateway, which blocks it"
    ended = OptOut.objects.get()
    assert (ended.by.username, ended.ended_by.username) == ("cd.officer", "cd.officer")
    assert client.post(f"/outbox/{kept.pk}", {"what": "opt_in", "case": number}).status_code == 422
    client.post(f"/outbox/{kept.pk}", {"what": "opt_out", "case": number})
    assert OptOut.objects.count() == 2


def test_my_wishes_are_kept_encrypted(desk):
    client = desk("sc.handler")
    given = {"channels": ["sms", "mail"], "mobile": "13900000001", "mail": "h@anhe.example", "language": "en"}
    assert client.post("/me/notifications", given).status_code == 302
    kept = StaffContact.objects.get(user__username="sc.handler")
    assert (kept.channels, kept.mobile, kept.language) == (["sms", "mail"], "13900000001", "en")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT mobile, mail FROM outbox_staffcontact")
        assert all(b"139" not in bytes(value) and b"anhe" not in bytes(value) for value in cursor.fetchone())
    assert 'value="13900000001"' in text(client.get("/me/notifications"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"channels": ["sms"]}, "mobile"),
        ({"channels": ["mail"], "mail": "nonsense"}, "mail"),
        ({"channels": ["letter"]}, "channels"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused_beside_their_field(desk, given, field):
    response = desk("sc.handler").post("/me/notifications", {"language": "zh-hans", **given})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not StaffContact.objects.exists()


def test_who_wants_messages_again_ends_every_wish_there_is(actor, wednesday):
    """A wish of before has the fingerprint of the rules of before: the same number may have two that hold."""
    officer, address = actor("cd.officer"), "0086 138 0000 1234"
    in_both_ways = cipher.blinds(address, Kind.PHONE)
    assert len(in_both_ways) == 2
    for index in in_both_ways:
        OptOut.objects.create(address_index=index, channel="sms", at=moment.now(), by_id=officer.id)
    wishes.opt_in(officer, address, Medium.SMS)
    assert not wishes.wants_none(address, Medium.SMS)
    assert OptOut.objects.filter(ended_by_id=officer.id, ended_at__isnull=False).count() == 2
