"""Lays the rules of rows on the tables."""

from __future__ import annotations

import re
from typing import Any

from redress.operations.floor import duties
from redress.operations.floor.registers import AUTHORS, ENTERED_OF_OTHERS, IS_REGISTER
from redress.operations.floor.rules import ADDS, ALL, CAME_IN, MADE, ME, SEEN, Rule, beneath_a_case, does, own
from redress.operations.floor.tables import (
    CHANGED_BY_READERS,
    COMES,
    FOR_WHOSE_WORK,
    GO_BEFORE_THEIR_CASE,
    JOBS,
    OPEN,
    OWNERS_ALONE,
    RULES,
)

_TABLES = f"""
    SELECT c.relname, c.relrowsecurity,
           EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT starts_with(p.polname, 'floor_')),
           ARRAY(SELECT a.attname::text FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           {IS_REGISTER}
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""  # noqa: S608 - constants only

_LAID = """
    SELECT tablename, policyname, cmd, permissive, qual, with_check FROM pg_policies WHERE schemaname = 'public'
"""

_WHOLE = """
    SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies
     WHERE schemaname = 'public' AND permissive = 'PERMISSIVE'
       AND (cmd = 'ALL' AND NOT starts_with(policyname, 'floor_') OR policyname = 'floor_change')
"""

_BENEATH = re.compile(
    r"EXISTS \(\s*SELECT\s+FROM complaints_complaint c\s+WHERE \(c\.id = \w+\.complaint_id\)\s*\)"
)
"""How the database writes that a row stands beneath a case that is seen."""

_OURS = (
    "floor_read", "floor_add", "floor_change", "floor_delete", "floor_ticket", "floor_kept", "floor_author",
    "floor_work", "floor_seen", "floor_out", "floor_works", "floor_takes",
    "floor_duty_add", "floor_duty_change", "floor_duty_delete",
)  # fmt: skip
"""Every rule that is laid here; another of that kind was laid by a version of before, and admits by words of then."""

_GONE = (
    "redress_seen()",
    "redress_made()",
    "redress_does(bigint, text[])",
    "redress_does(bigint, text[], text[])",
)
"""Functions that rules of before asked. Those rules go with them, and are laid anew here."""

_LEFT = """
    SELECT tablename, policyname FROM pg_policies
     WHERE schemaname = 'public' AND starts_with(policyname, 'floor_') AND policyname <> ALL (%s)
