"""Triggers that tell this connection which rows a statement wrote, with their digests, beside its answer.

They tell by a message of the protocol (RAISE INFO), so that collecting costs no round trip and nothing is written
twice. Whoever changes rows by another way is not told from anybody: the row then differs from its last seal.
"""

from __future__ import annotations

from django.db import connection

from redress.sealing import digests
from redress.sealing.body import TOLD
from redress.sealing.models import Kind

_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $seal$
DECLARE
    said text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT string_agg(encode(int8send({key}), 'hex') || '{gone}', '') INTO said FROM changed t;
    ELSE
        SELECT string_agg(encode(int8send({key}) || {digest}, 'hex'), '') INTO said FROM changed t;
    END IF;
    IF said IS NOT NULL THEN
        RAISE INFO '{told}|%|{kind}|%', pg_catalog.nextval('public.sealing_seal_id'), said;
    END IF;
    RETURN NULL;
END $seal$;
"""

_TRIGGER = """
CREATE OR REPLACE TRIGGER {name}_{event} AFTER {event} ON {table} REFERENCING {which} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_{event};
"""


def install(kind: Kind) -> None:
    """The triggers of a table, as its form is now."""
    _replace(kind, digests.digest(kind.columns))
    for event, which in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        table = connection.ops.quote_name(kind.table)
        _run(_TRIGGER.format(name=name(kind.table), event=event, table=table, which=which))


def leave_open(kind: Kind) -> None:
    """While a migration runs the form of the table is not sure: the triggers tell which rows, not their digests."""
    _replace(kind, f"'\\x{digests.OPEN.hex()}'::bytea")


def _replace(kind: Kind, digest: str) -> None:
    gone, key = digests.GONE.hex(), digests.key(kind.key, number=kind.numbered)
    said = {
        "name": name(kind.table),
        "key": key,
        "digest": digest,
        "kind": kind.pk,
        "gone": gone,
        "told": TOLD,
    }
    _run(_FUNCTION.format(**said))


def name(table: str) -> str:
    """Of the function, and the beginning of its triggers' names; PostgreSQL keeps 63 characters."""
    return f"redress_seal_{table}"[:55]


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
