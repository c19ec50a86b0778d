"""Takes the tables that are about to change at once, before anything else is waited for.

One after the other, each when its turn comes, is how two wait for each other: a job has written what comes last and
waits for what was taken first.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

_EVERY = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1
"""


def hold(tables: Iterable[str], mode: str) -> None:
    """In the transaction that is open, until it ends."""
    named = ", ".join(map(connection.ops.quote_name, tables))
    if named:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {named} IN {mode} MODE")


def hold_all(mode: str = "ACCESS EXCLUSIVE") -> None:
    """Every table of the house."""
    with connection.cursor() as cursor:
        cursor.execute(_EVERY)
        names = [name for (name,) in cursor.fetchall()]
    hold(names, mode)
