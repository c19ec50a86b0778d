"""Under row-level security a second person carries out what was confirmed: as it was proposed, once, nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib.resources import files

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from redress.administration import proposals
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.acting import become
from redress.organisation.actor import NOBODY
from redress.organisation.kinds import Duty, Widening
from redress.organisation.models import Appointment, Proposal, SecondFactorUse, User
from tests.fixtures.desk import _as_the_house
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("actor"), pytest.mark.req("SEC-01")]

FIRST, SECOND = "admin", "sc.manager"
"""Who proposes, and a second person over the same unit."""


@pytest.fixture(autouse=True)
def home():
    yield
    _as_the_house()


@pytest.fixture
def person():
    found = User.objects.select_related("department__unit").get(username="sc.officer")
    Authenticator.objects.create(user=found, type="totp", data={"secret": "x"})
    SecondFactorUse.objects.create(user=found, step=1)
    return found


def opens(link: str) -> bool:
    """Whether a link sets a password for whoever follows it, as its person does: not signed in."""
    page = Client().get(link, follow=True)
    word = "a-new-password-Of-mine-1"
    done = Client()
    at = done.get(link, follow=True).redirect_chain[-1][0]
    answer = done.post(at, {"password1": word, "password2": word})
    return page.status_code == 200 and answer.status_code == 302


def carried_out(kind: Widening, person: User, link: str) -> bool:
    keys = (Authenticator.objects.filter(user=person), SecondFactorUse.objects.filter(user=person))
    return {
        Widening.CONTACT: lambda: (person.email, person.phone) == ("new@example.com", ""),
        Widening.IDENTITY: lambda: SocialAccount.objects.filter(user=person, uid="u-1").exists(),
        Widening.ENABLE: lambda: person.is_active,
        Widening.FACTOR_RESET: lambda: not any(each.exists() for each in keys),
        Widening.PASSWORD_CODE: lambda: opens(link),
        Widening.DEPARTMENT_EMAIL: lambda: person.department.email == "room@example.com",
        Widening.MOVE: lambda: person.department == _beside(person),
        Widening.APPOINTMENT: lambda: person.appointments.filter(duty=Duty.AUDITOR).exists(),
        Widening.SEAT: lambda: Seat.objects.filter(user=person).exists(),
    }[kind]()


def _beside(person):
    return person.department.unit.departments.order_by("pk").exclude(kind="customer_service").first()


def asked_by(first, kind, person) -> Proposal:
    """Proposed by whom the code lets propose it, under the rules of the database."""
    today = timezone.localdate()
    if kind == Widening.ENABLE:
        administration.disable(first, person, "away")
    if kind == Widening.IDENTITY:
        become(NOBODY)
    made = {
        Widening.CONTACT: lambda: administration.change_contact(first, person, "new@example.com", ""),
        Widening.IDENTITY: lambda: administration.propose_identity(person, "oidc", "u-1"),
        Widening.ENABLE: lambda: administration.propose_enabling(first, person, "back"),
        Widening.FACTOR_RESET: lambda: administration.propose_factor_reset(first, person, "lost"),
        Widening.PASSWORD_CODE: lambda: administration.propose_password_code(first, person),
        Widening.DEPARTMENT_EMAIL: lambda: administration.change_department_email(
            first, person.department, "room@example.com"
        ),
        Widening.MOVE: lambda: administration.move_person(first, person, _beside(person)),
        Widening.APPOINTMENT: lambda: administration.appoint(
            first, person, person.department, Duty.AUDITOR, today
        ),
        Widening.SEAT: lambda: administration.seat(first, _body(), SeatRole.MEMBER, today, user=person),
    }[kind]()
    assert isinstance(made, Proposal)
    return made


def _body() -> Body:
    return Body.objects.get(unit__code="sc", kind=BodyKind.COORDINATION_COMMITTEE)


@pytest.mark.parametrize("kind", list(Widening))
def test_what_a_second_person_confirms_on_the_page_is_carried_out_under_the_rules(kind, actor, desk, person):
    become(actor(FIRST))
    made = asked_by(actor(FIRST), kind, person)
    _as_the_house()
    page = desk(SECOND).post(f"/organisation/proposal/{made.pk}", {"what": "confirm"})
    assert page.status_code == 200, page.content.decode()
    person = User.objects.select_related("department__unit").get(pk=person.pk)
    made.refresh_from_db()
    assert made.verdict == "confirmed"
    assert carried_out(kind, person, page.context["link"])


def refused(statement: str, *given: object) -> bool:
    """Refused outright, or no row was found that may be changed."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.rowcount == 0
    except ProgrammingError as refusal:
        assert refusal.__cause__.sqlstate == "42501", refusal
        return True


