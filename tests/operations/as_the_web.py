"""The login of the web in the hands of somebody who is not the web."""

from __future__ import annotations

import json

import psycopg
from django.conf import settings

from redress.organisation import tickets


def secret_of(line: psycopg.Connection) -> bytes:
    """What the house is given for a session of its own: it knows the key."""
    key = tickets.key(settings.SECRET_KEY)
    name = line.execute("SELECT redress_hello()").fetchone()[0]
    given = [tickets.key_id(key), tickets.answer(key, name)]
    return bytes(line.execute("SELECT redress_prove(%s, %s)", given).fetchone()[0])


def enter(line: psycopg.Connection, text: str, seal: bytes) -> None:
    line.execute("SELECT redress_enter(%s, %s)", [text, seal])


def cases(line: psycopg.Connection) -> int:
    count: int = line.execute("SELECT count(*) FROM complaints_complaint").fetchone()[0]
    return count


def goes_through(line: psycopg.Connection, statement: str) -> bool:
    try:
        for part in statement.split("; "):
            line.execute(part)
    except psycopg.Error:
        return False
    return True


def changes(line: psycopg.Connection, statement: str) -> bool:
    try:
        return bool(line.execute(statement).rowcount)
    except psycopg.errors.InsufficientPrivilege:
        return False


NOTHING = (None, False, "", [], 0)


"""What a door says to whoever did not come in."""


def given(line: psycopg.Connection) -> list[tuple[str, list[str]]]:
    """Functions of the schema that this login may call, with the types of what they take."""
    return line.execute("""
        SELECT p.oid::regprocedure::text, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t)
          FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
           AND p.prorettype <> 'trigger'::regtype AND NOT (p.provolatile = 'i' AND NOT p.prosecdef)
           AND has_function_privilege(p.oid, 'EXECUTE') ORDER BY 1
    """).fetchall()


SAMPLE = {
    "bigint": "1", "json": "'[{}]'", "integer": "10", "text": "'a'", "real": "0.1", "bytea": "'\\x01'",
    "boolean": "true", "timestamp with time zone": "now()", "interval": "interval '1 second'", "jsonb": "'{}'",
    "bigint[]": "'{1,2,3}'", "text[]": "'{a,b,c,d}'", "daterange": "'[2026-01-01,)'",
    "procrastinate_job_to_defer_v1[]":
        "ARRAY[ROW('default', 'x', 0, NULL, NULL, '{}', NULL)::procrastinate_job_to_defer_v1]",
}  # fmt: skip


def tables(line: psycopg.Connection, kinds: str = "rpvm") -> list[str]:
    found = line.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = ANY (%s) ORDER BY 1",
        [list(kinds)],
    )
    return [name for (name,) in found.fetchall()]


def outcome(line: psycopg.Connection, statement: str) -> object:
    """What comes back: rows of an answer, or how many were written; None when it was refused."""
    try:
        done = line.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return None
    return done.fetchall() if done.description else done.rowcount


def defers(
    line: psycopg.Connection,
    name: str,
    lane: str = "default",
    args: dict[str, object] | None = None,
    *,
    priority: int = 0,
    lock: str | None = None,
    at: str | None = None,
) -> bool:
    """Whether the job comes to stand in the queue."""
    try:
        line.execute(
            "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%s, %s, %s, %s, NULL, %s::jsonb, %s)"
            "::procrastinate_job_to_defer_v1])",
            [lane, name, priority, lock, json.dumps(args or {}), at],
        )
    except psycopg.errors.InsufficientPrivilege as refusal:
        assert "author" in str(refusal)
        return False
    return True
