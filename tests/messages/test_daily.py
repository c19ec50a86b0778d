"""The coordinator's day: a page, and a message when the working day begins (ORG-05)."""

from __future__ import annotations

import pytest

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.oversight.daily import morning
from redress.messages.models import Message, StaffContact
from redress.organisation.models import User
from tests.complaints.inputs import department, transfer
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-05")]


@pytest.fixture
def number(actor, wednesday):
    """Sent to the province's claims department, with a copy to the head office's business management."""
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    copies = [department("life-ho", "business_management")]
    execute(Dispatch(to=department("sc", "claims"), copies=copies, opinion="请核实"), officer, number)
    return number


def page(client, day=""):
    return client.get(f"/daily?day={day}").content.decode()


def test_a_coordinator_sees_the_orders_of_the_day(desk, number):
    client = desk("sc.claims", language="en")
    assert f"{number}-01" in page(client)
    assert number not in page(client, "2026-11-17")


def test_a_head_office_coordinator_sees_the_cases_copied_there(desk, number):
    shown = page(desk("ho.business", language="en"))
    assert number in shown
    assert "Copy" in shown


@pytest.mark.parametrize("username", ["sc.finance", "ho.finance", "gx.claims"])
def test_other_departments_see_nothing_of_it(desk, number, username):
    assert number not in page(desk(username))


def test_the_page_asks_as_much_for_twenty_orders_as_for_one(
    desk, number, actor, django_assert_max_num_queries
):
    client = desk("sc.claims")
    page(client)
    for _ in range(20):
        other = execute(transfer(), actor("sc.officer")).number
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), actor("sc.officer"), other)
    with django_assert_max_num_queries(14):
        page(client)


@pytest.fixture
def coordinator(box):
    user = User.objects.get(username="sc.claims")
    StaffContact.objects.create(user=user, channels=["mail"], mail="claims@anhe.example")
    return user


def mornings():
    return [
        (each.user and each.user.username, each.subject) for each in Message.objects.filter(rule="daily_list")
    ]


def test_the_list_comes_once_when_the_working_day_begins(number, coordinator):
    for clock in ("06:00", "08:30", "08:40", "09:30", "12:00", "16:00"):
        with moment.at(local(f"2026-11-19 {clock}")):
            morning()
    [(who, subject)] = mornings()
    assert who == "sc.claims"
    assert "2026-11-19" in subject
    body = Message.objects.get(rule="daily_list").body
    assert f"{number}-01" in body


def test_no_list_comes_on_a_day_off(number, coordinator):
    for clock in ("08:40", "09:10"):
        with moment.at(local(f"2026-11-21 {clock}")):
            morning()
    assert mornings() == []


def test_on_monday_the_list_reaches_back_to_friday(actor, wednesday, coordinator):
    with moment.at(local("2026-11-20 15:00")):
        officer = actor("sc.officer")
        number = execute(transfer(), officer).number
        execute(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    with moment.at(local("2026-11-23 09:00")):
        morning()
    assert "新到工单：1 件" in Message.objects.get(rule="daily_list").body


def test_who_has_nothing_is_not_woken(coordinator):
    with moment.at(local("2026-11-19 09:00")):
        assert morning() == 0
