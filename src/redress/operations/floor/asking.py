"""Every function of ours first asks whether whoever calls came in by a ticket (SEC-01, SEC-06).

Functions are written in migrations, each with its own question of whose sight it stands by, or none. Here, after every
migration, the question that none may lack is put before each body, so that nobody has to think of it. What cannot be
given the question is given to nobody: tests/operations/test_floor.py names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

ASKED = "redress_admit()"

DOORS = frozenset(
    {
        "redress_hello", "redress_prove", "redress_enter", "redress_told", "redress_knows_key", "redress_admit",
        "redress_all", "redress_staff", "redress_units", "redress_departments", "redress_people",
        "redress_audited", "redress_duties", "redress_posts", "redress_today", "redress_purpose", "redress_owner",
        "redress_house", "redress_noted",
    }
)  # fmt: skip
"""How one comes in, and what says who came in: it must answer those who did not. It reads no row of anybody."""

FURTHER = {
    "redress_related": "redress_admit_taker()",
    "redress_near_texts": "redress_admit_taker()",
    "redress_link_reaches": "redress_admit_to_either($1, $2)",
}
"""What is asked besides of functions that answer of cases that the caller does not see: whose work it is to know."""

PRIVATE = frozenset(
    {
        "redress_drawn", "redress_keys_of", "redress_proof", "redress_dispose_sessions", "redress_beyond",
        "redress_admit_taker", "redress_admit_to_either", "redress_conflict_comes",
    }
)  # fmt: skip
"""Functions that only functions of the owner call: nobody else may."""

_FUNCTIONS = """
    SELECT p.oid::regprocedure::text, p.proname, l.lanname, p.prosrc, p.provolatile = 'i' AND NOT p.prosecdef,
           p.prorettype = 'trigger'::regtype, p.proname LIKE 'procrastinate\\_%'
      FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     ORDER BY 1
"""

_OPTIONS = re.compile(r"(?m)^\s*#\w+ \w+$")
"""Of a function in PL/pgSQL; they stand before everything else."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function as the database has it. `pure`: it reads nothing but what it is given, under its caller's rights."""

    signature: str
    name: str
    language: str
    body: str
    pure: bool
    trigger: bool
    of_jobs: bool

    @property
    def asks(self) -> bool:
        """Whether the question stands first."""
        return (
            _OPTIONS.sub("", self.body)
            .lstrip()
            .startswith((asked("SELECT", self.name), asked("BEGIN PERFORM", self.name)))
        )

    @property
    def given(self) -> bool:
        """Whether a login that serves may call it; nobody calls a trigger, and jobs have a guard of their own."""
        if self.trigger or self.of_jobs or self.name in PRIVATE:
            return False
        return self.name in DOORS or self.pure or self.asks


def functions(cursor: Any) -> list[Function]:
    """Those of the schema that no extension brought."""
    cursor.execute(_FUNCTIONS)
    return [Function(*row) for row in cursor.fetchall()]


def lay(cursor: Any) -> None:
    """Put the question before the body of each function that lacks it."""
    for each in functions(cursor):
        if each.asks or each.trigger or each.of_jobs or each.pure or each.name in DOORS | PRIVATE:
            continue
        cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [each.signature])
        (said,) = cursor.fetchone()
        cursor.execute(said.replace(each.body, asked_first(each.name, each.language, each.body)))


def asked(verb: str, name: str) -> str:
    """The questions that stand first in the function of that name."""
    more = FURTHER.get(name)
    return f"{verb} {ASKED};" + (f" {verb.rpartition(' ')[2]} {more};" if more else "")


def asked_first(name: str, language: str, body: str) -> str:
    """The body behind the question: a statement before the others, or a block around the block."""
    if language == "sql":
        return f"{asked('SELECT', name)}\n{body}"
    if language == "plpgsql":
        options = _OPTIONS.findall(body)
        block = re.sub(r"(?i)\bEND\s*;?\s*\Z", "END;", _OPTIONS.sub("", body))
        return "".join(f"\n{each}" for each in options) + f"\n{asked('BEGIN PERFORM', name)}\n{block}\nEND"
    raise ValueError(f"a function in {language} that cannot be asked for a ticket")
