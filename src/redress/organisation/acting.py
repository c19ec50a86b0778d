"""Tells the database who is acting, so that row-level security stands beneath every read (SEC-01, SEC-06)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from redress.organisation import as_of, tickets
from redress.organisation.actor import NOBODY, SYSTEM, Actor
from redress.sealing.doors import door

WEB_ROLE = "redress_web"
WORKER_ROLE = "redress_worker"
"""As which processes serve: members of `redress_app`, and bound by row-level security."""

_current: ContextVar[Actor] = ContextVar("redress_actor", default=NOBODY)

ENTERED = """ARRAY[
    set_config('role', %s, false), redress_enter(%s, %s)::text, set_config('synchronous_commit', %s, false)
]"""
"""How a statement enters a ticket, whose `given` it is given (`Ticket`)."""
_ENTER = f"SELECT {ENTERED}"


_HELLO = """
    SELECT redress_hello(), pg_has_role(session_user, c.relowner, 'MEMBER')
      FROM pg_class c WHERE c.oid = 'redress_ticket_verifier'::regclass
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the database was told: who acts, under which role, whether a commit waits for the disk, until when."""

    actor: Actor
    role: str
    waits: bool
    until: float


_told: ContextVar[_Told | None] = ContextVar("redress_told", default=None)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a statement that enters it is given, and what the database was told then."""

    given: tuple[str | bytes, ...]
    told: _Told
    stamp: UUID | None = None

    def entered(self) -> None:
        """The database took it: from here on it is so."""
        _current.set(self.told.actor)
        as_of.begin(self.stamp)
        _told.set(self.told)


def current() -> Actor:
    """The actor of this request or job."""
    return _current.get()


def _tell(actor: Actor, role: str, *, waits: bool = True, holds: float = tickets.HOLDS_AT_WORK) -> _Told:
    with connection.cursor() as cursor:
        ticket = _ticket(cursor, _Told(actor, role, waits, time.time() + holds), int(holds))
        cursor.execute(_ENTER, ticket.given)
    return ticket.told


def _ticket(cursor: Any, told: _Told, holds: int, stamp: UUID | None = None) -> Ticket:
    link: Any = connection
    text, seal = tickets.ticket(_secret(cursor), told.actor, holds=holds)
    # Who logged in as one of the roles that serve has no other to put on, and none to take off.
    worn = told.role if link.is_owners else "none"
    return Ticket((worn, text, seal, "on" if told.waits else "off"), told, stamp)


def ticket(cursor: Any, actor: Actor, *, reads: bool, stamp: UUID | None) -> Ticket:
    """What `become` enters, for a statement of one's own that enters it on a condition (`ENTERED`)."""
    until = time.time() + tickets.HOLDS
    return _ticket(cursor, _Told(actor, WEB_ROLE, not reads, until), tickets.HOLDS, stamp)


def _secret(cursor: Any) -> bytes:
    """The secret of this session, for which the key of the house is proven: once a connection."""
    link: Any = connection
    if link.session_secret is None:
        key = tickets.key(settings.SECRET_KEY)
        cursor.execute(_HELLO)
        name, link.is_owners = cursor.fetchone()
        cursor.execute("SELECT redress_prove(%s, %s)", [tickets.key_id(key), tickets.answer(key, name)])
        link.session_secret = bytes(cursor.fetchone()[0])
    secret: bytes = link.session_secret
    return secret


def become(actor: Actor, *, reads: bool = False, stamp: UUID | None = None) -> None:
    """Act as `actor` until told otherwise; for a web worker, whose every request begins with this.

    `reads`: the request changes nothing. What it leaves, an entry in the access log, need not be on the disk before
    the page is sent; it is a fraction of a second later, and only a crash of the database server in between loses it.
    `stamp`: the organisation is as of that stamp, which was read with the actor; None: whoever asks looks anew.
    """
    _current.set(actor)
    as_of.begin(stamp)
    _told.set(_tell(actor, WEB_ROLE, waits=not reads, holds=tickets.HOLDS))


RESTS: Final = {"web": NOBODY, "worker": SYSTEM}
"""As whom a process that serves acts between requests or jobs, so that it comes in by a ticket at once."""

FOR_GOOD = 10 * 365 * 24 * 60 * 60


def come_in(process: str) -> None:
    """What a process that serves says on a connection that was just made."""
    _tell(RESTS[process], WEB_ROLE, holds=FOR_GOOD)


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Everything inside happens as `actor` under a role that serves; afterwards all is told again as it was before."""
    token, before, begun = _current.set(actor), _told.get(), as_of.begin(None)
    inside = _told.set(_tell(actor, WORKER_ROLE))
    try:
        with door("acting"):
            yield actor
    finally:
        _current.reset(token)
        as_of.end(begun)
        _told.reset(inside)
        # A broken transaction takes no statement; its rollback undoes the setting as well.
        if (
            connection.connection is not None
            and not connection.connection.closed
            and not connection.needs_rollback
        ):
            _tell_again(before)


def _tell_again(before: _Told | None) -> None:
    """As it was, for as long as was left of it; who acted for nobody rests as its process does."""
    if before is None:
        _tell(RESTS.get(settings.REDRESS_PROCESS, NOBODY), "none", holds=FOR_GOOD)
    else:
        left = max(0.0, before.until - time.time())
        _tell(before.actor, before.role, waits=before.waits, holds=left)


def forget() -> None:
    """Nobody acts in this context any more; what the database was told ends with its transaction or connection."""
    _current.set(NOBODY)
    as_of.begin(None)
    _told.set(None)
