"""Lays the grants: what nobody needs is taken away, from roles of before as well."""

from __future__ import annotations

from typing import Any

from redress.operations.floor.tables import JOBS, OWNERS_ALONE, RULES

MAY_BE_DELETED = frozenset({"complaints_journaltext"})
"""Registers whose trigger lets rows go with a disposal of their case. Others are read and added to; what is encrypted
there the worker may renew, and a trigger lets nothing else through."""

PRIVATE = ("redress_drawn", "redress_proof", "redress_dispose_sessions", "redress_beyond")
"""Functions that only functions of the owner call."""

_TABLES = """
    SELECT c.relname,
           ARRAY(SELECT DISTINCT p.polcmd::text FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive),
           EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE '%append_only')
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""
_VERBS = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}

_FUNCTIONS = """
    SELECT p.oid::regprocedure::text, p.proname, p.prorettype = 'trigger'::regtype
      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""

_UNPINNED = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
       AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE starts_with(c, 'search_path='))
"""

_SEQUENCES = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
       AND NOT starts_with(c.relname, 'redress_session_')
"""

_WORKERS_JOBS = """
    GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
          procrastinate_workers TO redress_worker;
    GRANT SELECT ON procrastinate_workers TO redress_web;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO redress_worker;
    REVOKE ALL ON SEQUENCE redress_session_secret, redress_session_second, redress_session_name, redress_session_serial
      FROM PUBLIC, redress_app, redress_web, redress_worker;
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
            _table(cursor, table, set(commands), register=register and table not in MAY_BE_DELETED)
    cursor.execute(_SEQUENCES)
    for (name,) in cursor.fetchall():
        cursor.execute(f'GRANT USAGE ON SEQUENCE "{name}" TO redress_app')
    _functions(cursor)
    for table in JOBS:
        cursor.execute(
            f"DROP POLICY IF EXISTS floor_work ON {table}; DROP POLICY IF EXISTS floor_seen ON {table}"
        )
        cursor.execute(
            f"CREATE POLICY floor_work ON {table} TO redress_worker USING (true) WITH CHECK (current_user <> '')"
        )
    cursor.execute("CREATE POLICY floor_seen ON procrastinate_workers FOR SELECT TO redress_web USING (true)")
    cursor.execute(_WORKERS_JOBS)


def _table(cursor: Any, table: str, commands: set[str], *, register: bool) -> None:
    verbs = set(_VERBS.values()) if "*" in commands else {_VERBS[each] for each in commands}
    if register and "UPDATE" in verbs:
        cursor.execute(f'GRANT UPDATE ON "{table}" TO redress_worker')
    if register:
        verbs -= {"UPDATE", "DELETE"}
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
    cursor.execute(_FUNCTIONS)
    for signature, name, trigger in cursor.fetchall():
        if trigger or name in PRIVATE:
            continue
        if name.startswith("procrastinate_"):
            whom = "redress_app" if name == "procrastinate_defer_jobs_v1" else "redress_worker"
        else:
            whom = "redress_app"
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {whom}")