BY_HAND = {
    Widening.CONTACT: "UPDATE organisation_user SET email = 'mine@example.com' WHERE id = {person}",
    Widening.IDENTITY: (
        "INSERT INTO socialaccount_socialaccount (user_id, provider, uid, extra_data, last_login, date_joined) "
        "VALUES ({person}, 'oidc', 'mine', '{{}}', now(), now())"
    ),
    Widening.ENABLE: "UPDATE organisation_user SET is_active = NOT is_active WHERE id = {person}",
    Widening.FACTOR_RESET: "DELETE FROM mfa_authenticator WHERE user_id = {person}",
    Widening.PASSWORD_CODE: "UPDATE organisation_user SET password = 'x' WHERE id = {person}",
    Widening.DEPARTMENT_EMAIL: "UPDATE organisation_department SET email = 'mine@example.com' WHERE id = {department}",
    Widening.MOVE: "UPDATE organisation_user SET department_id = {beside} WHERE id = {person}",
    Widening.APPOINTMENT: (
        "INSERT INTO organisation_appointment (user_id, department_id, duty, period) "
        "VALUES ({person}, {department}, 'manager', '[2020-01-01,)')"
    ),
    Widening.SEAT: (
        "INSERT INTO committee_seat (body_id, role, user_id, duty, period) "
        "VALUES ({body}, 'chair', {person}, '', '[2020-01-01,)')"
    ),
}


def by_hand(kind: Widening, person: User) -> str:
    return BY_HAND[kind].format(
        person=person.pk, department=person.department_id, beside=_beside(person).pk, body=_body().pk
    )


@pytest.mark.parametrize("who", [FIRST, SECOND, "sc.officer", "gx.officer"])
@pytest.mark.parametrize("kind", list(Widening))
def test_nobody_does_it_by_hand_not_even_who_may_propose_or_confirm(kind, who, actor, person):
    if kind == Widening.ENABLE:
        User.objects.filter(pk=person.pk).update(is_active=False)
    own = who == person.username and kind in (Widening.FACTOR_RESET, Widening.PASSWORD_CODE)
    become(actor(who) if who != person.username else _as(person))
    assert refused(by_hand(kind, person)) is not own


def _as(person):
    from redress.organisation.actor import Actor

    return Actor(id=person.pk, name=person.name)


@pytest.mark.parametrize("kind", sorted(set(Widening) - {Widening.FACTOR_RESET, Widening.ENABLE}))
def test_who_confirms_opens_what_was_proposed_and_no_other_values(kind, actor, person):
    become(actor(FIRST))
    made = asked_by(actor(FIRST), kind, person)
    become(actor(SECOND))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_proposal SET verdict = 'confirmed', decided_by_id = %s WHERE id = %s",
            [actor(SECOND).id, made.pk],
        )
        assert cursor.rowcount == 1
    if kind == Widening.MOVE:
        elsewhere = Appointment.objects.filter(department__unit__code="gx").first().department_id
        assert refused("UPDATE organisation_user SET department_id = %s WHERE id = %s", elsewhere, person.pk)
    else:
        assert refused(by_hand(kind, person))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "kind", [Widening.CONTACT, Widening.FACTOR_RESET, Widening.APPOINTMENT, Widening.ENABLE]
)
def test_what_was_confirmed_is_carried_out_once_and_not_again_later(kind, actor, person):
    become(actor(FIRST))
    made = asked_by(actor(FIRST), kind, person)
    become(actor(SECOND))
    administration.confirm(actor(SECOND), made)
    _as_the_house()
    today = timezone.localdate()
    again = {
        Widening.CONTACT: f"UPDATE organisation_user SET email = 'new@example.com', phone = '' WHERE id = {person.pk}",
        Widening.FACTOR_RESET: f"DELETE FROM mfa_authenticator WHERE user_id = {person.pk}",
        Widening.APPOINTMENT: (
            "INSERT INTO organisation_appointment (user_id, department_id, duty, period) "
            f"VALUES ({person.pk}, {person.department_id}, 'auditor', '[{today},)')"
        ),
        Widening.ENABLE: f"UPDATE organisation_user SET is_active = true WHERE id = {person.pk}",
    }[kind]
    User.objects.filter(pk=person.pk).update(email="", is_active=kind != Widening.ENABLE)
    if kind == Widening.FACTOR_RESET:
        Authenticator.objects.create(user=person, type="totp", data={"secret": "y"})
    become(actor(SECOND))
    assert refused(again)


