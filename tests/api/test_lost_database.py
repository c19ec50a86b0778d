"""The database goes away in the middle of a call: said as 503, nothing half-written, the same call may come again."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from redress.complaints import bulk
from redress.complaints.models import JournalEntry
from redress.complaints.queries.register_list import Filters, register_list
from redress.organisation.actor import SYSTEM
from tests.complaints.inputs import VISIT

pytestmark = pytest.mark.django_db(transaction=True)


def cut_off() -> None:
    """End our own connection from another one."""
    parameters = connection.get_connection_params() | {"cursor_factory": None, "context": None}
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


@pytest.mark.req("SEC-07", "SYS-01")
@pytest.mark.parametrize("moment_of_loss", ["FROM api_token", "nextval"])
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
    assert not register_list(SYSTEM, Filters()).rows
    again = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert again.status_code == 201
    assert "Idempotent-Replayed" not in again


@pytest.mark.req("SEC-07", "SYS-01")
def test_a_connection_lost_between_the_rows_of_a_case_leaves_none_of_them(caller, wednesday, monkeypatch):
    """Rows are sent in one go, each kind by a prepared statement: the server goes away before the last kinds."""
    officer, said, cut = caller("cd.officer"), bulk._said, []

    def lose(kind, rows):
        if kind is JournalEntry and not cut:
            cut.append(kind)
            cut_off()
        return said(kind, rows)

    monkeypatch.setattr(bulk, "_said", lose)
    lost = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert cut
    assert lost.status_code == 503
    assert not register_list(SYSTEM, Filters()).rows
    again = officer.post("/complaints", VISIT, {"Idempotency-Key": "k-1"})
    assert again.status_code == 201
    assert "Idempotent-Replayed" not in again
