"""Walk-through K: a handler leaves, and all that is left is handed over in one sitting (ORG-11, FLW-05, SEC-05)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.complaints.oversight.queries.monitor import adrift
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.kinds import Change, Duty
from redress.organisation.models import (
    Appointment,
    Deputy,
    OrganisationEntry,
    StaffSession,
    Unit,
)
from tests.api.client import Caller
from tests.complaints.inputs import department
from tests.walkthroughs.at_leaving import WHO, about_to_leave, cases_of, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "FLW-05", "SEC-05")]


def page_of(name=WHO):
    return f"/organisation/person/{somebody(name).pk}/leaving"


def hand(client, name=WHO, **more):
    given = {"last": timezone.localdate().isoformat(), "reason": "离职", "successor": "sc.officer"}
    return client.post(page_of(name), given | more)


def called(token, number):
    return Caller(token).get(f"/complaints/{number}")


def test_a_handler_is_handed_over_in_one_sitting(desk, actor, wednesday):
    numbers, token = about_to_leave()
    theirs, admin = desk(WHO), desk("admin")
    assert theirs.get(f"/case/{numbers[0]}").status_code == 200
    assert called(token, numbers[0]).status_code == 200
    shown = admin.get(page_of()).content.decode()
    assert all(number in shown for number in numbers)
    for pile in ("orders", "deputies", "tokens", "appointments", "account"):
        assert f'data-pile="{pile}"' in shown

    answer = hand(admin, coordinator="sc.claims")
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert not answer.context["refused"], answer.context["refused"]
    for pile in ("cases", "actions", "seats", "sessions", "tokens", "account"):
        assert f'data-pile="{pile}"' not in shown

    owners = set(Complaint.objects.filter(number__in=numbers).values_list("owner__username", flat=True))
    assert owners == {"sc.officer"}
    assert called(token, numbers[0]).status_code == 401
    assert theirs.get("/").status_code == 302
    assert not StaffSession.objects.filter(user=somebody(WHO)).exists()
    assert actor(WHO).id is None
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not Deputy.objects.filter(deputy=somebody(WHO), period__contains=tomorrow).exists()
    assert not Appointment.objects.filter(user=somebody(WHO), period__contains=tomorrow).exists()
    claims = Appointment.objects.get(
        department=department("sc", "claims"), duty=Duty.COORDINATOR, period__contains=tomorrow
    )
    assert claims.user == somebody("sc.claims")
    assert adrift(actor("sc.manager"), Unit.objects.get(code="sc")) == []
    entry = OrganisationEntry.objects.get(what=Change.HANDED_OVER)
    assert (entry.person, entry.after["cases"]) == (somebody(WHO), "12")


def test_what_the_successor_must_keep_out_of_is_told_and_stays_until_somebody_else_takes_it(
    desk, actor, wednesday
):
    numbers = cases_of(WHO, 3)
    execute(DeclareConflict(person="sc.officer", kind="kin", reason="亲属"), actor("sc.officer"), numbers[1])
    admin = desk("admin")
    answer = hand(admin)
    assert [each.what for each in answer.context["refused"]] == [numbers[1]]
    assert answer.context["refused"][0].rule == "ORG-13"
    assert answer.context["left"].numbers == [numbers[1]]
    shown = {each.number: each.no_owner for each in adrift(actor("sc.manager"), Unit.objects.get(code="sc"))}
    assert shown == {numbers[1]: True}
    again = hand(admin, successor="sc.cshead")
    assert not again.context["refused"]
    assert again.context["left"].numbers == []


def test_a_superior_hands_over_the_work_and_no_more(desk, actor, wednesday):
    numbers = cases_of(WHO, 2)
    answer = hand(desk("sc.cshead"))
    assert answer.status_code == 200
    assert not answer.context["left"].numbers
    assert somebody(WHO).is_active
    assert set(Complaint.objects.filter(number__in=numbers).values_list("owner__username", flat=True)) == {
        "sc.officer"
    }


@pytest.mark.parametrize("name", ["sc.officer", WHO, "gx.cshead", "gx.manager", "sc.claims"])
def test_nobody_else_hands_over_somebodys_work(name, desk, wednesday):
    numbers = cases_of(WHO, 1)
    assert hand(desk(name)).status_code in (403, 404)
    assert Complaint.objects.get(number=numbers[0]).owner == somebody(WHO)


def test_without_a_successor_it_stays_and_is_shown_to_whoever_looks_after_the_unit(desk, actor, wednesday):
    numbers = cases_of(WHO, 2)
    answer = hand(desk("admin"), successor="")
    assert answer.context["left"].numbers == numbers
    assert {each.number for each in adrift(actor("sc.cshead"), Unit.objects.get(code="sc"))} == set(numbers)


def test_an_owner_whose_posts_ended_is_no_owner(desk, actor, wednesday):
    numbers = cases_of(WHO, 1)
    Appointment.objects.filter(user=somebody(WHO)).delete()
    shown = adrift(actor("sc.cshead"), Unit.objects.get(code="sc"))
    assert [(each.number, each.no_owner) for each in shown] == [(numbers[0], True)]


def test_with_a_last_day_to_come_the_account_stays_until_then(desk, wednesday):
    cases_of(WHO, 1)
    last = timezone.localdate() + timedelta(days=3)
    answer = hand(desk("admin"), last=last.isoformat())
    assert not answer.context["refused"]
    assert somebody(WHO).is_active
    uppers = [each.period.upper for each in Appointment.objects.filter(user=somebody(WHO))]
    assert set(uppers) == {last + timedelta(days=1)}


def test_a_page_asks_as_often_whatever_is_left(desk, wednesday, django_assert_max_num_queries):
    admin = desk("admin")
    cases_of(WHO, 1)
    with django_assert_max_num_queries(60):
        few = admin.get(page_of())
    cases_of(WHO, 4)
    with django_assert_max_num_queries(60):
        many = admin.get(page_of())
    assert len(many.context["left"].numbers) == len(few.context["left"].numbers) + 4


def _only_in_sichuan(number):
    """The owner of the case has a post at a counter of Guangxi and sits in Sichuan; so the case is of Guangxi."""
    gx = Unit.objects.get(code="gx")
    Complaint.objects.filter(number=number).update(unit=gx, received_unit=gx)


def test_who_administers_the_home_alone_hands_over_nothing_of_where_else_somebody_works(
    desk, actor, wednesday
):
    numbers, _token = about_to_leave()
    _only_in_sichuan(numbers[0])
    person, sc = somebody(WHO), Unit.objects.get(code="sc")
    there = Appointment.objects.create(
        user=person, department_id=department("gx", "customer_service"), duty=Duty.HANDLER,
        period=(timezone.localdate() - timedelta(days=1), None),
    )  # fmt: skip
    local = somebody("sc.it")
    Appointment.objects.create(
        user=local, department_id=department(sc.code, "customer_service"), duty=Duty.ADMINISTRATOR,
        period=(timezone.localdate() - timedelta(days=1), None),
    )  # fmt: skip
    assert desk("sc.it").get(page_of()).status_code == 404
    shown = desk("sc.it").get(f"/organisation/person/{person.pk}").content.decode()
    assert "10.0.0." not in shown and 'name="session"' not in shown

    there.delete()
    answer = hand(desk("sc.it"))
    assert [each.what for each in answer.context["refused"] if each.what == numbers[0]] == [numbers[0]]
    assert Complaint.objects.get(number=numbers[0]).owner == person, "a case of another unit stays there"
    assert Complaint.objects.get(number=numbers[1]).owner.username == "sc.officer"
