"""Whether the database can be used by this version, said before a command begins and not after a trace of its fault."""

from __future__ import annotations

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


class NoDatabase(click.ClickException):
    """The database cannot be reached or is not this version's. The message says what to do; status 1."""


def check() -> None:
    """Raise NoDatabase where nobody answers at the address, lets us in, or where a newer version keeps its tables.

    Over a connection of its own: it leaves nothing in that of the command.
    """
    try:
        link = psycopg.connect(**connection.get_connection_params())
    except psycopg.OperationalError as problem:
        raise _not_reached(problem) from problem
    with link:
        ahead = _ahead(link)
    if ahead:
        raise NoDatabase(
            _(
                "The database was brought up by a newer version of Redress (%(migration)s is not known here): "
                "install that version, or restore a backup that was made before."
            )
            % {"migration": ahead}
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


def _ahead(link: psycopg.Connection) -> str:
    """A migration of ours that was applied and comes after all that are here; "" where there is none."""
    with link.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(to_regclass('django_migrations'), 'SELECT')")
        if cursor.fetchone() != (True,):
            return ""  # nothing is there yet
        cursor.execute("SELECT app, max(name) FROM django_migrations GROUP BY app")
        applied = {str(app): str(name) for app, name in cursor.fetchall()}
    for config in apps.get_app_configs():
        folder = Path(config.path) / "migrations"
        here = [each.stem for each in folder.glob("[0-9]*.py")] if config.name.startswith("redress.") else []
        newest = applied.get(config.label, "")
        if here and newest[:NUMBERED] > max(here)[:NUMBERED]:
            return f"{config.label} {newest}"
    return ""
