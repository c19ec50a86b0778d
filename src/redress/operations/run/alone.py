"""Tables change while nobody works with them: who would be in each other's way is told before, not by a deadlock."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from redress.operations.console import BadInput
from redress.operations.floor.logins import GROUPS
from redress.operations.speech import comma
from redress.operations.speech import gettext as _

DEADLOCK, LOCKED = "40P01", "55P03"
SHORT, TRIES = "900ms", 20
"""Less than the second after which the database ends one of two that wait for each other: all tables are taken at once
(redress.sealing.holding), so it is always this one that lets the other go on, and tries again."""
LAST = "30s"
"""Long enough for a vacuum that runs by itself to be ended."""

_AT_WORK = """
    SELECT g.rolname, count(*)
      FROM pg_stat_activity a JOIN pg_auth_members m ON m.member = a.usesysid JOIN pg_roles g ON g.oid = m.roleid
     WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND g.rolname = ANY (%s)
     GROUP BY 1 ORDER BY 1
"""


def changing(change: Callable[[], object]) -> None:
    """Do what changes tables, and may be done again.

    Raises BadInput where migrations are due and web or worker are connected, and where somebody held for long what was
    to be changed: each migration is done whole or not at all. Where none is due nobody need stop: whoever is met at
    work goes first.
    """
    due = _due()
    if due and (others := _at_work()):
        raise BadInput(
            _(
                "Web and worker are still at work here (connections: %(others)s): they would wait for the tables that "
                "change, and these for them. Nothing was changed. Stop them (Ctrl-C at `redress run`, or your service "
                "manager), then run `redress migrate` again."
            )
            % {"others": comma().join(others)}
        )
    for patience in (LAST,) if due else (*(SHORT,) * TRIES, LAST):
        if _done(change, patience):
            return
    raise BadInput(
        _(
            "Somebody held tables that were to be changed. What was finished stays, what was begun was taken back. "
            "Stop web, worker and whoever else is connected to this database, then run `redress migrate` again: it "
            "goes on from there."
        )
    )


def _done(change: Callable[[], object], patience: str) -> bool:
    """Whether it was done without waiting longer than that for anybody."""
    _wait_at_most(patience)
    try:
        change()
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", None) not in (DEADLOCK, LOCKED):
            raise
        return False
    finally:
        _wait_at_most("0")
    return True


def _wait_at_most(patience: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [patience])


def _due() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _at_work() -> list[str]:
    """The connections of each kind of process."""
    names = {group: process for process, group in GROUPS.items()}
    with connection.cursor() as cursor:
        cursor.execute(_AT_WORK, [list(names)])
        return [f"{names[group]} {many}" for group, many in cursor.fetchall()]
