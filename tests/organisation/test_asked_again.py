"""What was asked when a change was proposed is asked again when it is confirmed: things have changed meanwhile."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone, translation

from redress.administration import proposals
from redress.administration.authority import NotYourDuty
from redress.casework.refusals import Refusal as Refused
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.kinds import Duty, Verdict, Widening
from redress.organisation.models import Appointment, Department, Proposal, User
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01")]


@pytest.fixture
def person():
    found = User.objects.select_related("department__unit").get(username="sc.officer")
    Authenticator.objects.create(user=found, type="totp", data={"secret": "x"})
    return found


def _beside(person):
    return person.department.unit.departments.exclude(pk=person.department_id).first()


def _body():
    return Body.objects.get(unit__code="sc", kind=BodyKind.COORDINATION_COMMITTEE)


def _above(person):
    """A post above whoever confirms in the province."""
    group = Department.objects.filter(unit__parent=None).first()
    Appointment.objects.create(user=person, department=group, duty=Duty.LEGAL, period=("2020-01-01", None))


def _moved_away(person):
    User.objects.filter(pk=person.pk).update(department=Department.objects.filter(unit__code="gx").first())


def _disabled(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def _room_has_it(person):
    Department.objects.filter(pk=person.department_id).update(email="room@example.com")


def _same_seat(person):
    Seat.objects.create(body=_body(), role=SeatRole.MEMBER, user=person, period=("2020-01-01", None))


def _tied_to_another(person):
    SocialAccount.objects.create(provider="oidc", uid="u-1", user=User.objects.get(username="sc.handler"))


PROPOSED = {
    Widening.CONTACT: lambda by, person: administration.change_contact(by, person, "new@example.com", "1"),
    Widening.IDENTITY: lambda _by, person: administration.propose_identity(person, "oidc", "u-1"),
    Widening.ENABLE: lambda by, person: administration.propose_enabling(by, person, "back"),
    Widening.FACTOR_RESET: lambda by, person: administration.propose_factor_reset(by, person, "lost"),
    Widening.PASSWORD_CODE: administration.propose_password_code,
    Widening.DEPARTMENT_EMAIL: lambda by, person: administration.change_department_email(
        by, person.department, "room@example.com"
    ),
    Widening.MOVE: lambda by, person: administration.move_person(by, person, _beside(person)),
    Widening.APPOINTMENT: lambda by, person: administration.appoint(
        by, person, person.department, Duty.AUDITOR, timezone.localdate()
    ),
    Widening.SEAT: lambda by, person: administration.seat(
        by, _body(), SeatRole.MEMBER, timezone.localdate(), user=person
    ),
}

MEANWHILE = [
    (Widening.CONTACT, lambda p: User.objects.filter(pk=p.pk).update(email="new@example.com", phone="1")),
    (Widening.CONTACT, _above),
    (Widening.CONTACT, _moved_away),
    (Widening.IDENTITY, _disabled),
    (Widening.IDENTITY, _tied_to_another),
    (Widening.IDENTITY, _above),
    (Widening.ENABLE, lambda p: User.objects.filter(pk=p.pk).update(is_active=True)),
    (Widening.ENABLE, _above),
    (Widening.FACTOR_RESET, lambda p: Authenticator.objects.filter(user=p).delete()),
    (Widening.FACTOR_RESET, _above),
    (Widening.PASSWORD_CODE, _disabled),
    (Widening.PASSWORD_CODE, _moved_away),
    (Widening.DEPARTMENT_EMAIL, _room_has_it),
    (Widening.MOVE, _moved_away),
    (Widening.MOVE, _above),
    (Widening.MOVE, lambda p: User.objects.filter(pk=p.pk).update(department=_beside(p))),
    (Widening.APPOINTMENT, _disabled),
    (Widening.APPOINTMENT, _moved_away),
    (Widening.SEAT, _same_seat),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "happens"), MEANWHILE)
def test_what_no_longer_stands_is_not_confirmed(kind, happens, actor, person):
    if kind == Widening.ENABLE:
        _disabled(person)
        person.refresh_from_db()
    made = PROPOSED[kind](actor("admin"), person)
    assert isinstance(made, Proposal)
    happens(person)
    with pytest.raises((Refused, NotYourDuty)):
        administration.confirm(actor("sc.manager"), Proposal.objects.get(pk=made.pk))


@pytest.mark.parametrize("kind", list(Widening))
def test_what_was_proposed_by_one_screen_is_confirmed_by_one_in_another_language(kind, actor, person):
    if kind == Widening.ENABLE:
        _disabled(person)
        person.refresh_from_db()
    with translation.override("zh-hans"):
        made = PROPOSED[kind](actor("admin"), person)
    with translation.override("en"):
        done = administration.confirm(actor("sc.manager"), Proposal.objects.get(pk=made.pk))
    assert done.verdict == Verdict.CONFIRMED


def test_every_kind_registers_what_it_asks_with_what_it_does():
    assert set(proposals._asked) == set(proposals._carried) == set(Widening)
    assert {kind for kind, _happens in MEANWHILE} == set(Widening)
