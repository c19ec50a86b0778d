"""Django's PostgreSQL backend, but for two things that a busy web server does all day, and one that seldom happens.

Whether a kept connection still stands, Django asks the database at the beginning of every request; here the socket
is looked at, and the database is asked now and then. A time, Django takes apart with a regular expression; here the
standard library's parser in C reads it. A connection that ends while COMMIT waits for its answer, Django reports like
any other; here it is told apart, because then nobody knows whether the transaction stands.
"""

from __future__ import annotations

import select
import time
from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from django.db.utils import InterfaceError, OperationalError
from psycopg.pq import TransactionStatus

from redress.organisation.as_of import Kept
from redress.organisation.doubt import CommitLost, is_answer
from redress.sealing import collecting

ASK_AFTER = 15.0
"""Seconds after which a silent connection is asked again: a broken network tells the socket nothing."""


class TimeLoader(BaseTzLoader):  # type: ignore[misc]
    """timestamptz -> datetime in UTC, the zone of every connection."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        found: datetime | None
        try:
            found = datetime.fromisoformat(str(data, "ascii"))
        except ValueError:  # infinity, years before 1 or after 9999: psycopg says what is wrong
            found = None
        if found is None or found.tzinfo is not UTC:
            found = super().load(data)
        return found


class DatabaseWrapper(collecting.Collecting):
    """As Django's; it seals what changes (redress.sealing.collecting)."""

    session_secret: bytes | None = None
    """With what tickets of this connection's session are sealed; None until the key of the house was proven."""
    is_owners = True
    """Whether who logged in owns the tables, and so puts on another role to serve; known with the secret."""
    commits = 0
    """How many COMMITs were sent and not refused by the server: what they ended may stand, whatever fails next."""
    kept: Kept
    """What was read of the organisation on this connection (redress.organisation.as_of)."""
    _asked = 0.0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if self.timezone == UTC:
            connection.adapters.register_loader("timestamptz", TimeLoader)
        self._asked = time.monotonic()
        self.session_secret = None
        self.kept = Kept()
        return connection

    def _commit(self) -> None:
        self.commits += 1
        try:
            super()._commit()
        except (OperationalError, InterfaceError) as lost:
            if is_answer(lost.__cause__):
                self.commits -= 1
                raise
            raise CommitLost(*lost.args) from lost

    def is_usable(self) -> bool:
        """A server that ended the connection has written to the socket, or closed it; a living one is silent."""
        if self.connection is None or self.connection.closed:
            return False
        now, link = time.monotonic(), self.connection.pgconn
        if now - self._asked < ASK_AFTER and link.transaction_status == TransactionStatus.IDLE:
            watch = select.poll()
            watch.register(link.socket, select.POLLIN)
            if not watch.poll(0):
                return True
        self._asked = now
        return bool(super().is_usable())
