"""For one migration: values that were encrypted without their row are encrypted with it (SEC-02).

It runs once and in one transaction. So values of both kinds never stand together but by somebody's hand: where one
is bound already, those that are not were put there afterwards and stay as they are, which nobody opens.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from redress.privacy import cipher

BATCH = 2000
log = logging.getLogger("redress.privacy")

Columns = Sequence[tuple[str, Sequence[str]]]


def bind(connection: Any, columns: Columns) -> int:
    """Bind every value of these (table, columns) to its row; how many. Nothing when any of them is bound already."""
    places = [(table, column) for table, names in columns for column in names]
    if any(_holds_bound(connection, table, column) for table, column in places):
        log.error("values are bound to their rows already; what is not bound is not opened any more")
        return 0
    return sum(_bind(connection, table, column) for table, column in places)


def _holds_bound(connection: Any, table: str, column: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM {table} WHERE {column} <> '' AND get_byte({column}, 0) > 127)"  # noqa: S608
        )
        return bool(cursor.fetchone()[0])


def _bind(connection: Any, table: str, column: str) -> int:
    done, after = 0, 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {column} FROM {table} WHERE id > %s AND {column} <> '' ORDER BY id LIMIT {BATCH}",  # noqa: S608
                [after],
            )
            rows = cursor.fetchall()
            if not rows:
                return done
            bound = _bound(f"{table}.{column}", rows)
            cursor.execute(
                f"UPDATE {table} t SET {column} = v.value FROM unnest(%s::bigint[], %s::bytea[]) v(id, value)"  # noqa: S608
                " WHERE t.id = v.id",
                [[key for key, _value in bound], [value for _key, value in bound]],
            )
        done, after = done + len(bound), rows[-1][0]


def _bound(column: str, rows: Sequence[tuple[int, Any]]) -> list[tuple[int, bytes]]:
    bound = []
    for key, value in rows:
        try:
            bound.append((key, cipher.encrypt(cipher.opened_unbound(bytes(value), column), column, key)))
        except cipher.Unreadable:
            log.error("unreadable value: %s of row %s", column, key)  # it stays, and shows as unreadable
    return bound