def _proposed(person: User, by: int, when=None) -> Proposal:
    return Proposal.objects.create(
        kind=Widening.FACTOR_RESET, unit=person.department.unit, person=person, asked={}, proposed_by_id=by,
        proposers=[by], proposed_at=when or timezone.now(),
    )  # fmt: skip


def test_the_database_asks_of_a_confirmation_what_the_code_asks(actor, person):
    """Who has the duty over that unit, is nobody who proposed it nor whom it is about, and within thirty days."""
    by = actor(FIRST).id
    fresh, old = _proposed(person, by), _proposed(person, by, timezone.now() - timedelta(days=31))
    confirm = "UPDATE organisation_proposal SET verdict = 'confirmed', decided_by_id = %s WHERE id = %s"
    for who in ("admin", "sc.officer", "gx.officer", "cd.officer"):
        become(actor(who))
        assert refused(confirm, actor(who).id, fresh.pk), who
    elsewhere = Appointment.objects.filter(duty="manager", department__unit__code="gx").first()
    assert elsewhere
    become(actor(elsewhere.user.username))
    assert refused(confirm, elsewhere.user_id, fresh.pk)
    become(actor(SECOND))
    assert refused(confirm, actor(SECOND).id, old.pk)
    assert refused(confirm, by, fresh.pk), "in the name of another"
    assert not refused(confirm, actor(SECOND).id, fresh.pk)


def test_nobody_proposes_in_anothers_name_or_for_later_or_decided_already(actor, person):
    add = (
        "INSERT INTO organisation_proposal (kind, unit_id, person_id, asked, proposed_by_id, proposers, proposed_at, "
        "verdict, reason) VALUES (%s, %s, %s, '{}', %s, %s, %s, %s, '')"
    )
    unit, now, other = person.department.unit_id, timezone.now(), actor(SECOND).id
    me = actor(FIRST).id
    become(actor(FIRST))
    assert not refused(add, "factor_reset", unit, person.pk, me, [me], now, "")
    assert refused(add, "factor_reset", unit, person.pk, other, [other], now, "")
    assert refused(add, "factor_reset", unit, person.pk, me, [other], now, "")
    assert refused(add, "factor_reset", unit, person.pk, me, [], now, "")
    assert refused(add, "factor_reset", unit, person.pk, me, [me], now + timedelta(days=60), "")
    assert refused(add, "factor_reset", unit, person.pk, me, [me], now, "confirmed")
    become(actor("gx.officer"))
    mine = actor("gx.officer").id
    assert refused(add, "factor_reset", unit, person.pk, mine, [mine], now, "")
    become(NOBODY)
    assert not refused(add, "identity", unit, person.pk, person.pk, [person.pk], now, "")
    assert refused(add, "factor_reset", unit, person.pk, person.pk, [person.pk], now, "")
    assert refused(add, "identity", unit, person.pk, other, [other], now, "")


def test_an_appointment_and_a_seat_only_end_sooner(actor, person):
    held = Appointment.objects.create(
        user=person, department=person.department, duty=Duty.LEGAL,
        period=(timezone.localdate() - timedelta(days=9), timezone.localdate() + timedelta(days=9)),
    )  # fmt: skip
    become(actor(FIRST))
    change = "UPDATE organisation_appointment SET period = daterange(lower(period) {}, upper(period) {}) WHERE id = {}"
    assert refused(change.format("", "+ 1", held.pk))
    assert refused(change.format("- 1", "", held.pk))
    assert refused(change.format("+ 1", "", held.pk))
    assert refused("UPDATE organisation_appointment SET period = '[2020-01-01,)' WHERE id = %s", held.pk)
    assert refused("DELETE FROM organisation_appointment WHERE id = %s", held.pk)
    assert refused("UPDATE organisation_appointment SET duty = 'administrator' WHERE id = %s", held.pk)
    assert not refused(change.format("", "- 1", held.pk))
    become(actor("gx.officer"))
    assert refused(change.format("", "- 1", held.pk))


