"""The current text of every function, view and trigger of the database, which each has once (ADR 31).

A room keeps its own in `<room>/sql/`, a file for each function, named after it, with the triggers that run it; what
stands beneath all rooms is here, by topic. All are laid after every migration, so a change of the file is a change of
the function. What several texts say alike stands in `parts/`, and facts of the code are named (`facts.py`): the files
are templates of Django. Functions with one for each table are written by `redress.sealing.triggers` and `filing`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.template import Context, Engine

from redress.operations.floor import filing
from redress.operations.floor.facts import facts

FOLDER: Final = Path(__file__).resolve().parent
ROOMS: Final = (
    "privacy",
    "sealing",
    "organisation",
    "casework",
    "complaints",
    "claims",
    "letters",
    "committee",
    "assessment",
)
"""Those that keep texts, each after those that it leans on: a trigger needs its function."""
_BENEATH: Final = (
    "roles", "facts", "acting", "keys", "guards", "hanging", "people", "sessions", "jobs", "server",
)  # fmt: skip
"""Of the floor, in the order in which they need each other."""

_SECRET = "int8send(currval('redress_session_secret'))"  # noqa: S105 - how the secret is asked for, not one
_SECOND = "int8send(currval('redress_session_second'))"
_INNER = f"sha256({_SECOND} || {_SECRET} || convert_to({{said}}, 'UTF8'))"
PROOF = f"encode(sha256({_SECRET} || {_SECOND} || {_INNER}), 'hex')"
"""What proves that this session was told something, as `tickets.proof` makes it. `@proof(...)@` stands for it in files:
written into each function that asks, for a call takes as long as the rest."""
_WANTED = re.compile(r"@proof\((.*?)\)@", re.DOTALL)

_VALIDATED = """
    SELECT CASE l.lanname WHEN 'sql' THEN fmgr_sql_validator(p.oid) ELSE plpgsql_validator(p.oid) END
      FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace = 'public'::regnamespace AND l.lanname IN ('sql', 'plpgsql')
"""


def files() -> list[Path]:
    """Those that are laid, in their order."""
    beneath = [FOLDER / f"{name}.sql" for name in _BENEATH]
    return beneath + [path for room in ROOMS for path in sorted(_folder(room).glob("*.sql"))]


def text(path: Path) -> str:
    """What a file says to the database."""
    said = _engine().get_template(path.name).render(Context(facts(), autoescape=False))
    return _WANTED.sub(lambda found: PROOF.format(said=found[1]), said)


def keys() -> str:
    """What migrations themselves need before they run."""
    return text(FOLDER / "keys.sql")


def lay(cursor: Any) -> None:
    """Every text, in a transaction. Functions may name one another in any order: they are looked through in the end."""
    cursor.execute("SET LOCAL check_function_bodies = off")
    for path in files():
        cursor.execute(text(path))
    cursor.execute(filing.statement())
    cursor.execute("SET LOCAL check_function_bodies = on")
    cursor.execute(_VALIDATED)


def _folder(room: str) -> Path:
    return FOLDER.parents[1] / room / "sql"


@cache
def _engine() -> Engine:
    """A fact that nobody knows is an error of SQL."""
    return Engine(
        dirs=[str(folder) for folder in (FOLDER, *map(_folder, ROOMS))],
        autoescape=False,
        string_if_invalid="{{ unknown: %s }}",
    )
