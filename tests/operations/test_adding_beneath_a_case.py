"""Rows are added beneath a case by who sees it, and what a transaction was told of that holds nowhere else (SEC-01)."""

# ruff: noqa: F811 - fixtures

from __future__ import annotations

import json
import time
from datetime import timedelta
from itertools import count

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.organisation import tickets
from redress.organisation.models import Appointment, Department
from tests.complaints.inputs import visit
from tests.operations.test_sql_as_the_web import (  # noqa: F401 - fixtures
    a_case,
    enter,
    login,
    secret_of,
    thief,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06")]

KEYS = count(9_000_000_000)


def adds(line: psycopg.Connection, case_id: int) -> None:
    line.execute(
        "INSERT INTO complaints_party (id, complaint_id, role, is_organisation) VALUES (%s, %s, 'complainant', false)",
        [next(KEYS), case_id],
    )


def is_refused(line: psycopg.Connection, case_id: int) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), line.transaction():
        adds(line, case_id)


def seen(line: psycopg.Connection) -> int | None:
    return line.execute("SELECT redress_noted('seen')").fetchone()[0]


@pytest.fixture
def case_id(a_case) -> int:
    return Complaint.objects.get(number=a_case).id


def test_who_sees_the_case_adds_to_it_and_nobody_else(thief, case_id, actor):
    secret = secret_of(thief)
    for name, may in (
        ("cd.officer", True),
        ("gx.officer", False),
        ("sc.cshead", True),
        ("my.officer", False),
    ):
        enter(thief, *tickets.ticket(secret, actor(name), holds=60))
        if may:
            with thief.transaction():
                adds(thief, case_id)
                adds(thief, case_id)
        else:
            is_refused(thief, case_id)


BENEATH = {
    "complaints_complaint": "emotion = emotion", "complaints_casetext": "document = document",
    "clocks_clock": "due_at = due_at",
}  # fmt: skip


def test_what_is_seen_by_a_duty_that_only_reads_is_neither_added_to_nor_changed(thief, case_id, actor):
    """Also where the same person works elsewhere: it is asked by which post the case is seen."""
    auditor = actor("ho.auditor").id
    secret = secret_of(thief)

    def tries(may: bool) -> None:
        enter(thief, *tickets.ticket(secret, actor("ho.auditor"), holds=60))
        assert thief.execute("SELECT id FROM complaints_complaint FOR UPDATE").fetchall() == [(case_id,)]
        if may:
            with thief.transaction(force_rollback=True):
                adds(thief, case_id)
        else:
            is_refused(thief, case_id)
        for table, change in BENEATH.items():
            named = {"complaints_complaint": "id", "clocks_clock": "file_id"}.get(table, "complaint_id")
            changed = f"UPDATE {table} SET {change} WHERE {named} = %s"
            try:
                with thief.transaction(force_rollback=True):
                    thief.execute(changed, [case_id])
                done = True
            except psycopg.errors.InsufficientPrivilege as refused:
                assert "row-level security" in str(refused), "a column that may not be changed tells nothing"
                done = False
            assert done is may, table
        with thief.transaction(force_rollback=True):
            assert bool(thief.execute("DELETE FROM complaints_party").rowcount) is may

    def works_in(unit: str) -> None:
        place = Department.objects.get(unit__code=unit, kind="customer_service")
        period = (timezone.localdate() - timedelta(days=1), None)
        Appointment.objects.create(user_id=auditor, department=place, duty="complaint_officer", period=period)

    tries(False)
    works_in("gx")
    tries(False)
    works_in("sc")
    tries(True)


def test_who_only_reads_enters_no_case(thief, case_id, actor):
    enter(thief, *tickets.ticket(secret_of(thief), actor("ho.auditor"), holds=60))
    unit = Complaint.objects.get(pk=case_id).unit_id
    assert thief.execute("SELECT redress_enters(%s, %s, NULL, NULL)", [unit, unit]).fetchone() == (False,)


def test_what_a_transaction_was_told_ends_with_it_and_with_the_ticket(thief, case_id, actor):
    secret = secret_of(thief)
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    with thief.transaction():
        adds(thief, case_id)
        assert seen(thief) == case_id
        kept = thief.execute("SELECT current_setting('redress.seen')").fetchone()[0]
        enter(thief, *tickets.ticket(secret, actor("gx.officer"), holds=60))
        assert seen(thief) is None
        is_refused(thief, case_id)
    thief.execute("SELECT set_config('redress.seen', %s, false)", [kept])
    assert seen(thief) is None
    is_refused(thief, case_id)
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    with thief.transaction():
        thief.execute("UPDATE complaints_complaint SET emotion = emotion WHERE id = %s", [case_id])
        assert seen(thief) is None


