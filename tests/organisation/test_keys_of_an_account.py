"""Whoever changes with what somebody signs in does not do it unseen: the person is told by mail (SEC-05).

OWASP ASVS 4.0.3, 2.2.3 and 2.5.5.
"""

from __future__ import annotations

import pytest
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.utils.translation import override

from redress.messages.models import Message
from redress.organisation import sign_ins
from redress.organisation.kinds import SignInEvent
from redress.organisation.models import User
from redress.organisation.queries import actor as actor_of
from tests.fixtures.desk import the_house
from tests.messages.conftest import box  # noqa: F401 - a fixture
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-05")]
OLD, NEW = "Alte-Leiter-2026", "Neue-Treppe-2027"


@pytest.fixture
def person(box) -> User:  # noqa: F811
    User.objects.filter(username="sc.handler").update(email="handler@anhe.example")
    user = User.objects.get(username="sc.handler")
    user.set_password(OLD)
    user.save()
    return user


def told(user: User) -> list[tuple[str, str]]:
    with the_house():
        found = Message.objects.filter(user=user, template="account")
        return [(str(each.address), str(each.body)) for each in found]


def label(said: object) -> str:
    with override("zh-hans"):
        return str(said)


def test_of_a_changed_password(person, desk):
    client = desk("sc.handler")
    client.post(
        "/accounts/password/change/",
        {"oldpassword": OLD, "password1": NEW, "password2": NEW},
        REMOTE_ADDR="192.0.2.9",
    )
    [(address, body)] = told(person)
    assert address == "handler@anhe.example"
    assert label(SignInEvent.PASSWORD_CHANGED.label) in body
    assert "192.0.2.9" in body
    assert NEW not in body


@pytest.mark.parametrize(
    ("heard", "event"),
    [
        (signals.authenticator_added, SignInEvent.FACTOR_ADDED),
        (signals.authenticator_removed, SignInEvent.FACTOR_REMOVED),
    ],
)
def test_of_a_second_factor_that_was_added_or_taken_away(person, rf, heard, event):
    """As the library tells of both, whichever kind of factor it is."""
    request = rf.post("/accounts/2fa/totp/activate/", REMOTE_ADDR="192.0.2.9")
    request.session = {}
    factor = Authenticator(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    heard.send(Authenticator, request=request, user=person, authenticator=factor)
    [(_to, body)] = told(person)
    assert label(event.label) in body
    assert "192.0.2.9" in body


def test_of_a_reset_by_others(person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    made = administration.propose_factor_reset(by("admin"), person, "lost")
    administration.confirm(by("sc.manager"), made)
    [(_to, body)] = told(person)
    assert label(SignInEvent.FACTOR_RESET.label) in body


def test_another_address_is_told_to_the_old_one_as_well(person):
    made = administration.change_contact(by("admin"), person, "elsewhere@anhe.example", "1")
    administration.confirm(by("sc.manager"), made)
    assert {to for to, _body in told(person)} == {"handler@anhe.example", "elsewhere@anhe.example"}


def test_every_event_of_the_log_that_changes_a_key_is_told_and_no_other(person):
    """A new event of the log is sorted here: does somebody sign in with something else afterwards?"""
    no_change = {
        SignInEvent.SIGNED_IN, SignInEvent.FAILED, SignInEvent.LOCKED, SignInEvent.SECOND_FACTOR,
        SignInEvent.FACTOR_FAILED, SignInEvent.LINK_SENT, SignInEvent.SESSION_ENDED, SignInEvent.SIGNED_OUT,
        SignInEvent.DISABLED,
    }  # fmt: skip
    assert set(SignInEvent) - no_change == sign_ins.KEYS
    for event in SignInEvent:
        sign_ins.note(event, user=person)
    assert len(told(person)) == len(sign_ins.KEYS)


def test_without_an_address_nothing_is_written(person):
    User.objects.filter(pk=person.pk).update(email="")
    sign_ins.note(SignInEvent.PASSWORD_CHANGED, user=User.objects.get(pk=person.pk))
    assert told(person) == []


def by(name: str):
    return actor_of(User.objects.get(username=name).pk)
