"""Lays the grants: what nobody needs is taken away, from roles of before as well."""

from __future__ import annotations

from typing import Any

from redress.operations.floor import asking
from redress.operations.floor.registers import GO_WITH_THEIR_CASE, IS_REGISTER
from redress.operations.floor.rules import CAME_IN
from redress.operations.floor.tables import JOBS, OWNERS_ALONE, RULES

_TABLES = f"""
    SELECT c.relname,
           ARRAY(SELECT DISTINCT p.polcmd::text FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive),
           {IS_REGISTER}
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""  # noqa: S608 - constants only
_VERBS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}

_UNPINNED = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
       AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE starts_with(c, 'search_path='))
"""

_SEQUENCES_OF_JOBS = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
       AND c.relname LIKE 'procrastinate\\_%'
"""

_WORKERS_JOBS = """
    GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
          procrastinate_workers TO redress_worker;
    GRANT SELECT ON procrastinate_workers TO redress_web;
"""


def lay(cursor: Any) -> None:
    cursor.execute(
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, redress_app, redress_web, redress_worker;"
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, redress_app, redress_web, redress_worker;"
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, redress_app, redress_web, redress_worker;"
    )
    cursor.execute(_TABLES)
    for table, commands, register in cursor.fetchall():
        if table not in OWNERS_ALONE and table not in JOBS:
            _table(cursor, table, set(commands), register=register)
    cursor.execute("GRANT SELECT ON redress_shared_with_me, redress_lies_with_me TO redress_app")
    _functions(cursor)
    for table in JOBS:
        cursor.execute(
            f"CREATE POLICY floor_work ON {table} TO redress_worker USING (true) WITH CHECK (current_user <> '')"
        )
    cursor.execute(
        f"CREATE POLICY floor_seen ON procrastinate_workers FOR SELECT TO redress_web USING ({CAME_IN})"
    )
    cursor.execute(_WORKERS_JOBS)
    cursor.execute(_SEQUENCES_OF_JOBS)
    for (name,) in cursor.fetchall():
        cursor.execute(f'GRANT USAGE ON SEQUENCE "{name}" TO redress_worker')


def _table(cursor: Any, table: str, commands: set[str], *, register: bool) -> None:
    verbs = set(_VERBS.values()) if "*" in commands else {_VERBS[each] for each in commands}
    if register and "UPDATE" in verbs:
        cursor.execute(f'GRANT UPDATE ON "{table}" TO redress_worker')
    if register:
        verbs -= {"UPDATE"} if table in GO_WITH_THEIR_CASE else {"UPDATE", "DELETE"}
    rule = RULES.get(table)
    if rule is not None and rule.columns and "UPDATE" in verbs:
        verbs.discard("UPDATE")
        cursor.execute(f'GRANT UPDATE ({", ".join(rule.columns)}) ON "{table}" TO redress_app')
    if verbs:
        cursor.execute(f'GRANT {", ".join(sorted(verbs))} ON "{table}" TO redress_app')


def _functions(cursor: Any) -> None:
    cursor.execute(_UNPINNED)
    for (signature,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {signature} SET search_path = public, pg_temp")
    for each in asking.functions(cursor):
        if each.given:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {each.signature} TO redress_app")
        elif each.of_jobs and not each.trigger:
            whom = "redress_app" if each.name == "procrastinate_defer_jobs_v1" else "redress_worker"
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {each.signature} TO {whom}")
