"""The logins of web and worker: made by `redress migrate`, looked at before anything is served (SEC-01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import pq, sql
from psycopg.conninfo import conninfo_to_dict

from redress.organisation import tickets
from redress.settings import database

GROUPS = {"web": "redress_web", "worker": "redress_worker"}


def make() -> None:
    """Make the login of each process as the environment names it, with its password; the owner's is left alone."""
    owner = connection.settings_dict["USER"]
    for process, group in GROUPS.items():
        said = conninfo_to_dict(database.address(process, settings.REDRESS_DATA))
        name, password = str(said.get("user") or ""), str(said.get("password") or "")
        if name and name != owner:
            _make(name, password, group)


def _make(name: str, password: str, group: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            _run(cursor, sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        if password:
            # The server gets its verifier, so that no log of statements ever holds the password.
            link: pq.abc.PGconn = connection.connection.pgconn
            kept = link.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
            _run(
                cursor,
                sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(kept)),
            )
        _forget_own_settings(cursor, name)
        _run(cursor, sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(name)))


_OWN_SETTINGS = """
    SELECT d.datname FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
      LEFT JOIN pg_database d ON d.oid = s.setdatabase
     WHERE r.rolname = %s AND (s.setdatabase = 0 OR d.datname = current_database())
"""


def _forget_own_settings(cursor: Any, name: str) -> None:
    """Whoever can run SQL under a login may set what its sessions begin with, and so keep all of them from serving;
    PostgreSQL forbids nobody that. What a login needs stands in its address."""
    cursor.execute(_OWN_SETTINGS, [name])
    for (database_name,) in cursor.fetchall():
        reset = sql.SQL("ALTER ROLE {}").format(sql.Identifier(name))
        if database_name:
            reset += sql.SQL(" IN DATABASE {}").format(sql.Identifier(database_name))
        _run(cursor, reset + sql.SQL(" RESET ALL"))


def _run(cursor: Any, statement: sql.Composed) -> None:
    cursor.execute(statement.as_string(connection.connection))


_STANDING = """
    SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
           EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                      AND pg_has_role(r.oid, c.relowner, 'MEMBER')),
           EXISTS (SELECT FROM pg_roles p WHERE p.rolname LIKE 'pg\\_%%' AND pg_has_role(r.oid, p.oid, 'MEMBER')),
           coalesce(pg_has_role(r.oid, (SELECT oid FROM pg_roles WHERE rolname = %s), 'MEMBER'), false)
      FROM pg_roles r WHERE r.rolname = session_user
"""


def problems(process: str) -> Iterator[str]:
    """Why this login must not serve, each with its remedy; nothing when it may."""
    variable = database.SERVING[process]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [GROUPS[process]])
        name, superuser, bypass, roles, databases, replication, owns, server, member = cursor.fetchone()
        remedy = (
            f"give {variable} a login of its own, REDRESS_OWNER_URL the owner's, and run 'redress migrate'"
        )
        if superuser:
            yield f"{variable} logs in as '{name}', a superuser, who reads past every rule: {remedy}."
            return
        if owns:
            yield f"{variable} logs in as '{name}', who owns the tables or is a member of who does: {remedy}."
        for has, what in (
            (bypass, "BYPASSRLS"),
            (roles, "CREATEROLE"),
            (databases, "CREATEDB"),
            (replication, "REPLICATION"),
        ):
            if has:
                yield f"'{name}' of {variable} has {what}: ALTER ROLE \"{name}\" NO{what}."
        if server:
            yield f"'{name}' of {variable} is a member of one of PostgreSQL's own roles (pg_...): revoke it."
        if not member:
            yield f"'{name}' of {variable} is no member of {GROUPS[process]}: run 'redress migrate' with it set."
        if member and not _key_is_known(cursor):
            yield (
                "The database does not know the key of tickets that belongs to REDRESS_SECRET_KEY: "
                "run 'redress migrate' with the same REDRESS_SECRET_KEY."
            )


def _key_is_known(cursor: Any) -> bool:
    cursor.execute("SELECT redress_knows_key(%s)", [tickets.key_id(tickets.key(settings.SECRET_KEY))])
    known: bool = cursor.fetchone()[0]
    return known
