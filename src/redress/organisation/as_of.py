"""What was read of the organisation and stands until somebody changes the organisation (ORG-11, SEC-01).

Each request asks who acts and what a unit follows, and nearly always finds what it found before. The database draws a
new stamp in every transaction that changes any of it (sql/redress_as_of.sql). A statement that reads the stamp sees it
with the change or sees neither; so what was read together with a stamp stands for whoever reads that stamp again, and
a post that ended has ended for the next request.

It is kept at the connection, which knows one database: nothing outlives it, and nobody else writes there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar, Token
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

T = TypeVar("T")

STAMP = "(SELECT stamp FROM redress_as_of)"
"""As of when a statement reads, as one of its columns."""
MOST = 1000
"""Answers of a connection, then it begins anew."""

_now: ContextVar[UUID | None] = ContextVar("redress_as_of", default=None)


class Kept:
    """What a connection was told under one stamp."""

    def __init__(self) -> None:
        self._stamp: UUID | None = None
        self._found: dict[Hashable, Any] = {}

    def find(self, stamp: UUID, key: Hashable) -> Any:
        """What was kept under this stamp, or None."""
        return self._found.get(key) if stamp == self._stamp else None

    def last(self, key: Hashable) -> Any:
        """What was kept under the stamp that this connection read last, or None; whether it stands is not known."""
        return self._found.get(key)

    def keep(self, stamp: UUID, key: Hashable, found: Any) -> None:
        if stamp != self._stamp or len(self._found) >= MOST:
            self._stamp, self._found = stamp, {}
        self._found[key] = found


def begin(stamp: UUID | None) -> Token[UUID | None]:
    """From here on it is as of that stamp; None: whoever asks looks for himself, and nothing is kept."""
    return _now.set(stamp)


def end(begun: Token[UUID | None]) -> None:
    """As before it was begun."""
    _now.reset(begun)


def now() -> UUID | None:
    """The stamp that this request has read."""
    return _now.get()


def known(stamp: UUID | None, key: Hashable, look: Callable[[], tuple[T, UUID] | None]) -> T | None:
    """What was found under that stamp, or what `look` finds now, with the stamp that its statement read.

    Whoever is given it changes nothing of it: the next one is given the same.
    """
    link = cast(Any, connections[DEFAULT_DB_ALIAS])
    if stamp is not None and (kept := link.kept.find(stamp, key)) is not None:
        return cast(T, kept)
    found = look()
    if found is None:
        return None
    if stamp is not None:
        link.kept.keep(found[1], key, found[0])
    return found[0]
