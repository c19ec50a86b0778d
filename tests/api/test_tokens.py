"""Tokens: kept as hashes, bound to scopes, ended by time or by hand."""

from __future__ import annotations

import hashlib
import logging
from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone

from redress.api import attempts, scopes, tokens
from redress.api.models import Token
from redress.assembly import ADDRESSED
from redress.operations.console import redress
from redress.organisation.acting import current
from redress.organisation.models import Appointment, User
from redress.organisation.queries import actor
from tests.api.client import Caller
from tests.complaints.inputs import TRANSFER, VISIT

pytestmark = pytest.mark.django_db

OPERATIONS = [
    ("get", "/complaints"),
    ("post", "/complaints"),
    ("get", "/complaints/L2026-0000001"),
    ("get", "/complaints/L2026-0000001/clocks"),
    ("get", "/complaints/L2026-0000001/journal"),
    ("post", "/evidence"),
    ("get", "/sessions"),
    ("get", "/bodies"),
    ("get", "/sessions/SC-C-2026-001"),
    ("get", "/actions"),
    ("get", "/actions/A-000001"),
    ("get", "/samples"),
    ("get", "/samples/S-000001"),
    ("get", "/articles"),
    ("get", "/articles/K-000001"),
    *(("post", f"/{kind.path}") for kind in ADDRESSED if kind.path != "complaints" and kind.opens),
    *(("get", f"/{kind.path}/{kind.example}/commands") for kind in ADDRESSED),
    *(
        ("post", f"/{kind.path}/{kind.example}/commands/{command.name}")
        for kind in ADDRESSED
        for command in kind.commands
    ),
]

REGRADED = {"complexity": "complex", "reason": "须调取病历"}


@pytest.fixture
def same_database(monkeypatch):
    """The command line opens and closes the database by itself; here it works in the test's."""
    monkeypatch.setattr("redress.operations.console.database", lambda **_how: nullcontext())


def asked(caller, method, path):
    return caller.get(path) if method == "get" else caller.post(path)


def officer():
    return User.objects.get(username="cd.officer")


def fresh(*held, lifetime=timedelta(days=1)):
    return tokens.create(officer(), "test", held, lifetime)


@pytest.mark.req("SEC-01")
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_refuses_no_unknown_expired_revoked_and_scopeless_tokens(method, path):
    expired = fresh(*scopes.ALL, lifetime=timedelta(seconds=-1))
    revoked = fresh(*scopes.ALL)
    tokens.revoke(revoked[: tokens.HINT_CHARACTERS])
    for token in ("", "rdr_unknown", expired, revoked, "é" * 10, "x" * 5000):
        response = asked(Caller(token), method, path)
        assert response.status_code == 401, response.content.decode()
        assert response["WWW-Authenticate"].startswith("Bearer")
        assert response["Content-Type"] == "application/problem+json"
    scopeless = asked(Caller(fresh()), method, path)
    assert scopeless.status_code == 403
    assert 'error="insufficient_scope"' in scopeless["WWW-Authenticate"]


def test_a_token_for_one_command_gives_that_one_and_no_other(wednesday, caller):
    number = caller("cd.officer").post("/complaints", VISIT).json()["number"]
    one = Caller(fresh("command:reclass"))
    assert one.give(number, "record_contact", {"means": "call", "words": "进展"}).status_code == 403
    assert one.give(number, "reclass", REGRADED).status_code == 200
    assert one.get(f"/complaints/{number}").status_code == 403


@pytest.mark.req("SEC-01")
def test_only_a_hash_of_the_token_is_kept():
    token = fresh("read")
    row = Token.objects.get()
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(vars(row))


def test_a_token_of_somebody_who_left_is_refused():
    reader = Caller(fresh("read"))
    User.objects.filter(username="cd.officer").update(is_active=False)
    assert reader.get("/complaints").status_code == 401


@pytest.mark.req("SEC-01", "ORG-11")
def test_a_token_does_no_more_than_its_person_may_since_the_request_before(caller, wednesday):
    given = caller("sc.officer")
    assert given.post("/complaints", TRANSFER).status_code == 201
    gone = (date(2020, 1, 1), timezone.localdate() - timedelta(days=1))
    Appointment.objects.filter(user__username="sc.officer").update(period=gone)
    refused = given.post("/complaints", TRANSFER)
    assert (refused.status_code, refused.json()["rule"]) == (403, "SEC-01")


