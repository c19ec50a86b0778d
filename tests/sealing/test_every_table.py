"""Of every table that is sealed: a row put in, changed in any column, or taken out beside the door is found (SEC-04).

Tables that no test fills get a row of made-up values, written through a door; rules that would refuse such a row are
taken down for as long as the test lasts.
"""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection, transaction

from redress.sealing import digests, doors, kinds, registry, rows
from tests.sealing.test_tampering import ANOTHER, faults

pytestmark = [pytest.mark.req("SEC-04"), pytest.mark.django_db]

SOME = {
    "bigint": "{n}",
    "integer": "{n}",
    "smallint": "({n} % 30000)::smallint",
    "numeric": "1.5",
    "boolean": "true",
    "character varying": "'x{n}'",
    "text": "'x{n}'",
    "timestamp with time zone": "now()",
    "date": "'2026-11-18'::date",
    "jsonb": "'{{\"a\": {n}}}'",
    "bytea": "int8send({n})",
    "tsvector": "'said:1'::tsvector",
    "daterange": "daterange('2026-11-18', '2026-11-28')",
    "uuid": "gen_random_uuid()",
    "inet": "'192.0.2.1'",
    "time without time zone": "'10:00'",
    "double precision": "1.5",
}
MORE = {
    "uuid": "gen_random_uuid()",
    "inet": "{0} + 1",
    "time without time zone": "{0} + interval '1 second'",
    "double precision": "{0} + 1",
}
NUMBERS = count(1_900_000_000)
COLUMNS = """
    SELECT a.attname, format_type(a.atttypid, NULL), t.typcategory = 'A', format_type(a.atttypid, a.atttypmod)
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
"""


@pytest.fixture(params=sorted(registry.tables()))
def kind(request):
    return kinds.newest(kinds.known().values())[request.param]


@pytest.fixture(autouse=True)
def undone(kind):
    """Nothing of it stays; nothing but the table itself has a say."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'x')",
            [kind.table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{kind.table}" DROP CONSTRAINT "{name}"')
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        transaction.set_rollback(True)


def columns(kind):
    """{column: (type, whether it is an array, type with its length)}"""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [kind.table])
        return {name: tuple(rest) for name, *rest in cursor.fetchall()}


def some(type_, array, full, number):
    if array:
        return f"'{{}}'::{full}"
    value = SOME[type_].format(n=number)
    return (
        f"left({value}, {full.partition('(')[2].rstrip(')')})"
        if full.startswith("character varying(")
        else value
    )


def put_in(kind):
    """A row of made-up values; what identifies it."""
    number = next(NUMBERS)
    there = columns(kind)
    names = ", ".join(f'"{name}"' for name in there)
    values = ", ".join(some(*each, number) for each in there.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{kind.table}" ({names}) OVERRIDING SYSTEM VALUE VALUES ({values}) RETURNING "{kind.key}"'
        )
        return cursor.fetchone()[0]


def whats(kind):
    return [fault.what for fault in faults(kind)]


def test_a_row_beside_the_door_is_found_in_whatever_table_and_column(kind):
    assert whats(kind) == []
    with doors.door("test"):
        key = put_in(kind)
    assert whats(kind) == [], "written through the door"
    for column, (type_, array, _full) in columns(kind).items():
        if column not in kind.columns or column == kind.key:
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            another = ("array_append({0}, NULL)" if array else (ANOTHER | MORE)[type_]).format(f'"{column}"')
            cursor.execute(
                f'UPDATE "{kind.table}" SET "{column}" = {another} WHERE "{kind.key}" = %s',
                [key],
            )
            assert cursor.rowcount == 1
            assert whats(kind) == [rows.CHANGED], column
            transaction.set_rollback(True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{kind.table}" WHERE "{kind.key}" = %s', [key])
        assert whats(kind) == [rows.GONE]
        transaction.set_rollback(True)
    put_in(kind)
    assert whats(kind) == [rows.ADDED]


def test_a_new_row_is_sealed_the_same_where_rows_are_told_one_by_one(kind):
    with doors.door("test"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL redress.singly = 'on'")
        put_in(kind)
        put_in(kind)
    assert whats(kind) == [], "told singly"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL redress.singly = 'off'")
    put_in(kind)
    assert whats(kind) == [rows.ADDED]


def test_a_table_emptied_beside_the_door_is_found(kind):
    with doors.door("test"):
        put_in(kind)
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{kind.table}"')
    assert set(whats(kind)) == {rows.GONE}


def test_every_column_of_the_table_is_covered_or_says_why_not(kind):
    label = next(model._meta.label_lower for model in registry.sealed() if model._meta.db_table == kind.table)
    assert columns(kind).keys() - set(kind.columns) == registry.NOT_COVERED.get(label, {}).keys()
    assert digests.BYTES == 16