"""

_VERBS = {"SELECT": "read", "INSERT": "add", "UPDATE": "change", "DELETE": "delete"}


def lay(cursor: Any) -> None:
    """Give every table its rule; a policy of a migration that checked nothing when writing checks what it shows."""
    cursor.execute(_LEFT, [list(_OURS)])
    for table, name in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
    for function in _GONE:
        cursor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE")
    mend(cursor)
    _part(cursor)
    cursor.execute(_TABLES)
    for table, secured, stated, columns, register in cursor.fetchall():
        rule = rule_of(table, set(columns), stated=stated)
        if not secured:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        if rule is not None:
            _replace(cursor, table, rule)
        if table not in OPEN | JOBS | OWNERS_ALONE:
            _ask_a_ticket(cursor, table)
        if table == "complaints_complaint":
            _ask_for_work(cursor, table, "id")
        _ask_for_duty(cursor, table)
        if "complaint_id" in columns:
            _guard_what_hangs(cursor, table, register=register)
        if register and (author := AUTHORS.get(table, "by_id")) in columns and table not in ENTERED_OF_OTHERS:
            comes = f" OR {COMES}" if table == "organisation_organisationentry" else ""
            cursor.execute(f'DROP POLICY IF EXISTS floor_author ON "{table}"')
            cursor.execute(
                f'CREATE POLICY floor_author ON "{table}" AS RESTRICTIVE FOR INSERT TO redress_app '
                f"WITH CHECK ({ALL} OR {author} = {ME}{comes})"
            )


def _guard_what_hangs(cursor: Any, table: str, *, register: bool) -> None:
    """What of a case who may write, besides seeing it, and which files who is given."""
    if table == "evidence_attachment":
        _keep_out(cursor, table)
    if not register and table not in CHANGED_BY_READERS:
        _ask_for_work(cursor, table, "complaint_id")
    if not register and table not in GO_BEFORE_THEIR_CASE:
        _keep_with_its_case(cursor, table)


def _ask_a_ticket(cursor: Any, table: str) -> None:
    """Whatever its other rules say, or forget to ask: a table shows no row to whoever came in by no ticket."""
    cursor.execute(f'DROP POLICY IF EXISTS floor_ticket ON "{table}"')
    cursor.execute(
        f'CREATE POLICY floor_ticket ON "{table}" AS RESTRICTIVE FOR ALL TO redress_app '
        f"USING ({CAME_IN}) WITH CHECK ({CAME_IN})"
    )


def _ask_for_work(cursor: Any, table: str, case: str) -> None:
    """What is seen by a duty that only reads is not changed, nor taken out. It may be held: a command says why it
    refuses. New rows beneath a case ask the same in `redress_adds`."""
    works = f"{ALL} OR (SELECT NOT redress_duties() && redress_readers()) OR redress_works({case})"
    cursor.execute(f'DROP POLICY IF EXISTS floor_works ON "{table}"')
    cursor.execute(
        f'CREATE POLICY floor_works ON "{table}" AS RESTRICTIVE FOR UPDATE TO redress_app '
        f"USING ({CAME_IN}) WITH CHECK ({works})"
    )
    cursor.execute(f'DROP POLICY IF EXISTS floor_takes ON "{table}"')
    cursor.execute(
        f'CREATE POLICY floor_takes ON "{table}" AS RESTRICTIVE FOR DELETE TO redress_app USING ({works})'
    )


def _keep_out(cursor: Any, table: str) -> None:
    """Of the files of a case nothing is read by whom a conflict on record keeps out, nor by who stands in (ORG-13).

    What the case itself says - whom it names, who handled the earlier one - stands in words and journals, and the
    application asks it."""
    cursor.execute(f'DROP POLICY IF EXISTS floor_out ON "{table}"')
    barred = (
        f"SELECT FROM complaints_recusal r WHERE r.complaint_id = {table}.complaint_id"
        " AND r.overridden_at IS NULL AND r.person_id = ANY ((SELECT redress_people())::bigint[])"
    )
    cursor.execute(
        f'CREATE POLICY floor_out ON "{table}" AS RESTRICTIVE FOR SELECT TO redress_app '
        f"USING ({ALL} OR NOT EXISTS ({barred}))"
    )


def _ask_for_duty(cursor: Any, table: str) -> None:
    """What only some commands write is written by their duties alone. It may be held by who works on the case."""
    for verb, name in (("add", "INSERT"), ("change", "UPDATE"), ("delete", "DELETE")):
        cursor.execute(f'DROP POLICY IF EXISTS floor_duty_{verb} ON "{table}"')
        asked = FOR_WHOSE_WORK.get(table, {}).get(verb) or _of_commands(table, verb)
        if not asked:
            continue
        how = {"INSERT": f"WITH CHECK ({asked})", "DELETE": f"USING ({asked})"}
        how["UPDATE"] = f"USING ({CAME_IN}) WITH CHECK ({asked})"
        cursor.execute(
            f'CREATE POLICY floor_duty_{verb} ON "{table}" AS RESTRICTIVE FOR {name} TO redress_app {how[name]}'
        )


def _of_commands(table: str, verb: str) -> str:
    if duties.to(table, verb) is None:
        return ""
    asked = f"{ALL} OR {MADE} OR {does('complaint_id', f'{table}/{verb}')}"
    if verb == "change" and (column := duties.person(table)):
        asked += f" OR {column} = ANY ((SELECT redress_people())::bigint[])"
    return asked


def _keep_with_its_case(cursor: Any, table: str) -> None:
    """What hangs on a case goes with its disposal, which two confirmed, and not by who merely sees it (CLO-10)."""
    cursor.execute(f'DROP POLICY IF EXISTS floor_kept ON "{table}"')
    cursor.execute(
        f'CREATE POLICY floor_kept ON "{table}" AS RESTRICTIVE FOR DELETE TO redress_app '
        f"USING ({ALL} OR redress_disposed(complaint_id))"
    )


def rule_of(table: str, columns: set[str], *, stated: bool) -> Rule | None:
    """The rule of a table; None when a migration states it, or nobody has one."""
    if table in RULES:
        return RULES[table]
    if stated or table in OWNERS_ALONE or table in JOBS:
        return None
    if "complaint_id" in columns:
        return beneath_a_case(table)
    if "user_id" in columns:
        return own()
    return None


def mend(cursor: Any) -> None:
    """What may be written is what may be seen: nowhere is `WITH CHECK (true)` left."""
    cursor.execute(_LAID)
    for table, name, _command, _permissive, qual, check in cursor.fetchall():
        if check == "true" and qual is not None and table not in RULES:
            cursor.execute(f'ALTER POLICY "{name}" ON "{table}" WITH CHECK ({qual})')


def _part(cursor: Any) -> None:
    """A rule for everything beneath a case becomes one for each verb, which say the same.

    That of a new row asks who sees its case by a function: a plan that holds the rule of cases whole, with a dozen
    questions of who acts, takes longer to begin than the insert takes. It is laid anew from that of changing where the
    rule was parted before.
    """
    cursor.execute(_WHOLE)
    for table, name, verb, qual, check in cursor.fetchall():
        check = check or qual
        if table in RULES or not _BENEATH.search(check):
            continue
        added = f"{SEEN} OR {_BENEATH.sub(ADDS, check)}"
        if verb == "ALL":
            for each in (name, "floor_change", "floor_delete"):
                cursor.execute(f'DROP POLICY IF EXISTS "{each}" ON "{table}"')
            cursor.execute(f'CREATE POLICY "{name}" ON "{table}" FOR SELECT TO redress_app USING ({qual})')
            cursor.execute(
                f'CREATE POLICY floor_change ON "{table}" FOR UPDATE TO redress_app USING ({qual}) WITH CHECK ({check})'
            )
            cursor.execute(
                f'CREATE POLICY floor_delete ON "{table}" FOR DELETE TO redress_app USING ({qual})'
            )
        cursor.execute(f'DROP POLICY IF EXISTS floor_add ON "{table}"')
        cursor.execute(f'CREATE POLICY floor_add ON "{table}" FOR INSERT TO redress_app WITH CHECK ({added})')


def _replace(cursor: Any, table: str, rule: Rule) -> None:
    cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [f"public.{table}"])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
    for verb, part in _VERBS.items():
        if not (said := getattr(rule, part)):
            continue
        if verb == "SELECT" and said == CAME_IN and table not in OPEN | JOBS | OWNERS_ALONE:
            said = "true"  # every row, to whoever came in, which floor_ticket asks already
        using = "" if verb == "INSERT" else f" USING ({said})"
        check = f" WITH CHECK ({said})" if verb in ("INSERT", "UPDATE") else ""
        cursor.execute(f'CREATE POLICY floor_{part} ON "{table}" FOR {verb} TO redress_app{using}{check}')
