"""Functions under the rights of the owner answer whose sight or duty it is, with SQL as well (SEC-01, SEC-06)."""

# ruff: noqa: F811 - fixtures

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from redress.complaints.models import Complaint
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor import texts
from redress.organisation import tickets
from tests.operations.as_the_web import NOTHING
from tests.operations.test_sql_as_the_web import a_case, enter, login, secret_of, thief  # noqa: F401 - fixtures
from tests.operations.test_what_sql_shows import idle  # noqa: F401 - fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06")]

ANSWERS_OF_ITSELF = {
    "redress_hello(": "how a session is called, for whoever proves to know the key",
    "redress_enter(": "takes a ticket",
    "redress_prove(": "takes a proof of the key",
    "redress_told(": "what the own ticket says",
    "redress_admit(": "refuses, or says nothing",
    "redress_knows_key(": "whether a key is known; its id is no secret",
    "redress_next(": "keys of rows to come",
    "redress_next_each(": "keys of rows to come",
    "redress_jobs_left(": "numbers for whoever watches",
    "redress_jobs_waiting(": "numbers for whoever watches",
}
"""Functions under the rights of the owner that read nothing of anybody."""


def test_no_function_tells_who_has_no_duty_anything_of_a_case(thief, a_case, idle, actor):
    """Every function under the rights of the owner, asked with what stands in the case: keys, prints, words."""
    case = Complaint.objects.get(number=a_case)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phone_index, name_index FROM complaints_party WHERE complaint_id = %s", [case.pk]
        )
        phone, name = next(row for row in cursor.fetchall() if row[1])
        cursor.execute(
            "SELECT tsvector_to_array(document) FROM complaints_casetext WHERE complaint_id = %s", [case.pk]
        )
        words = cursor.fetchone()[0]
    given = {
        "bigint": case.pk, "bigint[]": [case.pk], "integer": 10, "real": 0.1, "text": a_case, "text[]": words,
        "bytea": bytes(phone or name), "boolean": True, "jsonb": "{}", "interval": "1 second",
        "timestamp with time zone": case.registered_at, "daterange": "[2020-01-01,)",
    }  # fmt: skip
    found = thief.execute("""
        SELECT p.oid::regprocedure::text, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t)
          FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND p.prosecdef
           AND p.proname NOT LIKE 'procrastinate%' AND has_function_privilege(p.oid, 'EXECUTE') ORDER BY 1
    """).fetchall()
    asked = [(each, takes) for each, takes in found if not each.startswith(tuple(ANSWERS_OF_ITSELF))]
    assert len(asked) > 15
    secret = secret_of(thief)

    def told() -> dict[str, list[tuple]]:
        answers = {}
        for signature, takes in asked:
            call = (
                f"SELECT * FROM {signature.partition('(')[0]}({', '.join(f'%s::{each}' for each in takes)})"
            )
            try:
                with thief.transaction(force_rollback=True):
                    rows = thief.execute(call, [given[each] for each in takes]).fetchall()
            except psycopg.errors.InsufficientPrivilege:
                continue
            answers[signature.partition("(")[0]] = [
                row for row in rows if any(value not in NOTHING for value in row)
            ]
        return {signature: rows for signature, rows in answers.items() if rows}

    enter(thief, *tickets.ticket(secret, idle, holds=60))
    assert told() == {}
    enter(thief, *tickets.ticket(secret, actor("cd.officer"), holds=60))
    assert {"redress_related", "redress_near_texts", "redress_sees", "redress_units_of"} <= set(told()), (
        "it is there"
    )
    enter(thief, *tickets.ticket(secret, actor("sc.ithead"), holds=60))
    assert not {"redress_related", "redress_near_texts", "redress_units_of", "redress_link_reaches"} & set(
        told()
    )


def test_the_proof_of_a_session_is_written_once():
    said = {path.name: path.read_text("utf-8") for path in texts.files()}
    assert [
        name for name, text in said.items() if "sha256(int8send(currval('redress_session_secret'))" in text
    ] == []
    assert sum(text.count("@proof(") for text in said.values()) == 7
    acting = texts.text(texts.FOLDER / "acting.sql")
    assert acting.count(texts.PROOF.format(said="said")) == 1
