"""A filing is written by one statement, and by nobody who may not write its rows one by one (SEC-01, SEC-04)."""

# ruff: noqa: F811 - fixtures

from __future__ import annotations

import json
from itertools import count

import psycopg
import pytest
from django.db import connection

from redress.casework import bulk
from redress.complaints import filed
from redress.complaints.executor import execute
from redress.complaints.filed import FILED
from redress.complaints.models import Complaint
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor import filing
from redress.organisation import tickets
from tests.complaints.inputs import visit
from tests.operations.test_sql_as_the_web import (  # noqa: F401 - fixtures
    a_case,
    enter,
    login,
    secret_of,
    thief,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-04", "SEC-06")]

IDS = count(9_500_000_000)
FILE = f"SELECT redress_file({', '.join(['%s::json'] * len(FILED))})"


def files(line: psycopg.Connection, **rows: object) -> str:
    """Writes rows of these tables, named without their room."""
    said = [rows.get(kind.__name__.lower()) for kind in FILED]
    return str(
        line.execute(FILE, [None if each is None else json.dumps([each]) for each in said]).fetchone()[0]
    )


def like(number: str) -> dict[str, object]:
    """What a case says, with an id and a number of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_json(c)::text FROM complaints_complaint c WHERE number = %s", [number])
        said = json.loads(cursor.fetchone()[0])
    made = next(IDS)
    return {**said, "id": made, "number": f"L2026-{made}"}


def a_party(case_id: object) -> dict[str, object]:
    return {"id": next(IDS), "complaint_id": case_id, "role": "complainant"}


def test_it_writes_as_whoever_calls_it():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosecdef FROM pg_proc WHERE proname = 'redress_file'")
        assert cursor.fetchall() == [(False,)]


def test_without_a_ticket_it_writes_nothing(thief, a_case):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        files(thief, complaint=like(a_case))


def test_nobody_files_a_case_that_is_not_theirs_nor_adds_to_one(thief, a_case, actor):
    secret, case_id = secret_of(thief), Complaint.objects.get(number=a_case).id
    for name, may in (("cd.officer", True), ("gx.officer", False), ("my.officer", False)):
        enter(thief, *tickets.ticket(secret, actor(name), holds=60))
        case = like(a_case)
        for rows in ({"complaint": case, "party": a_party(case["id"])}, {"party": a_party(case_id)}):
            if may:
                files(thief, **rows)
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                    files(thief, **rows)


def test_nobody_enters_what_another_answers_for_in_the_journal(thief, a_case, actor):
    enter(thief, *tickets.ticket(secret_of(thief), actor("cd.officer"), holds=60))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_json(j)::text FROM complaints_journalentry j ORDER BY id LIMIT 1")
        entry = json.loads(cursor.fetchone()[0])
    for key in ("payload", "facts", "events"):
        entry[key] = json.loads(entry[key]) if isinstance(entry[key], str) else entry[key]
    case = like(a_case)
    forged = {**entry, "complaint_id": case["id"], "by_id": actor("sc.cshead").id, "key": "k"}
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        files(thief, complaint=case, journalentry=forged)


def test_what_is_told_of_rows_is_told_with_the_answer_and_afterwards_by_each_statement_again(
    thief, a_case, actor
):
    heard: list[str] = []
    thief.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
    enter(thief, *tickets.ticket(secret_of(thief), actor("cd.officer"), holds=60))
    case = like(a_case)
    with thief.transaction():
        told = files(thief, complaint=case, party=a_party(case["id"])).splitlines()[1:]
        assert [line.split("|")[0] for line in told] == ["redress.seal"] * 2 and heard == []
        thief.execute(
            "INSERT INTO complaints_party (id, complaint_id, role, is_organisation)"
            " VALUES (%s, %s, 'complainant', false)",
            [next(IDS), case["id"]],
        )
        assert len(heard) == 1 and heard[0].startswith("redress.seal|")


@pytest.mark.req("INT-01")
def test_a_filing_that_was_done_draws_no_keys_and_nobody_else_hears_that_it_was(thief, a_case, actor):
    def drawn(name: str) -> list[int] | None:
        enter(thief, *tickets.ticket(secret, actor(name), holds=60))
        found = thief.execute(
            "SELECT redress_next_each(ARRAY['complaints_complaint_number'], %s, 'once')", [officer.id]
        )
        return found.fetchone()[0]

    def last() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM complaints_complaint_number")
            return int(cursor.fetchone()[0])

    secret, officer = secret_of(thief), actor("cd.officer")
    execute(visit(), officer, key="once")
    before = last()
    assert drawn("cd.officer") is None and last() == before
    assert drawn("gx.officer") == [before + 1]


def test_its_rows_are_those_that_are_written_one_kind_after_the_other(actor, wednesday, monkeypatch):
    def rows(number: str) -> dict[str, list[dict[str, object]]]:
        case = Complaint.objects.get(number=number)
        found = {}
        for kind in FILED:
            of = {"pk" if kind is Complaint else "file" if hasattr(kind, "file") else "complaint": case.pk}
            found[kind.__name__] = [
                {name: value is None for name, value in each.items()}
                for each in kind.objects.filter(**of).values()
            ]
        return found

    together = rows(execute(visit(), actor("cd.officer")).number)
    monkeypatch.setattr(filed, "_at_once", dict)
    assert together == rows(execute(visit(), actor("cd.officer")).number)


def test_the_function_is_as_the_models_are():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'redress_file'")
        (body,) = cursor.fetchone()
    assert Complaint in FILED
    for kind in FILED:
        assert bulk.insertion(kind).rpartition("$1")[0] in body, kind
        assert bulk.insertion(kind).rpartition("$1")[0] in filing.statement()
