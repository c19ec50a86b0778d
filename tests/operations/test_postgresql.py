"""The database backend: times as Django reads them, and a kept connection that was cut is noticed."""

import socket
import time
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from django.db.utils import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.pq import Format

from redress.operations.postgresql.base import ASK_AFTER, DatabaseWrapper, TimeLoader
from redress.settings import database

AWARE = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))
TIMESTAMPTZ = 1184


@pytest.fixture
def fresh(transactional_db):
    """A connection of this test's own, opened anew."""
    connection.close()
    connection.ensure_connection()
    yield connection
    connection.close()


@pytest.mark.django_db
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=AWARE)
def test_a_time_comes_back_as_it_was_written(at):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz, ARRAY[%s]::timestamptz[]", [at, at])
        found, [inside] = cursor.fetchone()
    assert (found, inside) == (at, at)
    assert found.tzinfo is UTC


@pytest.mark.django_db
def test_the_loader_is_the_one_in_use_and_django_does_not_replace_it():
    with connection.cursor() as cursor:
        assert cursor.adapters.get_loader(TIMESTAMPTZ, Format.TEXT) is TimeLoader


def another(to) -> psycopg.Connection:
    return psycopg.connect(**to.get_connection_params() | {"cursor_factory": psycopg.Cursor, "context": None})


class InUtc(BaseTzLoader):
    timezone = UTC


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written", [b"1900-01-01 08:05:43+08:05:43", b"2026-11-18 10:00:00+08", b"0099-01-01 00:00:00+00"]
)
def test_a_time_in_another_zone_or_age_is_read_as_django_does(written):
    connection.ensure_connection()
    assert TimeLoader(TIMESTAMPTZ, connection.connection).load(written) == InUtc(
        TIMESTAMPTZ, connection.connection
    ).load(written)


@pytest.mark.django_db
def test_a_time_that_no_calendar_holds_is_an_error_of_the_data():
    with connection.cursor() as cursor, pytest.raises(psycopg.DataError):
        TimeLoader(TIMESTAMPTZ, connection.connection).load(b"infinity")
        cursor.execute("SELECT 1")


@pytest.mark.req("SEC-07")
def test_a_connection_that_the_server_ended_is_not_usable(fresh):
    assert fresh.is_usable()
    with psycopg.connect(
        **fresh.get_connection_params() | {"cursor_factory": psycopg.Cursor, "context": None}
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [fresh.connection.info.backend_pid])
    deadline = time.monotonic() + 5
    while fresh.is_usable() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not fresh.is_usable()


def test_a_silent_connection_is_asked_only_now_and_then(fresh):
    def last_asked() -> str:
        with psycopg.connect(
            **fresh.get_connection_params() | {"cursor_factory": psycopg.Cursor, "context": None}
        ) as other:
            found = other.execute(
                "SELECT query_start::text FROM pg_stat_activity WHERE pid = %s",
                [fresh.connection.info.backend_pid],
            ).fetchone()
        return found[0]

    before = last_asked()
    assert fresh.is_usable()
    assert last_asked() == before
    fresh._asked -= ASK_AFTER
    assert fresh.is_usable()
    assert last_asked() != before


@pytest.mark.req("SEC-07", "SYS-04")
@pytest.mark.django_db
def test_a_server_that_takes_the_connection_and_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://web:secret@127.0.0.1:{silent.getsockname()[1]}/redress"
        assert database.from_url(address, "web")["OPTIONS"]["connect_timeout"] == database.CONNECTED_WITHIN
        own = DatabaseWrapper(
            connection.settings_dict | database.from_url(f"{address}?connect_timeout=2", "web")
        )
        begun = time.monotonic()
        with pytest.raises(OperationalError, match="time"):
            own.ensure_connection()
        assert time.monotonic() - begun < database.CONNECTED_WITHIN