def later(seconds):
    return timezone.now() + timedelta(seconds=seconds)


ENDINGS = {
    "revoked": lambda token: Token.objects.filter(pk=token.pk).update(revoked_at=timezone.now()),
    "expired": lambda token: Token.objects.filter(pk=token.pk).update(expires_at=later(-1)),
    "disabled": lambda token: User.objects.filter(pk=token.user_id).update(is_active=False),
}


@pytest.mark.req("SEC-01")
@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
def test_a_token_that_came_before_opens_nothing_once_it_has_ended(end):
    """Its ticket goes with the question whether it holds; nobody acts when it does not."""
    token = fresh("read")
    caller, held = Caller(token), Token.objects.get(digest=hashlib.sha256(token.encode()).hexdigest())
    assert [caller.get("/complaints").status_code for _time in range(2)] == [200, 200]
    end(held)
    assert caller.get("/complaints").status_code == 401
    assert said_to_the_database("staff") == ""


@pytest.mark.req("SEC-01")
def test_a_token_that_came_before_is_used_within_its_scopes_of_now():
    token = fresh("read")
    caller = Caller(token)
    assert caller.get("/complaints").status_code == 200
    Token.objects.filter(user=officer()).update(scopes=["register"])
    assert caller.get("/complaints").status_code == 403


@pytest.mark.req("ORG-11", "SEC-06")
def test_whose_token_comes_again_is_told_to_the_database_with_the_question(django_assert_num_queries):
    mine, other = (
        fresh("read"),
        tokens.create(User.objects.get(username="gx.officer"), "test", ["read"], timedelta(1)),
    )
    for token in (mine, other):
        tokens.come(token, reads=True)
    with django_assert_num_queries(1):
        holder = tokens.come(mine, reads=True)
    assert holder is not None
    assert current() == holder.actor == actor(officer().pk, frozenset({"read"}))
    assert said_to_the_database("staff") == str(officer().pk)


def said_to_the_database(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(redress_told(%s), '')", [name])
        return cursor.fetchone()[0]


def test_the_last_use_is_written_at_most_once_a_minute():
    reader = Caller(fresh("read"))
    reader.get("/complaints")
    first = Token.objects.get().last_used_at
    reader.get("/complaints")
    assert Token.objects.get().last_used_at == first
    Token.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    reader.get("/complaints")
    assert Token.objects.get().last_used_at > first


def test_refused_tokens_are_logged_once_a_minute_with_their_number(caplog, monkeypatch):
    clock = iter([100.0, 101.0, 102.0, 170.0])
    monkeypatch.setattr(attempts.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(attempts, "_since", float("-inf"))
    attempts._counts.clear()
    with caplog.at_level(logging.WARNING, logger="redress.api.attempts"):
        for _ in range(4):
            attempts.refused("10.0.0.9")
    assert [record.args[0] for record in caplog.records] == [1, 3]


def test_the_command_line_makes_lists_and_revokes_tokens(same_database):
    run = CliRunner().invoke
    made = run(redress, ["token", "create", "cd.officer", "--scopes", "read,command:dispatch", "--days", "2"])
    assert made.exit_code == 0, made.output
    token = made.output.strip()
    assert Caller(token).get("/complaints").status_code == 200
    hint = token[: tokens.HINT_CHARACTERS]
    listed = run(redress, ["token", "list", "cd.officer"]).output
    assert hint in listed
    assert "command:dispatch,read" in listed
    assert run(redress, ["token", "revoke", hint]).exit_code == 0
    assert Caller(token).get("/complaints").status_code == 401
    assert run(redress, ["token", "revoke", hint]).exit_code == 2


@pytest.mark.parametrize(
    "given",
    [["nobody", "--scopes", "read"], ["cd.officer", "--scopes", "fly"], ["cd.officer", "--scopes", ","]],
)
def test_a_token_that_cannot_be_made_ends_with_status_2(same_database, given):
    result = CliRunner().invoke(redress, ["token", "create", *given])
    assert result.exit_code == 2
    assert not Token.objects.exists()
