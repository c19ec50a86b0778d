"""Lays the rules of rows on the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redress.assembly import FILES
from redress.operations.floor import duties, kinds
from redress.operations.floor.registers import AUTHORS, ENTERED_OF_OTHERS, IS_REGISTER
from redress.operations.floor.rules import (
    ALL,
    CAME_IN,
    DOOR,
    ME,
    Rule,
    beneath_a_case,
    beneath_a_file,
    does,
    file_of,
    made,
    own,
)
from redress.operations.floor.tables import COMES, GO_BEFORE_THEIR_CASE, JOBS, OPEN, OWNERS_ALONE, RULES
from redress.operations.floor.whose_work import CHANGED_BY_READERS, FOR_WHOSE_WORK

_TABLES = f"""
    SELECT c.relname, c.relrowsecurity,
           ARRAY(SELECT a.attname::text FROM pg_attribute a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           {IS_REGISTER}
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""  # noqa: S608 - constants only

_GONE = (
    "redress_seen()",
    "redress_made()",
    "redress_does(bigint, text[])",
    "redress_does(bigint, text[], text[])",
    "redress_units_workers()",
)
"""Functions that rules of before asked."""

_LAID = "SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"

_VERBS = {"SELECT": "read", "INSERT": "add", "UPDATE": "change", "DELETE": "delete"}


def lay(cursor: Any) -> None:
    """Give every table its rules, in the place of whatever it had: of a version of before, of a migration, by hand."""
    cursor.execute(_LAID)
    laid = [f'DROP POLICY "{name}" ON "{table}"' for table, name in cursor.fetchall()]
    laid += [f"DROP FUNCTION IF EXISTS {function}" for function in _GONE]
    cursor.execute(_TABLES)
    for table, secured, columns, register in cursor.fetchall():
        if not secured:
            laid.append(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        laid += _rules(table, set(columns), register=register)
    cursor.execute(";".join(laid))  # seven hundred statements, which take longer one by one


def _rules(table: str, columns: set[str], *, register: bool) -> Iterator[str]:
    """Who reads and writes rows of the table, then what is asked besides."""
    if (rule := rule_of(table, columns)) is not None:
        yield from _stated(table, rule)
    if table not in OPEN | JOBS | OWNERS_ALONE:
        yield _asks_a_ticket(table)
    if table == "complaints_complaint":
        yield from _asks_for_work(table, "id")
    file = file_of(columns) or kinds.files().get(table, "")
    yield from _asks_for_duty(table, file)
    if file:
        yield from _guards_what_hangs(table, file, register=register)
    if register and (author := AUTHORS.get(table, "by_id")) in columns and table not in ENTERED_OF_OTHERS:
        comes = f" OR {COMES}" if table == "organisation_organisationentry" else ""
        yield _besides(table, "author", "INSERT", check=f"{ALL} OR {author} = {ME}{comes}")


def _besides(table: str, name: str, verb: str, *, using: str = "", check: str = "") -> str:
    """What holds in front of all that admits."""
    return f'CREATE POLICY floor_{name} ON "{table}" AS RESTRICTIVE FOR {verb} TO redress_app' + _asks(
        using, check
    )


def _asks(using: str, check: str) -> str:
    return (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")


def _guards_what_hangs(table: str, file: str, *, register: bool) -> Iterator[str]:
    """What of a file who may write, besides seeing it, and which files who is given."""
    if table == "evidence_attachment":
        yield _keeps_out(table)
    if not register and table not in CHANGED_BY_READERS:
        yield from _asks_for_work(table, file)
    if not register and table not in GO_BEFORE_THEIR_CASE:
        # What hangs on a case goes with its disposal, which two confirmed, and not by who merely sees it (CLO-10).
        yield _besides(table, "kept", "DELETE", using=f"{ALL} OR redress_disposed({file})")


def _asks_a_ticket(table: str) -> str:
    """Whatever its other rules say, or forget to ask: a table shows no row to whoever came in by no ticket."""
    return _besides(table, "ticket", "ALL", using=CAME_IN, check=CAME_IN)


def _asks_for_work(table: str, case: str) -> Iterator[str]:
    """What is seen by a duty that only reads is not changed, nor taken out. It may be held: a command says why it
    refuses. New rows beneath a case ask the same in `redress_adds`."""
    # Who has no duty that reads complaints alone works on what they see of these; other kinds have other readers.
    quickly = "" if table in kinds.files() else " OR (SELECT NOT redress_duties() && redress_readers())"
    works = f"{ALL}{quickly} OR {case} IS NULL OR redress_works({case})"
    yield _besides(table, "works", "UPDATE", using=CAME_IN, check=works)
    yield _besides(table, "takes", "DELETE", using=works)


def _keeps_out(table: str) -> str:
    """Of the papers of a file nothing is read by whom a conflict on record keeps out, nor by who stands in (ORG-13).

    What a case itself says - whom it names, who handled the earlier one - stands in words and journals, and the
    application asks it."""
    barred = [
        f"NOT EXISTS (SELECT FROM {where} r WHERE r.{file} = {table}.file_id AND r.{aside} IS NULL"
        " AND r.person_id = ANY ((SELECT redress_people())::bigint[]))"
        for where, file, aside in (kind.conflicts for kind in FILES if kind.conflicts is not None)
    ]
    return _besides(table, "out", "SELECT", using=f"{ALL} OR ({' AND '.join(barred)})")


def _asks_for_duty(table: str, file: str) -> Iterator[str]:
    """What only some commands write is written by their duties alone. It may be held by who works on the case."""
    for verb, name in (("add", "INSERT"), ("change", "UPDATE"), ("delete", "DELETE")):
        if asked := FOR_WHOSE_WORK.get(table, {}).get(verb) or _of_commands(table, verb, file):
            using = {"INSERT": "", "UPDATE": CAME_IN, "DELETE": asked}[name]
            check = "" if name == "DELETE" else asked
            yield _besides(table, f"duty_{verb}", name, using=using, check=check)


def _of_commands(table: str, verb: str, file: str) -> str:
    if duties.to(table, verb) is None:
        # Beneath a kind of its own room all that is written is named: what no command does, the house does.
        return ALL if table in kinds.files() and verb != "delete" and duties.named(table) else ""
    asked = f"{ALL} OR {made(file)} OR {does(file, f'{table}/{verb}')}"
    if verb == "change" and (column := duties.person(table)):
        asked += f" OR {column} = ANY ((SELECT redress_people())::bigint[])"
    return asked


def rule_of(table: str, columns: set[str]) -> Rule | None:
    """The rule of a table; None where nobody who serves has one."""
    if table in RULES:
        return RULES[table]
    if table in OWNERS_ALONE or table in JOBS:
        return None
    if "file_id" in columns:
        return beneath_a_file(table)
    if "complaint_id" in columns:
        return beneath_a_case(table)
    if "user_id" in columns:
        return own(besides=DOOR)
    return None


def _stated(table: str, rule: Rule) -> Iterator[str]:
    for verb, part in _VERBS.items():
        if not (said := getattr(rule, part)):
            continue
        if verb == "SELECT" and said == CAME_IN and table not in OPEN | JOBS | OWNERS_ALONE:
            said = "true"  # every row, to whoever came in, which floor_ticket asks already
        using = "" if verb == "INSERT" else said
        check = said if verb in ("INSERT", "UPDATE") else ""
        yield f'CREATE POLICY floor_{part} ON "{table}" FOR {verb} TO redress_app' + _asks(using, check)
