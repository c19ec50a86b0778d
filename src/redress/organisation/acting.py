"""Tells the database who is acting, so that row-level security stands beneath every read (SEC-01, SEC-06)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.db import connection

from redress.organisation import tickets
from redress.organisation.actor import NOBODY, SYSTEM, Actor
from redress.sealing.doors import door

APP_ROLE = "redress_app"
"""What every process that serves may do with tables: its login is a member, and is bound by row-level security."""

WEB_ROLE = "redress_web"
WORKER_ROLE = "redress_worker"

_current: ContextVar[Actor] = ContextVar("redress_actor", default=NOBODY)

_ENTER = """
    SELECT set_config('role', %s, false), redress_enter(%s, %s), set_config('synchronous_commit', %s, false)
"""


_HELLO = """
    SELECT redress_hello(), pg_has_role(session_user, c.relowner, 'MEMBER')
      FROM pg_class c WHERE c.oid = 'redress_ticket_key'::regclass
"""


def current() -> Actor:
    """The actor of this request or job."""
    return _current.get()


def _tell(actor: Actor, role: str, *, waits: bool = True, holds: int = tickets.HOLDS_AT_WORK) -> None:
    link: Any = connection
    with connection.cursor() as cursor:
        text, seal = tickets.ticket(_session(cursor), actor, holds=holds)
        # Who logged in as one of the roles that serve has no other to put on, and none to take off.
        role = role if link.is_owners else "none"
        cursor.execute(_ENTER, [role, text, seal, "on" if waits else "off"])


def _session(cursor: Any) -> int:
    """How the database calls this session of its; asked once a connection."""
    link: Any = connection
    if link.session_name is None:
        cursor.execute(_HELLO)
        link.session_name, link.is_owners = cursor.fetchone()
    name: int = link.session_name
    return name


def become(actor: Actor, *, reads: bool = False) -> None:
    """Act as `actor` until told otherwise; for a web worker, whose every request begins with this.

    `reads`: the request changes nothing. What it leaves, an entry in the access log, need not be on the disk before
    the page is sent; it is a fraction of a second later, and only a crash of the database server in between loses it.
    """
    _current.set(actor)
    _tell(actor, WEB_ROLE, waits=not reads, holds=tickets.HOLDS)


RESTS: Final = {"web": NOBODY, "worker": SYSTEM}
"""As whom a process that serves acts between requests or jobs, so that it comes in by a ticket at once."""

FOR_GOOD = 10 * 365 * 24 * 60 * 60


def come_in(process: str) -> None:
    """What a process that serves says on a connection that was just made."""
    _tell(RESTS[process], WEB_ROLE, holds=FOR_GOOD)


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Everything inside happens as `actor` under a role that serves; afterwards the one before acts again."""
    before = _current.get()
    token = _current.set(actor)
    _tell(actor, WORKER_ROLE)
    try:
        with door("acting"):
            yield actor
    finally:
        _current.reset(token)
        # A broken transaction takes no statement; its rollback undoes the setting as well.
        if (
            connection.connection is not None
            and not connection.connection.closed
            and not connection.needs_rollback
        ):
            if before is not NOBODY:
                _tell(before, WORKER_ROLE)
            else:
                process = settings.REDRESS_PROCESS
                _tell(RESTS.get(process, NOBODY), "none", holds=FOR_GOOD)


def forget() -> None:
    """Nobody acts in this context any more; what the database was told ends with its transaction or connection."""
    _current.set(NOBODY)
