"""Whether the database can be used by this version, said before a command begins and not after a trace of its fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

import click
import psycopg
from django.apps import apps
from django.db import connection

from redress.operations.speech import early as _
from redress.settings import database, env

NUMBERED: Final = 4
"""Digits with which the name of a migration begins."""
START: Final = "0100"
"""The first migration of each room that is there still; what led there before is gone (ADR 38)."""


class NoDatabase(click.ClickException):
    """The database cannot be reached or is not this version's. The message says what to do; status 1."""


def check() -> None:
    """Raise NoDatabase where nobody answers at the address or lets us in, and where the tables are of a newer version
    or of one too old to be brought up.

    Over a connection of its own: it leaves nothing in that of the command.
    """
    try:
        link = psycopg.connect(**connection.get_connection_params())
    except psycopg.OperationalError as problem:
        raise _not_reached(problem) from problem
    with link:
        applied = _applied(link)
    if old := _too_old(applied):
        raise NoDatabase(
            _(
                "This database was made by an early version of Redress (%(migration)s), which this one does not bring "
                "up: for the demo, remove the folder of REDRESS_DATA and start again; real data are carried over by a "
                "`redress backup` of that version (docs/operations.md, Backup)."
            )
            % {"migration": old}
        )
    if ahead := _ahead(applied):
        raise NoDatabase(
            _(
                "The database was brought up by a newer version of Redress (%(migration)s is not known here): "
                "install that version, or restore a backup that was made before."
            )
            % {"migration": ahead}
        )


def check_tables() -> None:
    """Raise NoDatabase where tables of this version are missing: asked after a statement that named one in vain."""
    with psycopg.connect(**connection.get_connection_params()) as link:
        behind = _behind(_applied(link))
    if behind:
        raise NoDatabase(
            _(
                "The database has not been brought up to this version of Redress (%(migration)s is missing): "
                "run `redress migrate`, then try again."
            )
            % {"migration": behind}
        )


def _not_reached(problem: psycopg.OperationalError) -> NoDatabase:
    lines = [line for line in str(problem).splitlines() if not line.startswith("\t")]  # libpq's questions
    words = " ".join(" ".join(lines).split()).rstrip(".")
    return NoDatabase(
        _(
            "The database cannot be reached: check that its server runs and that %(variable)s has the right "
            "address, name and password (%(problem)s)."
        )
        % {"variable": database.variable(env.text("REDRESS_PROCESS", "command")), "problem": words}
    )


def _too_old(applied: Mapping[str, str]) -> str:
    """A migration that is gone and was not the last before the start of its room; "" where there is none."""
    for label, _newest in _newest_here():
        name = applied.get(label, "")
        if name and name[:NUMBERED] < START and name != _last_before(label):
            return f"{label} {name}"
    return ""


def _last_before(label: str) -> str:
    """The newest of the migrations in whose place the start of this room stands."""
    room = apps.get_app_config(label)
    stems = [each.stem for each in (Path(room.path) / "migrations").glob("*_start.py")]
    starts = [import_module(f"{room.name}.migrations.{stem}").Migration for stem in stems]
    return max(str(name) for start in starts for _label, name in start.replaces)


def _ahead(applied: Mapping[str, str]) -> str:
    """A migration of ours that was applied and comes after all that are here; "" where there is none."""
    for label, newest in _newest_here():
        if applied.get(label, "")[:NUMBERED] > newest[:NUMBERED]:
            return f"{label} {applied[label]}"
    return ""


def _behind(applied: Mapping[str, str]) -> str:
    """A migration of ours that was not applied yet, nor one that comes after it; "" where there is none."""
    for label, newest in _newest_here():
        if applied.get(label, "")[:NUMBERED] < newest[:NUMBERED]:
            return f"{label} {newest}"
    return ""


def _applied(link: psycopg.Connection) -> dict[str, str]:
    """The newest migration of each app that the database knows; none where nothing is there yet."""
    with link.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(to_regclass('django_migrations'), 'SELECT')")
        if cursor.fetchone() != (True,):
            return {}
        cursor.execute("SELECT app, max(name) FROM django_migrations GROUP BY app")
        return {str(app): str(name) for app, name in cursor.fetchall()}


def _newest_here() -> Iterator[tuple[str, str]]:
    for config in apps.get_app_configs():
        folder = Path(config.path) / "migrations"
        here = [each.stem for each in folder.glob("[0-9]*.py")] if config.name.startswith("redress.") else []
        if here:
            yield config.label, max(here)
