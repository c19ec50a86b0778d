"""Who holds the web's login and no ticket: no function answers, no table shows or takes a row (SEC-01, SEC-06)."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from redress.operations import floor
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor.tables import OPEN
from redress.organisation import tickets
from redress.organisation.actor import NOBODY, SYSTEM
from tests.operations.as_the_web import (
    NOTHING,
    SAMPLE,
    enter,
    given,
    outcome,
    secret_of,
    tables,
)
from tests.operations.test_sql_as_the_web import a_case as a_case
from tests.operations.test_sql_as_the_web import login as login
from tests.operations.test_sql_as_the_web import thief as thief

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06")]


def test_no_function_answers_whoever_came_in_by_no_ticket(thief, a_case):
    """Over all there are, those of tomorrow as well."""
    called, answered = given(thief), []
    for signature, takes in called:
        name, said = signature.partition("(")[0], [SAMPLE[each] for each in takes]
        if name == "redress_hello":
            continue  # how a session is called, for whoever then proves to know the key
        try:
            rows = thief.execute(f"SELECT * FROM {name}({', '.join(said)})").fetchall()
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidAuthorizationSpecification):
            continue
        except psycopg.errors.ObjectNotInPrerequisiteState:
            continue  # it has proven nothing
        answered += [(signature, rows)] if any(value not in NOTHING for row in rows for value in row) else []
    assert len(called) > 30
    assert answered == []


def test_a_function_that_forgets_to_ask_is_made_to_ask(thief, a_case):
    line = thief.execute
    with connection.cursor() as cursor:
        for name, how in (
            ("redress_forgot", "sql STABLE SECURITY DEFINER AS 'SELECT number FROM complaints_complaint'"),
            (
                "redress_forgot_too",
                (
                    "plpgsql STABLE SECURITY DEFINER AS $$ DECLARE n text; BEGIN SELECT number INTO n "
                    "FROM complaints_complaint; RETURN NEXT n; END $$"
                ),
            ),
        ):
            cursor.execute(f"CREATE FUNCTION {name}() RETURNS SETOF text LANGUAGE {how}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                line(f"SELECT {name}()")
    floor.lay()
    for name in ("redress_forgot", "redress_forgot_too"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no ticket"):
            line(f"SELECT {name}()")
    enter(thief, *tickets.ticket(secret_of(thief), NOBODY, holds=60))
    for name in ("redress_forgot", "redress_forgot_too"):
        assert line(f"SELECT {name}()").fetchall() == [(a_case,)]


def test_no_table_shows_a_row_or_takes_one_without_a_ticket(thief, a_case):
    """Over all there are, those of tomorrow as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()); "
            "INSERT INTO outbox_pause (medium, faults, reason, changed_at) VALUES ('email', 1, '', now())"
        )
    names = set(tables(thief)) - OPEN
    shown = {name: outcome(thief, f'SELECT * FROM "{name}"') for name in names}
    assert {name: rows for name, rows in shown.items() if rows} == {}
    took = {name: outcome(thief, f'INSERT INTO "{name}" DEFAULT VALUES') for name in names}
    assert {name: rows for name, rows in took.items() if rows is not None} == {}
    lost = {name: outcome(thief, f'DELETE FROM "{name}"') for name in names}
    assert {name: rows for name, rows in lost.items() if rows} == {}
    assert len(names) > 90


def test_no_sequence_says_or_takes_anything_without_a_ticket(thief, a_case):
    names = tables(thief, "S")
    assert "complaints_complaint_number" in names
    tried = [
        outcome(thief, statement.format(name))
        for name in names
        for statement in (
            "SELECT nextval('{}')",
            "SELECT last_value FROM {}",
            "SELECT setval('{}', 1)",
            "SELECT redress_next('{}', 1)",
            "SELECT redress_next_each(ARRAY['{}'])",
        )
    ]
    assert set(tried) == {None}
    assert thief.execute("SELECT count(*) FROM pg_sequences WHERE last_value IS NOT NULL").fetchone() == (0,)


def test_who_came_in_takes_keys_of_rows_and_nothing_of_sessions_or_jobs(thief, a_case):
    enter(thief, *tickets.ticket(secret_of(thief), SYSTEM, holds=60))
    assert len(thief.execute("SELECT redress_next('complaints_complaint_number', 3)").fetchall()) == 3
    for name in (
        "redress_session_secret",
        "procrastinate_jobs_id_seq",
        "pg_catalog.x",
        "Redress_session_secret",
    ):
        with pytest.raises(psycopg.Error):
            thief.execute("SELECT redress_next(%s, 1)", [name])
        with pytest.raises(psycopg.Error):
            thief.execute("SELECT redress_next_each(ARRAY['complaints_complaint_number', %s])", [name])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            thief.execute("SELECT redress_keys_of(%s)", [name])


ON_THE_SERVER = [
    "SELECT lo_create(0)", "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_import('/etc/hostname')",
    "SELECT n_live_tup FROM pg_stat_user_tables", "SELECT n_tup_ins FROM pg_stat_xact_all_tables",
    "SELECT idx_scan FROM pg_stat_user_indexes", "SELECT heap_blks_read FROM pg_statio_all_tables",
    "SELECT query FROM pg_stat_activity", "SELECT pg_stat_get_live_tuples('complaints_complaint'::regclass)",
    "SELECT xact_commit FROM pg_stat_database", "SELECT * FROM pg_locks",
    "SELECT pg_relation_size('complaints_complaint')", "SELECT pg_database_size(current_database())",
    "SELECT pg_cancel_backend(pg_backend_pid())", "SELECT pg_terminate_backend(pg_backend_pid())",
]  # fmt: skip


@pytest.mark.parametrize("statement", ON_THE_SERVER)
def test_the_server_tells_who_serves_nothing_of_others_and_keeps_nothing_for_them(thief, statement):
    assert outcome(thief, statement) is None


def test_statistics_of_what_is_hidden_are_hidden(thief, a_case):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE complaints_complaint; ANALYZE organisation_user")
    assert thief.execute(
        "SELECT count(*) FROM pg_stats WHERE tablename IN ('complaints_complaint', 'organisation_user')"
    ).fetchone() == (0,)
