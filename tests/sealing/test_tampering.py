"""Whoever owns the database and the files changes one thing, anywhere: it is found (SEC-04)."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.evidence import storing
from redress.operations.verifying import files
from redress.operations.verifying.report import Report
from redress.sealing import kinds, latest, registry, rows
from tests.complaints.inputs import transfer

pytestmark = pytest.mark.req("SEC-04")

ANOTHER = {
    "bigint": "{0} + 1",
    "integer": "{0} + 1",
    "smallint": "{0} + 1",
    "numeric": "{0} + 0.01",
    "boolean": "NOT {0}",
    "character varying": "CASE WHEN {0} = '' THEN 'x' ELSE overlay({0} placing chr(ascii({0}) # 1) from 1 for 1) END",
    "text": "CASE WHEN {0} = '' THEN 'x' ELSE overlay({0} placing chr(ascii({0}) # 1) from 1 for 1) END",
    "timestamp with time zone": "{0} + interval '1 microsecond'",
    "date": "{0} + 1",
    "jsonb": "jsonb_build_array({0})",
    "bytea": "set_byte({0}, 0, get_byte({0}, 0) # 1)",
    "tsvector": "{0} || 'unsaid:1'::tsvector",
    "daterange": "daterange(lower({0}), coalesce(upper({0}), date '2030-01-01') + 400)",
    "ARRAY": "array_cat({0}, {0})",
}
"""Another value of a column of that type, as near to it as can be."""


@pytest.fixture
def house(actor, wednesday, db):
    """Cases, and the insurer."""
    officer = actor("sc.officer")
    for _ in range(3):
        number = execute(transfer(), officer).number
        execute(Confirm(means="call", words="已告知受理"), officer, number)
    return


def columns():
    """(table, key, column, type) of every column that is sealed in a table that has rows."""
    found = []
    with connection.cursor() as cursor:
        for kind in kinds.newest(kinds.known().values()).values():
            cursor.execute(f'SELECT count(*) FROM "{kind.table}"')
            if cursor.fetchone()[0]:
                cursor.execute(
                    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
                    [kind.table],
                )
                types = dict(cursor.fetchall())
                found += [(kind, column, types[column]) for column in kind.columns if column != kind.key]
    return found


def faults(kind):
    latest.make(rows="k.line = %s", params=[kind.line])
    return [fault for _table, each in rows.compare(lines=[kind.line]) for fault in each]


def as_owner(cursor, statement, params=()):
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(statement, params)
    cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return cursor.rowcount


@settings(
    max_examples=120,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
@given(data=st.data())
def test_another_value_in_any_column_of_any_row_is_found(house, data):
    kind, column, type_ = data.draw(st.sampled_from(columns()))
    assert type_ in ANOTHER, f"{kind.table}.{column} is of a type no change is known for: {type_}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{kind.table}"')
        place = data.draw(st.integers(0, cursor.fetchone()[0] - 1))
        cursor.execute(f'SELECT "{kind.key}" FROM "{kind.table}" ORDER BY 1 OFFSET %s LIMIT 1', [place])
        (key,) = cursor.fetchone()
        another = ANOTHER[type_].format(f'"{column}"')
        cursor.execute(
            f'SELECT "{column}" IS NOT NULL AND ({another}) IS DISTINCT FROM "{column}" FROM "{kind.table}"'
            f' WHERE "{kind.key}" = %s',
            [key],
        )
        assume(cursor.fetchone()[0])
        try:
            with transaction.atomic():
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute(
                    f'UPDATE "{kind.table}" SET "{column}" = {another} WHERE "{kind.key}" = %s', [key]
                )
        except DatabaseError:
            assume(False)  # what a constraint refuses is no change
        found = faults(kind)
        assert [fault.what for fault in found] == [rows.CHANGED], f"{kind.table}.{column} of {key}"
        transaction.set_rollback(True)


def test_a_row_deleted_from_any_table_is_found(house):
    kinds = {kind.pk: kind for kind, _column, _type in columns()}
    assert len(kinds) > 12
    for kind in kinds.values():
        with transaction.atomic(), connection.cursor() as cursor:
            key = f'"{kind.key}"'
            as_owner(
                cursor,
                f'DELETE FROM "{kind.table}" WHERE {key} = (SELECT {key} FROM "{kind.table}" LIMIT 1)',
            )
            assert [fault.what for fault in faults(kind)] == [rows.GONE], kind.table
            transaction.set_rollback(True)


def test_a_table_emptied_is_found_row_by_row(house):
    kinds = {kind.pk: kind for kind, _column, _type in columns()}
    assert len(kinds) > 12
    for kind in kinds.values():
        with transaction.atomic(), connection.cursor() as cursor:
            gone = as_owner(cursor, f'DELETE FROM "{kind.table}"')
            assert gone != 0
            assert {fault.what for fault in faults(kind)} == {rows.GONE}, kind.table
            transaction.set_rollback(True)


def test_every_model_is_sealed_or_says_why_not(db):
    from django.apps import apps

    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert set(registry.NOT_SEALED) <= known
    assert set(registry.NOT_COVERED) <= known
    there = {kind.table for kind in kinds.newest(kinds.known().values()).values()}
    assert {model._meta.db_table for model in registry.sealed()} <= there
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers"
                       " WHERE trigger_name LIKE 'redress_seal_%'")  # fmt: skip
        assert {table for (table,) in cursor.fetchall()} == set(registry.tables())


def test_one_byte_of_a_file_changed_anywhere_is_found_and_a_file_gone_too(db):
    content = b"%PDF-1.4\n% a paper of a customer\n%%EOF\n"
    blob = storing.store(ContentFile(content), "paper.pdf").blob
    path = storing.path_of(blob.sha256)
    stored = path.read_bytes()
    path.chmod(0o640)
    for place in range(len(stored)):
        path.write_bytes(stored[:place] + bytes([stored[place] ^ 1]) + stored[place + 1 :])
        assert blob.sha256 in broken_files(), f"byte {place}"
    path.unlink()
    assert blob.sha256 in broken_files()
    path.write_bytes(stored)
    assert blob.sha256 not in broken_files()


def broken_files():
    report = Report()
    files.verify(report, str)
    return {fault.where for fault in report.faults}
