"""What widens sight needs two people; keys of an account go to its person; access ends wholly (SEC-01, SEC-05)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from redress.administration.authority import NotYourDuty
from redress.api import tokens
from redress.casework.refusals import Refusal as Refused
from redress.organisation import queries, second_factor
from redress.organisation.acting import acting_as
from redress.organisation.kinds import SECOND_PERSON_DUTIES, Change, Duty, SignInEvent
from redress.organisation.models import (
    Appointment,
    Department,
    Deputy,
    OrganisationEntry,
    Proposal,
    SignIn,
    StaffSession,
    User,
)
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-05")]


def who(name):
    return User.objects.get(username=name)


def place(unit="sc", kind="customer_service"):
    return Department.objects.get(unit__code=unit, kind=kind)


def asked(actor, duty=Duty.AUDITOR, person="sc.finance"):
    with acting_as(actor("admin")) as admin:
        return administration.appoint(admin, who(person), place(), duty, timezone.localdate())


@pytest.mark.parametrize("duty", sorted(SECOND_PERSON_DUTIES))
def test_one_person_alone_gives_no_duty_that_gives_sight(duty, actor):
    before = actor("sc.finance")
    waits = asked(actor, duty)
    assert isinstance(waits, Proposal)
    assert actor("sc.finance") == before
    with acting_as(actor("sc.manager")) as manager:
        administration.confirm(manager, waits)
    assert actor("sc.finance").has_over({duty}, place().unit_id)
    kept = list(OrganisationEntry.objects.order_by("id").values_list("what", flat=True))
    assert kept == [Change.PROPOSED, Change.APPOINTED, Change.CONFIRMED]


@pytest.mark.parametrize("duty", list(Duty))
def test_nobody_appoints_themself_to_anything(duty, actor):
    with acting_as(actor("admin")) as admin, pytest.raises(Refused):
        administration.appoint(admin, who("admin"), place(), duty, timezone.localdate())
    assert not Proposal.objects.exists()


def test_neither_who_proposed_nor_who_it_is_about_nor_a_stranger_confirms(actor):
    waits = asked(actor, person="sc.manager", duty=Duty.AUDITOR)
    for name in ("admin", "sc.manager"):
        with acting_as(actor(name)) as one, pytest.raises(Refused):
            administration.confirm(one, waits)
    for name in ("sc.cshead", "gx.manager"):
        with acting_as(actor(name)) as one, pytest.raises(NotYourDuty):
            administration.confirm(one, waits)
    assert not Appointment.objects.filter(user=who("sc.manager"), duty=Duty.AUDITOR).exists()


@pytest.mark.parametrize("absent", ["admin", "sc.finance"])
def test_who_stands_in_for_the_proposer_or_the_appointee_does_not_confirm(absent, actor):
    waits = asked(actor)
    today = timezone.localdate()
    Deputy.objects.create(
        absent=who(absent), deputy=who("sc.manager"), reason="x", period=(today, today + timedelta(days=2))
    )
    with acting_as(actor("sc.manager")) as deputy, pytest.raises(Refused):
        administration.confirm(deputy, waits)


def test_what_is_rejected_or_was_confirmed_is_decided_once(actor):
    waits = asked(actor)
    with acting_as(actor("sc.manager")) as manager:
        with pytest.raises(Refused):
            administration.reject(manager, waits, " ")
        administration.reject(manager, waits, "不需要")
        with pytest.raises(Refused):
            administration.confirm(manager, waits)


def test_who_lost_the_duty_proposes_no_more(actor):
    waits = asked(actor)
    Appointment.objects.filter(user=who("admin")).update(period=(timezone.localdate(), timezone.localdate()))
    with acting_as(actor("sc.manager")) as manager, pytest.raises(Refused):
        administration.confirm(manager, waits)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_proposal SET person_id = decided_by_id",
        "DELETE FROM organisation_proposal",
        "UPDATE organisation_proposal SET verdict = 'confirmed', decided_by_id = proposed_by_id",
        "UPDATE organisation_signin SET address = ''",
        "DELETE FROM organisation_signin",
    ],
)
def test_the_database_refuses_to_change_what_was_proposed_or_who_signed_in(statement, actor, desk):
    asked(actor)
    desk("sc.officer")
    SignIn.objects.create(event=SignInEvent.FAILED)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_person_without_a_confirmed_address_gets_no_link(actor):
    with acting_as(actor("admin")) as admin:
        user = administration.add_person(
            admin, place(), username="sc.puppet", name="甲", email="a@evil.example"
        )
    user.refresh_from_db()
    assert user.email == ""
    waits = Proposal.objects.get(person=user)
    with acting_as(actor("sc.manager")) as manager:
        administration.confirm(manager, waits)
    user.refresh_from_db()
    assert user.email == "a@evil.example"
    said = str([(entry.before, entry.after) for entry in OrganisationEntry.objects.all()])
    assert "contact" in said
    assert "evil.example" not in said


def test_a_disabled_person_has_no_session_no_token_and_comes_back_by_two(actor, desk):
    client = desk("sc.handler")
    assert client.get("/").status_code == 200
    token = tokens.create(who("sc.handler"), "x", ["read"], timedelta(days=1))
    with acting_as(actor("admin")) as admin:
        with pytest.raises(Refused):
            administration.disable(admin, who("admin"), "x")
        administration.disable(admin, who("sc.handler"), "离职")
    assert not StaffSession.objects.filter(user=who("sc.handler")).exists()
    assert tokens.find(token) is None
    assert client.get("/").status_code == 302
    assert queries.actor(who("sc.handler").pk).id is None
    with acting_as(actor("admin")) as admin:
        waits = administration.propose_enabling(admin, who("sc.handler"), "回来")
    assert not who("sc.handler").is_active
    with acting_as(actor("sc.manager")) as manager:
        administration.confirm(manager, waits)
    assert who("sc.handler").is_active
    assert tokens.find(token) is None, "a token does not come back"


def test_the_last_administrator_stays(actor):
    Appointment.objects.filter(duty=Duty.ADMINISTRATOR).exclude(user=who("admin")).delete()
    held = Appointment.objects.get(user=who("admin"), duty=Duty.ADMINISTRATOR)
    with acting_as(actor("admin")) as admin, pytest.raises(Refused):
        administration.end_appointment(admin, held, timezone.localdate())


def test_a_new_password_ends_every_session_and_token_and_is_not_the_old_one(desk, client):
    user = who("sc.handler")
    other = desk("sc.handler")
    token = tokens.create(user, "x", ["read"], timedelta(days=1))
    user.set_password("shenme-mima-26")
    user.save()
    assert tokens.find(token) is None
    assert other.get("/").status_code == 302
    client.force_login(user)
    same = {"oldpassword": "shenme-mima-26", "password1": "shenme-mima-26", "password2": "shenme-mima-26"}
    assert client.post("/accounts/password/change/", same).status_code == 200, "refused, beside the field"
    new = same | {"password1": "lingwai-mima-27", "password2": "lingwai-mima-27"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert client.get("/").status_code == 200, "who changed it goes on"


def test_a_session_ends_when_nothing_came_from_its_person(desk):
    client = desk("sc.handler")
    client.get("/")
    StaffSession.objects.update(last_seen=timezone.now() - timedelta(minutes=31))
    assert client.get("/counts").status_code == 302
    assert client.get("/").status_code == 302


def test_who_must_have_a_second_factor_is_served_nothing_before(desk, settings):
    settings.REDRESS_SECOND_FACTOR = frozenset({"handler"})
    answer = desk("sc.handler").get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/2fa/totp/activate/"
    assert desk("sc.manager").get("/").status_code == 200


def test_a_code_counts_once():
    user = who("sc.handler").pk
    assert second_factor.taken_once(user)
    assert not second_factor.taken_once(user)
    assert second_factor.taken_once(who("sc.manager").pk)


@pytest.mark.parametrize("page", ["email/", "signup/", "password/set/", "3rdparty/"])
def test_nobody_gives_themself_addresses_or_identities(page, desk):
    assert desk("sc.handler").get(f"/accounts/{page}").status_code == 404


def test_a_public_reset_tells_the_same_of_everybody_and_needs_no_mail_server(client):
    User.objects.filter(username="sc.handler").update(email="h@anhe.example")
    pages = [
        client.post("/accounts/password/reset/", {"email": address}, follow=True)
        for address in ("h@anhe.example", "nobody@anhe.example")
    ]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].redirect_chain == pages[1].redirect_chain


def test_sign_ins_stand_in_the_log_and_a_password_typed_as_a_name_does_not(client):
    client.post("/accounts/login/", {"login": "sc.handler", "password": "wrong"})
    client.post("/accounts/login/", {"login": "geheim-2026", "password": "wrong"})
    kept = list(SignIn.objects.order_by("id"))
    assert [entry.event for entry in kept] == [SignInEvent.FAILED, SignInEvent.FAILED]
    assert kept[0].user == who("sc.handler")
    assert kept[1].user is None
    assert len(kept[1].name_hash) == 32
