"""A table of sessions that was read, or changed, signs nobody in (SEC-02, SEC-05)."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from redress.organisation import sessions, tracking
from redress.organisation.models import StaffSession, User
from redress.organisation.sessions import SessionStore

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-02", "SEC-05")]


def coming_with(cookie):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client.get("/")


def cookie_of(client):
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_a_stolen_row_is_no_cookie(desk):
    client = desk("sc.officer")
    assert client.get("/").status_code == 200
    row = Session.objects.get()
    assert coming_with(row.session_key).status_code == 302
    assert coming_with(StaffSession.objects.get().session).status_code == 302
    assert coming_with(cookie_of(client)).status_code == 200


def test_neither_table_holds_the_cookie_or_what_the_session_carries(desk):
    client = desk("sc.officer")
    session = client.session
    session["looked_for"] = "欧阳金丝雀"
    session.save()
    client.get("/")
    told = json.dumps([*Session.objects.values(), *StaffSession.objects.values()], default=str)
    assert cookie_of(client) not in told
    for shape in ("欧阳金丝雀", json.dumps("欧阳金丝雀")[1:-1], "looked_for", "_auth_user"):
        assert shape not in told
        assert shape.encode() not in base64.b64decode(Session.objects.get().session_data)
    assert client.session["looked_for"] == "欧阳金丝雀"


def test_the_data_of_one_session_do_not_open_in_another(desk):
    mine, theirs = desk("sc.officer"), desk("sc.manager")
    assert mine.get("/").status_code == theirs.get("/").status_code == 200
    data = Session.objects.get(session_key=sessions.stored(cookie_of(theirs))).session_data
    Session.objects.filter(session_key=sessions.stored(cookie_of(mine))).update(session_data=data)
    assert mine.get("/").status_code == 302


def test_data_written_in_clear_by_somebody_else_are_not_read(desk):
    client = desk("sc.officer")
    clear = SessionStore().encode(dict(client.session.items()))
    Session.objects.update(session_data=clear)
    assert client.get("/").status_code == 302


def test_a_session_goes_on_changes_its_key_and_ends(db):
    store = SessionStore()
    store["a"] = 1
    store.create()
    first = store.session_key
    assert SessionStore(first).exists(first)
    store.cycle_key()
    assert store.session_key != first
    assert not store.exists(first)
    assert SessionStore(store.session_key)["a"] == 1
    store["a"] = 2
    store.save()
    assert SessionStore(store.session_key)["a"] == 2
    store.delete()
    assert not store.exists(store.session_key)
    assert SessionStore(store.session_key).load() == {}
    assert Session.objects.count() == 0


def test_a_session_that_was_deleted_is_not_written_again(desk):
    client = desk("sc.officer")
    session = client.session
    assert session["_auth_user_id"]
    Session.objects.all().delete()
    session["a"] = 1
    with pytest.raises(UpdateError):
        session.save()


def test_signing_out_ends_the_row_and_the_list_names_it_by_its_hash(desk):
    client = desk("sc.officer")
    client.get("/")
    officer = User.objects.get(username="sc.officer")
    assert [each.session for each in tracking.of(officer)] == [sessions.stored(cookie_of(client))]
    kept = cookie_of(client)
    client.logout()
    assert not SessionStore(kept).exists(kept)
    assert coming_with(kept).status_code == 302


def test_an_idle_session_has_ended_for_its_hash_too(desk):
    client = desk("sc.officer")
    client.get("/")
    StaffSession.objects.update(last_seen=timezone.now() - sessions.idle_limit() - timedelta(seconds=1))
    assert client.get("/").status_code == 302
