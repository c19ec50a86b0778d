"""Under row-level security a second person carries out what was confirmed, and nothing else."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from redress.committee import seating
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation import administration
from redress.organisation.acting import become
from redress.organisation.actor import NOBODY, SYSTEM
from redress.organisation.administration import proposals
from redress.organisation.kinds import Duty, Widening
from redress.organisation.models import Appointment, User
from tests.fixtures.desk import _as_the_house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("actor"), pytest.mark.req("SEC-01")]


@pytest.fixture(autouse=True)
def home():
    yield
    _as_the_house()


@pytest.fixture
def person():
    found = User.objects.select_related("department__unit").get(username="sc.officer")
    Authenticator.objects.create(user=found, type="totp", data={"secret": "x"})
    return found


@pytest.fixture(params=["administrator", "manager"])
def second(request, actor, person):
    """Somebody with that duty alone over the person's unit."""
    held = Appointment.objects.filter(
        duty=request.param, department__unit__path__in=_above(person.department.unit.path)
    )
    alone = [
        each.user
        for each in held.select_related("user").exclude(user=person)
        if request.param == "administrator"
        or not Appointment.objects.filter(user=each.user, duty="administrator").exists()
    ]
    return actor(alone[-1].username)


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: n + 1]) + end for n in range(len(parts)) for end in ("", "/")]


ASKED = {
    Widening.CONTACT: {"email": "new@example.com", "phone": ""},
    Widening.IDENTITY: {"provider": "oidc", "uid": "u-1"},
    Widening.ENABLE: {"reason": "back"},
    Widening.FACTOR_RESET: {"reason": "lost"},
    Widening.PASSWORD_CODE: {"asked": "2026-01-01"},
    Widening.DEPARTMENT_EMAIL: {"email": "room@example.com"},
}


@pytest.mark.parametrize("kind", ASKED)
def test_what_a_second_person_confirms_is_carried_out_under_the_rules(kind, second, person):
    if kind == Widening.ENABLE:
        User.objects.filter(pk=person.pk).update(is_active=False)
    of = {"department": person.department} if kind == Widening.DEPARTMENT_EMAIL else {"person": person}
    made = proposals.propose(SYSTEM, kind, person.department.unit, ASKED[kind], **of)
    become(second)
    done = proposals.confirm(second, made)
    _as_the_house()
    assert done.verdict == "confirmed"
    person.refresh_from_db()
    person.department.refresh_from_db()
    assert {
        Widening.CONTACT: person.email == "new@example.com",
        Widening.IDENTITY: SocialAccount.objects.filter(user=person, uid="u-1").exists(),
        Widening.ENABLE: person.is_active,
        Widening.FACTOR_RESET: not Authenticator.objects.filter(user=person).exists(),
        Widening.PASSWORD_CODE: True,
        Widening.DEPARTMENT_EMAIL: person.department.email == "room@example.com",
    }[kind]


def test_a_seat_is_added_by_who_confirmed_it_and_by_nobody_else(actor):
    """A seat gives sight of the cases on a body's agenda."""
    body = Body.objects.get(unit__code="sc", kind=BodyKind.COORDINATION_COMMITTEE)
    member, today = User.objects.get(username="sc.handler"), timezone.localdate()
    become(actor("admin"))
    asked = seating.seat(actor("admin"), body, SeatRole.MEMBER, today, user=member)
    for name in ("sc.handler", "gx.officer", "sc.manager", "admin"):
        become(actor(name))
        with pytest.raises(ProgrammingError), transaction.atomic():
            Seat.objects.create(body=body, user=member, period=(today, None))
        with pytest.raises(ProgrammingError), transaction.atomic():
            Body.objects.filter(pk=body.pk).update(unit=actor(name).unit)
    become(actor("sc.manager"))
    administration.confirm(actor("sc.manager"), asked)
    given = Seat.objects.get(body=body, user=member)
    become(actor("gx.officer"))
    assert Seat.objects.filter(pk=given.pk).update(period=(today, today)) == 0
    assert Seat.objects.filter(pk=given.pk).delete()[0] == 0
    become(actor("admin"))
    seating.unseat(actor("admin"), given, today)


def test_an_appointment_and_a_move_are_carried_out_by_who_confirmed_them(actor):
    person, today = User.objects.get(username="sc.officer"), timezone.localdate()
    become(actor("admin"))
    asked = administration.appoint(actor("admin"), person, person.department, Duty.AUDITOR, today)
    become(actor("sc.manager"))
    administration.confirm(actor("sc.manager"), asked)
    assert Appointment.objects.filter(user=person, duty=Duty.AUDITOR).exists()
    other = person.department.unit.departments.exclude(pk=person.department_id).first()
    become(actor("admin"))
    asked = administration.move_person(actor("admin"), person, other)
    become(actor("sc.manager"))
    administration.confirm(actor("sc.manager"), asked)
    person.refresh_from_db()
    assert person.department_id == other.pk


def test_who_comes_by_the_directory_proposes_before_anybody_is_signed_in(person):
    become(NOBODY)
    made = administration.propose_identity(person, "oidc", "u-2")
    assert made is not None
    assert made.proposed_by_id == person.pk


def test_a_proposal_that_waits_opens_nothing_and_nobody_rewrites_what_was_asked(person, actor):
    made = proposals.propose(
        SYSTEM, Widening.FACTOR_RESET, person.department.unit, {"reason": "x"}, person=person
    )
    become(actor("gx.officer"))
    assert not Authenticator.objects.filter(user=person).exists()
    assert User.objects.filter(pk=person.pk).update(name="x") == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_proposal SET verdict = 'confirmed' WHERE id = %s", [made.pk])
        assert cursor.rowcount == 0
    for change in (
        "UPDATE organisation_proposal SET asked = '{}'",
        "UPDATE organisation_appointment SET duty = 'administrator'",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
