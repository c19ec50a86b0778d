"""The database goes away in the middle of a call: said as 503, nothing half-written, the same call may come again."""

from __future__ import annotations

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from redress.casework import bulk
from redress.complaints.lists.register_list import RegisterFilters, register_list
from redress.complaints.models import JournalEntry
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import VISIT
from tests.fixtures.proxy import BreakingLine

pytestmark = pytest.mark.django_db(transaction=True)


def cut_off() -> None:
    """End our own connection from another one."""
    parameters = connection.get_connection_params() | {"cursor_factory": None, "context": None}
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


@pytest.mark.req("SEC-07", "SYS-01")
@pytest.mark.parametrize("moment_of_loss", ["FROM api_token", "redress_next"])
def test_a_connection_lost_in_the_middle_of_a_call_is_said_and_the_call_may_be_sent_again(
    caller, wednesday, moment_of_loss
):
    officer = caller("cd.officer")
    cut = []

    def lose(execute, sql, params, many, context):
        if moment_of_loss in sql and not cut:
            cut.append(sql)
            cut_off()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(lose):
        lost = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert cut
    assert lost.status_code == 503
    assert lost["Content-Type"] == "application/problem+json"
    assert lost["Retry-After"]
    assert lost.json()["rule"] == "SEC-07"
    assert not register_list(SYSTEM, RegisterFilters()).rows
    again = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert again.status_code == 201
    assert "Idempotent-Replayed" not in again


@pytest.mark.req("SEC-07", "SYS-01")
def test_a_connection_lost_between_the_rows_of_a_case_leaves_none_of_them(caller, wednesday, monkeypatch):
    """Rows are sent in one go, each kind by a prepared statement: the server goes away before the last kinds."""
    officer, said, cut = caller("cd.officer"), bulk.said, []

    def lose(kind, rows, many):
        if kind is JournalEntry and not cut:
            cut.append(kind)
            cut_off()
        return said(kind, rows, many)

    monkeypatch.setattr(bulk, "said", lose)
    lost = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert cut
    assert lost.status_code == 503
    assert not register_list(SYSTEM, RegisterFilters()).rows
    again = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert again.status_code == 201
    assert "Idempotent-Replayed" not in again


@pytest.mark.req("SEC-07")
@pytest.mark.parametrize("answered", [True, False])
def test_a_server_that_dies_after_commit_was_sent_leaves_a_doubt_whatever_fails_next(
    caller, wednesday, monkeypatch, answered
):
    """After COMMIT Django switches the connection back, and finds no server: that fault must not hide the first."""
    officer, own, failed = caller("cd.officer"), connections["default"], []
    switch = own._set_autocommit
    with BreakingLine(answer_lost=True) as line:
        assert officer.get("/complaints").status_code == 200
        line.armed, sent = not answered, own.commits

        def switched(autocommit):
            if autocommit and own.commits > sent and not failed:
                failed.append(True)
                raise OperationalError("the server is gone")
            switch(autocommit)

        monkeypatch.setattr(own, "_set_autocommit", switched)
        lost = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
        monkeypatch.undo()
        own.close()
        assert failed
        assert (lost.status_code, lost.json()["type"].rpartition(":")[2]) == (503, "not-known")
        again = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert again["Idempotent-Replayed"] == "true"


@pytest.mark.req("SEC-07", "SEC-03")
def test_an_answer_that_cannot_be_written_down_as_read_is_not_shown_and_says_what_is_known(caller, wednesday):
    officer, cut = caller("cd.officer"), []
    number = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"}).json()["number"]

    def lose(execute, sql, params, many, context):
        if "complaints_accessentry" in sql and not cut:
            cut.append(sql)
            cut_off()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(lose):
        unread = officer.get(f"/complaints/{number}")
    assert cut
    assert unread.status_code == 503
    assert unread.json()["type"].endswith("unavailable")
    assert number not in unread.content.decode()
