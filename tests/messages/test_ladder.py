"""The ladder: each step once, to a named person, on the screen and by the ways that person chose."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.casework import moment
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import JournalEntry
from redress.messages.models import Alert, Message, StaffContact
from redress.organisation.holders import posts
from redress.organisation.models import Appointment, User
from tests.complaints.inputs import department, transfer
from tests.fixtures.insurer import local


@pytest.fixture
def number(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    return number


def with_mail(*usernames):
    for username in usernames:
        user = User.objects.get(username=username)
        StaffContact.objects.create(user=user, channels=["mail"], mail=f"{username}@anhe.example")


def told(number, clock):
    """(rule, user name) of the mails about a clock, in the order in which they were written."""
    rows = Message.objects.filter(file__number=number, key__contains=f".{clock}.", audience="staff")
    return list(rows.order_by("created_at", "id").values_list("rule", "user__username"))


@pytest.mark.django_db
@pytest.mark.req("CLK-08", "COM-10")
def test_a_limit_warns_the_owner_then_tells_head_superior_and_leading_group_each_once(number, box):
    with_mail("sc.officer", "sc.cshead", "ho.cshead", "sc.manager", "sc.claims")
    for day in range(19, 31):
        with moment.at(local(f"2026-11-{day} 23:00")):
            sweep()
            sweep()
    steps = told(number, "resolution")
    assert steps[0] == ("warning", "sc.officer")
    after = [(rule, who) for rule, who in steps if rule == "breach" and who != "sc.officer"]
    assert after == [("breach", "sc.cshead"), ("breach", "ho.cshead"), ("breach", "sc.manager")]
    assert len(steps) == len(set(steps))


@pytest.mark.django_db
@pytest.mark.req("CLK-08")
def test_every_message_of_the_ladder_stands_in_the_journal(number, box):
    with_mail("sc.officer")
    with moment.at(local("2026-11-30 09:00")):
        sweep()
    rows = Message.objects.filter(file__number=number, user__username="sc.officer")
    assert rows.exists()
    for row in rows:
        entry = JournalEntry.objects.get(complaint=row.file_id, sequence=row.entry)
        assert {"rule": row.rule, "by": "mail", "user": row.user_id} in entry.facts["told"]


@pytest.mark.django_db
@pytest.mark.req("CLK-08")
def test_a_vacant_post_is_its_superiors(number):
    Appointment.objects.filter(duty="cs_head", department__unit__code="sc").delete()
    unit = User.objects.get(username="sc.officer").department.unit_id
    found = posts({unit})
    assert User.objects.get(pk=found.find("head", unit)).username == "ho.cshead"
    assert User.objects.get(pk=found.find("superior", unit)).username == "ho.cshead"


@pytest.mark.django_db
@pytest.mark.req("CLK-08")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 20 * 24), min_size=1, max_size=6))
def test_however_often_and_whenever_it_is_swept_no_step_is_taken_twice(actor, hours):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(transfer(), actor("sc.officer")).number
    for hour in sorted(hours):
        with moment.at(local("2026-11-18 10:00").replace(day=18 + hour // 24 if hour // 24 < 12 else 30)):
            sweep()
    steps = JournalEntry.objects.filter(complaint__number=number, command="advance_clock")
    taken = list(steps.values_list("payload__clock", "payload__step"))
    assert len(taken) == len(set(taken))
    told = [facts for facts in steps.values_list("facts", flat=True) if "with" not in facts]
    assert Alert.objects.filter(file__number=number, kind__in=["warning", "breach", "urged"]).count() == len(
        told
    ), "limits that pass together urge once"


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_a_case_that_reaches_a_handler_alerts_by_text_message_and_screen(actor, wednesday, sms):
    handler = User.objects.get(username="sc.handler")
    StaffContact.objects.create(user=handler, channels=["sms"], mobile="13900000001")
    number = execute(transfer(owner="sc.handler"), actor("sc.officer")).number
    assert Alert.objects.filter(user=handler, kind="assigned", file__number=number).exists()
    [kept] = Message.objects.filter(user=handler)
    assert (kept.rule, kept.channel, kept.address) == ("assigned", "sms", "13900000001")
    assert number in kept.body


@pytest.mark.django_db
@pytest.mark.req("COM-10")
def test_who_chose_only_the_screen_gets_nothing_else(actor, wednesday, sms):
    handler = User.objects.get(username="sc.handler")
    StaffContact.objects.create(user=handler, channels=[], mobile="13900000001")
    execute(transfer(owner="sc.handler"), actor("sc.officer"))
    assert not Message.objects.filter(user=handler).exists()
