"""Tells the database who is acting, so that row-level security stands beneath every read (SEC-01, SEC-06)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from redress.organisation.actor import NOBODY, Actor
from redress.organisation.kinds import Duty
from redress.sealing.doors import door

APP_ROLE = "redress_app"
"""The role that serves requests: no superuser, bound by row-level security."""

AUDITORS = frozenset({Duty.AUDITOR})
"""Who reads the access log of their units."""

_current: ContextVar[Actor] = ContextVar("redress_actor", default=NOBODY)

_SET = """
    SELECT set_config('role', %s, false), set_config('redress.staff', %s, false),
           set_config('redress.units', %s, false), set_config('redress.departments', %s, false),
           set_config('redress.everything', %s, false), set_config('redress.people', %s, false),
           set_config('synchronous_commit', %s, false), set_config('redress.audited', %s, false)
"""


def current() -> Actor:
    """The actor of this request or job."""
    return _current.get()


def _tell(actor: Actor, role: str, *, waits: bool = True) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _SET,
            [
                role,
                str(actor.id or ""),
                ids(actor.units),
                ids(actor.departments),
                "on" if actor.system else "",
                ids(actor.people),
                "on" if waits else "off",
                ids(actor.over(AUDITORS)),
            ],
        )


def ids(of: frozenset[int]) -> str:
    """Keys as PostgreSQL writes an array of them: one type, however large they are."""
    return "{" + ",".join(map(str, sorted(of))) + "}"


def become(actor: Actor, *, reads: bool = False) -> None:
    """Act as `actor` until told otherwise; for a web worker, whose every request begins with this.

    `reads`: the request changes nothing. What it leaves, an entry in the access log, need not be on the disk before
    the page is sent; it is a fraction of a second later, and only a crash of the database server in between loses it.
    """
    _current.set(actor)
    _tell(actor, APP_ROLE, waits=not reads)


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Everything inside happens as `actor` under the application role; afterwards the one before acts again."""
    before = _current.get()
    token = _current.set(actor)
    _tell(actor, APP_ROLE)
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
            _tell(before, "none" if before is NOBODY else APP_ROLE)


def forget() -> None:
    """Nobody acts in this context any more; what the database was told ends with its transaction or connection."""
    _current.set(NOBODY)