def test_one_case_opens_no_other(thief, case_id, actor, wednesday):
    number = execute(visit(unit=""), actor("lz.intake")).number
    other = Complaint.objects.get(number=number).id
    secret = secret_of(thief)
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    with thief.transaction():
        adds(thief, case_id)
        is_refused(thief, other)
        kept = thief.execute("SELECT current_setting('redress.seen')").fetchone()[0]
        thief.execute("SELECT set_config('redress.seen', %s, true)", [f"{kept[:74]}{other}"])
        assert seen(thief) is None
        is_refused(thief, other)


def test_it_holds_no_longer_than_the_ticket(thief, case_id, actor):
    secret = secret_of(thief)
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=1))
    with thief.transaction():
        adds(thief, case_id)
        time.sleep(2.1)
        assert seen(thief) is None
        is_refused(thief, case_id)


def test_what_was_taken_back_is_not_remembered(thief, case_id, actor):
    secret = secret_of(thief)
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    with thief.transaction():
        with thief.transaction(force_rollback=True):
            adds(thief, case_id)
            assert seen(thief) == case_id
        assert seen(thief) is None


def test_nobody_enters_a_case_that_is_not_theirs(thief, case_id, actor):
    secret = secret_of(thief)
    columns = "unit_id, received_unit_id, owner_id, registered_by_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM complaints_complaint WHERE id = %s", [case_id])
        of_the_case = cursor.fetchone()
    for name, may in (
        ("cd.officer", True),
        ("gx.officer", False),
        ("sc.cshead", True),
        ("my.officer", False),
    ):
        enter(thief, *tickets.ticket(secret, actor(name), holds=60))
        assert thief.execute("SELECT redress_enters(%s, %s, %s, %s)", of_the_case).fetchone() == (may,)


def enters(line: psycopg.Connection, like: int, case_id: int, number: str) -> None:
    """A case like that one, with another id and number; nothing where there is one with these."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = 'complaints_complaint'::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = ''"
        )
        (columns,) = cursor.fetchone()
        cursor.execute(
            "SELECT to_json(c)::jsonb || %s::jsonb FROM complaints_complaint c WHERE id = %s",
            [json.dumps({"id": case_id, "number": number}), like],
        )
        (said,) = cursor.fetchone()
    line.execute(
        f"INSERT INTO complaints_complaint ({columns}) SELECT {columns}"
        " FROM json_populate_record(NULL::complaints_complaint, %s) ON CONFLICT DO NOTHING",
        [said if isinstance(said, str) else json.dumps(said)],
    )


@pytest.mark.parametrize("singly", ["on", "off"])
def test_who_enters_a_case_adds_to_it_in_that_transaction_without_being_asked_again(
    thief, case_id, actor, singly
):
    secret = secret_of(thief)
    thief.execute("SELECT set_config('redress.singly', %s, false)", [singly])
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    with thief.transaction():
        made = next(KEYS)
        enters(thief, case_id, made, f"L2026-{made}")
        assert seen(thief) == (made if singly == "on" else None)
        adds(thief, made)
    assert seen(thief) is None
    with thief.transaction(), thief.transaction(force_rollback=True):
        made = next(KEYS)
        enters(thief, case_id, made, f"L2026-{made}")
    assert seen(thief) is None


def test_who_only_tries_to_enter_a_case_that_is_there_is_told_nothing_of_it(thief, case_id, actor, wednesday):
    """It would be of the own unit, so the rule of the row admits it; nothing is written, nor written down."""
    number = execute(visit(unit=""), actor("lz.intake")).number
    foreign = Complaint.objects.get(number=number).id
    secret = secret_of(thief)
    thief.execute("SELECT set_config('redress.singly', 'on', false)")
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    with thief.transaction():
        enters(thief, case_id, foreign, number)
        assert seen(thief) is None
        is_refused(thief, foreign)


def test_no_table_beneath_a_case_has_a_rule_for_adding_that_begins_the_rule_of_cases():
    with connection.cursor() as cursor:
        cursor.execute(r"""
            SELECT p.tablename, p.policyname FROM pg_policies p
             WHERE p.schemaname = 'public' AND p.permissive = 'PERMISSIVE' AND p.cmd IN ('ALL', 'INSERT')
               AND (p.tablename = 'complaints_complaint' AND p.cmd = 'ALL'
                    OR p.with_check ~ 'FROM complaints_complaint c\s+WHERE \(c.id = \w+.complaint_id\)')
        """)
        assert cursor.fetchall() == []