def test_who_comes_by_the_directory_proposes_before_anybody_is_signed_in_and_becomes_nobody(person, actor):
    seen = []

    def watch(execute, sql, params, many, context):
        if "redress_enter" in sql:
            seen.append(params)
        return execute(sql, params, many, context)

    become(NOBODY)
    with connection.execute_wrapper(watch):
        made = administration.propose_identity(person, "oidc", "u-2")
    assert made is not None
    assert (made.proposed_by_id, made.person_id) == (person.pk, person.pk)
    assert seen == [], "the sight of that person is nobody's who only says the name"


def test_a_proposal_that_waits_opens_nothing_and_nobody_rewrites_what_was_asked(person, actor):
    made = _proposed(person, actor(FIRST).id)
    become(actor("gx.officer"))
    assert not Authenticator.objects.filter(user=person).exists()
    assert refused("UPDATE organisation_user SET name = 'x' WHERE id = %s", person.pk)
    assert refused("UPDATE organisation_proposal SET verdict = 'confirmed' WHERE id = %s", made.pk)
    become(actor(SECOND))
    assert refused("UPDATE organisation_proposal SET asked = '{}' WHERE id = %s", made.pk)


@pytest.mark.parametrize("as_whom", ["door", "worker"])
def test_neither_the_door_nor_the_worker_gives_anybody_a_key(as_whom, person, login_of_the_worker):
    """A ticket that says "everything" reads everything; it changes no account."""
    from redress.organisation.actor import SYSTEM

    run = login_of_the_worker(NOBODY if as_whom == "door" else SYSTEM)
    for kind in (Widening.CONTACT, Widening.PASSWORD_CODE, Widening.MOVE, Widening.FACTOR_RESET, Widening.IDENTITY,
                 Widening.APPOINTMENT, Widening.SEAT, Widening.DEPARTMENT_EMAIL):  # fmt: skip
        assert run(by_hand(kind, person)), kind
    decided = (
        "INSERT INTO organisation_proposal (kind, unit_id, person_id, asked, proposed_by_id, proposers, proposed_at, "
        f"verdict, decided_by_id, reason) VALUES ('factor_reset', 1, {person.pk}, '{{}}', 1, '{{1}}', now(), "
        "'confirmed', 2, '')"
    )
    for statement in (
        "UPDATE organisation_user SET is_superuser = true",
        "UPDATE organisation_user SET is_active = false",
        "UPDATE organisation_user SET username = 'x' WHERE id = 1",
        f"INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES ({person.pk}, 'totp', '{{}}', now())",
        f"UPDATE mfa_authenticator SET user_id = 1 WHERE user_id = {person.pk}",
        "UPDATE outbox_staffcontact SET user_id = 1",
        decided,
    ):
        assert run(statement), statement


@pytest.fixture
def login_of_the_worker():
    """Runs a statement as the worker's own login does, in the test's transaction; whether it was refused."""

    def as_whom(actor):
        become(actor)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL SESSION AUTHORIZATION redress_test_worker")
        return refused

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'redress_test_worker'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE redress_test_worker LOGIN")
        cursor.execute("GRANT redress_worker TO redress_test_worker")
    yield as_whom
    with connection.cursor() as cursor:
        cursor.execute("RESET SESSION AUTHORIZATION")


@pytest.mark.req("SEC-01")
def test_database_and_code_hold_a_proposal_as_long_and_have_the_same_confirm_it():
    """They are two because the database must not believe the code; this is where they are compared."""
    text = (files("redress.operations.floor") / "people.sql").read_text("utf-8")
    guard = text.split("FUNCTION redress_proposal_guard()")[1].split("$$;")[0]
    assert re.findall(r"interval '(\d+) days'", guard) == [str(proposals.HOLDS.days)]
    assert f"within {proposals.HOLDS.days} days" in guard
    [who] = re.findall(r"redress_has_over\('\{([a-z_,]+)\}', NEW.unit_id\)", guard)
    assert set(who.split(",")) == set(proposals.CONFIRMERS)
