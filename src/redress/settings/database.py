"""One database, `default`: DATABASE_URL if given, otherwise the embedded server in the data folder."""

from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from redress.operations import embedded
from redress.settings import env, secrets

# What a request may cost before the database gives up on it; jobs and the command line have no limit.
WEB_LIMITS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}

# A request writes one row a statement, mostly (redress.sealing.triggers, and guards.sql of the floor).
SINGLY = {"redress.singly": "on"}

# A server that takes a connection and says nothing is given up: by itself libpq waits as long as the network does.
CONNECTED_WITHIN = 5

# A statement that comes again is planned once a connection: under row-level security that takes longer than to answer.
PREPARED = {"server_side_binding": True, "prepare_threshold": 2}


SERVING = {"web": "DATABASE_URL", "worker": "REDRESS_WORKER_URL"}
"""The processes that serve, and the variable that says how each logs in: neither owns a table nor is a superuser."""
OWNER = "REDRESS_OWNER_URL"


def default(data: Path) -> dict[str, Any]:
    """Django's description of the database that the environment names."""
    process = env.text("REDRESS_PROCESS", "command")
    limits = WEB_LIMITS | SINGLY if process == "web" else {}
    return from_url(address(process, data), process, limits)


def address(process: str, data: Path) -> str:
    """How a process logs in. 'command' is the owner's: it migrates and maintains.

    Where DATABASE_URL stands alone all log in by it, which production refuses.
    """
    if not is_embedded():
        return env.text(variable(process))
    folder = data / "postgres"
    if process not in SERVING:
        return embedded.url(folder)
    return embedded.url(folder, user=embedded.LOGINS[process], password=secrets.login_password(process, data))


def variable(process: str) -> str:
    """The variable that says how a process logs in to a server that is not embedded."""
    named = SERVING.get(process, OWNER)
    return named if env.text(named) else "DATABASE_URL"


def is_embedded() -> bool:
    return not env.text("DATABASE_URL")


def from_url(url: str, process: str, limits: dict[str, str] | None = None) -> dict[str, Any]:
    """Django's description of the database at `url`; libpq itself reads the address."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL is not a PostgreSQL address: {error}".strip()) from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL names no database: write postgresql://user:pass@host/name.")
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options: dict[str, Any] = {name: value for name, value in parts.items() if name not in known}
    settings = " ".join(f"-c {name}={value}" for name, value in (limits or {}).items())
    options["options"] = f"{options.get('options', '')} {settings}".strip()
    options.setdefault("application_name", f"redress-{process}")
    options.setdefault("connect_timeout", CONNECTED_WITHIN)
    options |= PREPARED
    return {
        "ENGINE": "redress.operations.postgresql",
        **{django: str(parts.get(libpq, "")) for libpq, django in known.items()},
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
