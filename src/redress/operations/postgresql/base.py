"""Django's PostgreSQL backend, but for two things that a busy web server does all day.

Whether a kept connection still stands, Django asks the database at the beginning of every request; here the socket
is looked at, and the database is asked now and then. A time, Django takes apart with a regular expression; here the
standard library's parser in C reads it.
"""

from __future__ import annotations

import select
import time
from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.pq import TransactionStatus

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

    _asked = 0.0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if self.timezone == UTC:
            connection.adapters.register_loader("timestamptz", TimeLoader)
        self._asked = time.monotonic()
        return connection

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
