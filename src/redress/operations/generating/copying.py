"""Writes rows by COPY, in a session that is set up for loading much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.utils import DatabaseError

from redress.operations.generating.rows import TABLES, Row
from redress.sealing.doors import atomic

_LOADING = "SET LOCAL synchronous_commit = off; SET LOCAL gin_pending_list_limit = '2GB'"
_TRUSTING = "SET LOCAL session_replication_role = replica"


def write(rows: Iterable[tuple[str, Row]]) -> None:
    """Copy the rows, table after table, in one transaction."""
    by_table: dict[str, list[Row]] = {table: [] for table in TABLES}
    for table, row in rows:
        by_table[table].append(row)
    with atomic("generate"), _loading():
        for table, found in by_table.items():
            if found:
                _copy(table, found)


def _copy(table: str, rows: list[Row]) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in rows[0])
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))


@contextmanager
def _loading() -> Iterator[None]:
    """Foreign keys hold by construction: where the role may, they are not checked row by row."""
    with connection.cursor() as cursor:
        cursor.execute(_LOADING)
        trusted = _may(_TRUSTING)
        yield
        if trusted:
            cursor.execute("SET LOCAL session_replication_role = origin")


def _may(statement: str) -> bool:
    """Whether the role may do that; only a superuser may switch triggers off."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return False
    return True
