"""Seats of committees and leading groups, given and ended on the organisation's page."""

from __future__ import annotations

from datetime import date

import pytest

from redress.administration.authority import NotYourDuty
from redress.casework.refusals import Refusal as Refused
from redress.committee import bodies
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body
from redress.organisation.models import OrganisationEntry, Proposal, Unit, User
from tests.committee.conftest import user
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-02", "ORG-03")]
TODAY = date(2026, 11, 18)


@pytest.fixture
def committee() -> Body:
    return Body.objects.get(unit__code="sc", kind=BodyKind.COORDINATION_COMMITTEE)


def who(name: str) -> User:
    return User.objects.get(pk=user(name))


def sits(body: Body, name: str, day: date = TODAY) -> bool:
    return user(name) in [member.user for member in bodies.members(body, day)]


def test_a_seat_is_given_on_record_and_ends_with_its_last_day(committee, actor):
    assert not sits(committee, "sc.handler")
    asked = administration.seat(actor("admin"), committee, SeatRole.MEMBER, TODAY, user=who("sc.handler"))
    assert not sits(committee, "sc.handler"), "nothing is given before a second person confirmed it"
    administration.confirm(actor("sc.manager"), asked)
    made = committee.seats.get(user=who("sc.handler"))
    assert sits(committee, "sc.handler")
    administration.unseat(actor("admin"), made, date(2026, 11, 20))
    assert sits(committee, "sc.handler", date(2026, 11, 20))
    assert not sits(committee, "sc.handler", date(2026, 11, 21))
    kept = OrganisationEntry.objects.filter(unit=committee.unit).order_by("-id")[:4]
    assert [entry.what for entry in kept] == ["seat_ended", "confirmed", "seat_given", "proposed"]


def test_there_is_one_chair_at_a_time_and_it_is_a_person(committee, actor):
    with pytest.raises(Refused) as refused:
        administration.seat(actor("admin"), committee, SeatRole.CHAIR, TODAY, user=who("sc.cshead"))
    assert refused.value.rule == "ORG-02"
    chair = committee.seats.get(role=SeatRole.CHAIR)
    administration.unseat(actor("admin"), chair, TODAY)
    asked = administration.seat(
        actor("admin"), committee, SeatRole.CHAIR, date(2026, 11, 19), user=who("sc.cshead")
    )
    administration.confirm(actor("sc.manager"), asked)
    assert bodies.members(committee, date(2026, 11, 19))[0].user == user("sc.cshead")


def test_only_who_administers_the_unit_gives_seats(committee, actor):
    with pytest.raises(NotYourDuty):
        administration.seat(actor("sc.officer"), committee, SeatRole.MEMBER, TODAY, user=who("sc.handler"))


def test_a_unit_without_a_body_gets_one_once(actor):
    unit = who("cd.officer").department.unit
    made = administration.set_up(actor("admin"), unit, BodyKind.COORDINATION_COMMITTEE)
    assert made.office.unit == unit
    with pytest.raises(Refused):
        administration.set_up(actor("admin"), unit, BodyKind.COORDINATION_COMMITTEE)


def test_the_units_page_shows_the_seats_and_its_forms_change_them(committee, desk, wednesday):
    client = desk("admin", language="en")
    assert "Coordination committee" in client.get("/organisation/sc").content.decode()
    given = {"body": committee.pk, "role": "member", "user": "sc.handler", "first": "2026-11-18"}
    assert client.post("/organisation/sc/seat", given).status_code == 302
    assert not committee.seats.filter(user__username="sc.handler").exists()
    waits = Proposal.objects.get(person__username="sc.handler")
    assert (
        desk("sc.manager").post(f"/organisation/proposal/{waits.pk}", {"what": "confirm"}).status_code == 200
    )
    seat = committee.seats.get(user__username="sc.handler")
    assert str(seat) in client.get("/organisation/sc").content.decode()
    assert client.post(f"/organisation/seat/{seat.pk}/end", {"last": "2026-11-18"}).status_code == 302
    nobody = client.post("/organisation/sc/seat", given | {"user": ""})
    assert nobody.status_code == 422
    assert desk("sc.officer").get("/organisation/sc/seat").status_code == 403


def test_the_chairs_of_many_units_are_found_in_as_many_queries_as_of_one(django_assert_num_queries):
    units = list(Unit.objects.order_by("pk"))
    with django_assert_num_queries(3):
        found = bodies.chairs(units, BodyKind.COORDINATION_COMMITTEE, TODAY)
    assert found
    for unit in units:
        body = bodies.body_for(unit, BodyKind.COORDINATION_COMMITTEE)
        sitting = bodies.members(body, TODAY) if body else []
        assert found.get(unit.pk) == (sitting[0].user if sitting else None)
