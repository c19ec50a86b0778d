"""Triggers that tell this connection which rows a statement wrote, with their digests, beside its answer.

They tell by a message of the protocol (RAISE INFO), so that collecting costs no round trip and nothing is written
twice. Whoever changes rows by another way is not told from anybody: the row then differs from its last seal.

New rows are told by the statement, or one by one: to look through the rows of a statement is a statement of its own,
which takes three times as long as telling one row, and nothing a row where there are a thousand. Which of the two
triggers tells is said by a setting of the session, `SINGLY`; of every row one of them does, whatever it says.

What only has an effect is assigned, not performed: PERFORM is a statement, which is begun and ended.
"""

from __future__ import annotations

from django.db import connection

from redress.sealing import digests
from redress.sealing.body import TOLD
from redress.sealing.models import Kind

_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $seal$
DECLARE
    together text := pg_catalog.current_setting('{collected}', true);
    said text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT string_agg(encode(int8send({key}), 'hex') || '{gone}', '') INTO said FROM changed t;
    ELSE
        SELECT string_agg(encode(int8send({key}) || {digest}, 'hex'), '') INTO said FROM changed t;
    END IF;
    IF said IS NULL THEN
        RETURN NULL;
    END IF;
    said := concat('{told}|', pg_catalog.nextval('public.sealing_seal_id'), '|{kind}|', said);
    IF together > '' THEN
        together := pg_catalog.set_config('{collected}', together || E'\n' || said, true);
    ELSE
        RAISE INFO '%', said;
    END IF;
    RETURN NULL;
END $seal$;
CREATE OR REPLACE FUNCTION {name}_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $seal$
DECLARE
    together text := pg_catalog.current_setting('{collected}', true);
    said CONSTANT text := concat('{told}|', pg_catalog.nextval('public.sealing_seal_id'), '|{kind}|',
                                 encode(int8send({row_key}) || {row_digest}, 'hex'));
BEGIN
    IF together > '' THEN
        together := pg_catalog.set_config('{collected}', together || E'\n' || said, true);
    ELSE
        RAISE INFO '%', said;
    END IF;
    RETURN NULL;
END $seal$;
"""

COLLECTED = "redress.told"
"""A setting of the transaction: what a function that writes to several tables is told, and gives to the connection with
its answer (`Collecting.hear`). Empty: each statement tells by itself."""

SINGLY = "redress.singly"
"""A setting of the session: 'on' where most statements write one row."""
SEVERAL = frozenset({"clocks_clock"})
"""Tables of which one command writes several rows, which are told together."""

_TRIGGER = """
CREATE OR REPLACE TRIGGER {name}_{event} AFTER {event} ON {table} REFERENCING {which} TABLE AS changed
    FOR EACH STATEMENT {when}EXECUTE FUNCTION {name}();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_{event};
"""
_ROW = """
CREATE OR REPLACE TRIGGER {name}_ROW AFTER INSERT ON {table}
    FOR EACH ROW WHEN (current_setting('{singly}', true) IS NOT DISTINCT FROM 'on') EXECUTE FUNCTION {name}_row();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_ROW;
"""


_TOGETHER = f"WHEN (current_setting('{SINGLY}', true) IS DISTINCT FROM 'on') "


def install(kind: Kind) -> None:
    """The triggers of a table, as its form is now."""
    _replace(kind, digests.digest(kind.columns), digests.digest(kind.columns, row="NEW"))
    said = {"name": name(kind.table), "table": connection.ops.quote_name(kind.table)}
    for event, which in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        when = _TOGETHER if event == "INSERT" and kind.table not in SEVERAL else ""
        _run(_TRIGGER.format(**said, event=event, which=which, when=when))
    if kind.table not in SEVERAL:
        _run(_ROW.format(**said, singly=SINGLY))


def leave_open(kind: Kind) -> None:
    """While a migration runs the form of the table is not sure: the triggers tell which rows, not their digests."""
    left = f"'\\x{digests.OPEN.hex()}'::bytea"
    _replace(kind, left, left)


def _replace(kind: Kind, digest: str, row_digest: str) -> None:
    gone, key = digests.GONE.hex(), digests.key(kind.key, number=kind.numbered)
    said = {
        "name": name(kind.table),
        "key": key,
        "digest": digest,
        "row_key": digests.key(kind.key, number=kind.numbered, row="NEW"),
        "row_digest": row_digest,
        "kind": kind.pk,
        "gone": gone,
        "told": TOLD,
        "collected": COLLECTED,
    }
    _run(_FUNCTION.format(**said))


def name(table: str) -> str:
    """Of the function, and the beginning of its triggers' names; PostgreSQL keeps 63 characters."""
    return f"redress_seal_{table}"[:55]


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
