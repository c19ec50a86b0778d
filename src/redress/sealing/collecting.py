"""Collects what triggers tell of the rows a transaction wrote, and seals it before the transaction ends."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.backends import utils
from django.db.backends.postgresql import base
from psycopg import Cursor

from redress.sealing import registry
from redress.sealing.body import TOLD, Body, mac
from redress.sealing.digests import BYTES
from redress.sealing.keys import sealing_keys
from redress.sealing.one_trip import one_trip

MOST = 20_000
"""Rows of one seal."""

MIGRATING = "migration"
"""The door of migrations."""

_KEEP = """
    INSERT INTO sealing_seal (id, at, cause, kinds, pks, digests, key_id, mac)
    VALUES (%s, %s, %s, %s::text::smallint[], %s::text::bigint[], %s, %s, %s)
"""
_KEEP_FOLLOWING = """
    INSERT INTO sealing_seal (id, at, cause, kinds, pks, digests, key_id, mac, follows)
    VALUES (%s, %s, %s, %s::text::smallint[], %s::text::bigint[], %s, %s, %s, %s)
"""
_WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)

Changed = dict[tuple[int, int], bytes]


_Wrapper: Any = base.DatabaseWrapper
_Plain: Any = utils.CursorWrapper
_Debug: Any = utils.CursorDebugWrapper


class Collecting(_Wrapper):  # type: ignore[misc]
    """A connection that seals what was changed through a door of the house (`redress.sealing.doors`).

    What is changed while no door is open - by a statement at a console, by whoever owns the database - is not sealed,
    and so is found.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # A worker does nothing but the work of the house.
        self.seal_doors: list[str] = ["job"] if os.environ.get("REDRESS_PROCESS") == "worker" else []
        self._told: list[tuple[int, int, str]] = []
        self._marks: dict[str, tuple[int, int | None]] = {}
        # The last seal of this connection: committed, and in the transaction that is open. After a connection was lost
        # nobody knows whether its last commit stands; the next one begins a chain of its own.
        self._sealed: int | None = None
        self._sealing: int | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        link = super().get_new_connection(conn_params)
        link.add_notice_handler(self._notice)
        self._told.clear()
        self._sealed = self._sealing = None
        return link

    def _notice(self, diagnostic: Any) -> None:
        self.hear(diagnostic.message_primary or "")

    def hear(self, told: str) -> None:
        """What triggers told, a line each; heard while a door is open."""
        if self.seal_doors:
            for line in told.splitlines():
                if line.startswith(TOLD):
                    _name, number, kind, rows = line.split("|")
                    self._told.append((int(number), int(kind), rows))

    # What a rollback undoes was never written.

    def _savepoint(self, sid: str) -> None:
        super()._savepoint(sid)
        self._marks[sid] = len(self._told), self._sealing

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)
        told, self._sealing = self._marks.get(sid, (0, None))
        del self._told[told:]

    def _rollback(self) -> None:
        self._forget()
        super()._rollback()

    def _close(self) -> None:
        self._forget()
        super()._close()

    def _forget(self) -> None:
        self._told.clear()
        self._marks.clear()
        self._sealing = None

    def _commit(self) -> None:
        """The seal goes with the commit: one round trip for both."""
        self._marks.clear()
        if not self._told or self.connection is None:
            super()._commit()
        else:
            with self.wrap_database_errors, one_trip(self.connection):
                self._seal()
                super()._commit()
        self._sealed, self._sealing = self._sealing or self._sealed, None

    def seal_now(self) -> None:
        """Seal what was collected, in the transaction that is open."""
        if self._told:
            with self.wrap_database_errors:
                self._seal()

    def _seal(self) -> None:
        told, self._told = self._told, []
        number, changed = told[-1][0], _changed(told)
        rows = list(changed.items())
        for start in range(0, len(rows), MOST):
            if start:
                number = self._next()
            self._keep(number, rows[start : start + MOST])

    def seal_rows(self, rows: Sequence[tuple[tuple[int, int], bytes]]) -> None:
        """Seal rows as they are, at most `MOST`: of each ((kind, key), digest)."""
        self._keep(self._next(), rows)

    def _keep(self, number: int, rows: Sequence[tuple[tuple[int, int], bytes]]) -> None:
        keys = sealing_keys()
        body = Body(
            number,
            datetime.now(UTC),
            self.seal_doors[0] if self.seal_doors else "",
            [kind for (kind, _pk), _digest in rows],
            [pk for (_kind, pk), _digest in rows],
            b"".join(digest for _, digest in rows),
            self._before(),
        )
        kinds, pks = (f"{{{','.join(map(str, each))}}}" for each in (body.kinds, body.pks))
        said = [number, body.at, body.cause, kinds, pks, body.digests, keys.current, mac(body, keys.key)]
        following = body.follows is not None
        with Cursor(self.connection) as cursor:
            cursor.execute(
                _KEEP_FOLLOWING if following else _KEEP,
                [*said, body.follows] if following else said,
                prepare=True,
            )
        self._sealing = number

    def _before(self) -> int | None:
        """The seal that the next one follows; none while migrations run, which may come before the column."""
        return None if MIGRATING in self.seal_doors else self._sealing or self._sealed

    def _next(self) -> int:
        with Cursor(self.connection) as cursor:
            found = cursor.execute("SELECT redress_next('sealing_seal_id', 1)").fetchone()
        return int(found[0]) if found else 0

    # Statements outside a transaction.

    def make_cursor(self, cursor: Any) -> Any:
        return _Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return _DebugCursor(cursor, self)

    def seal_if_alone(self) -> None:
        """A statement that did not look like it has changed sealed rows, and is committed: the seal follows."""
        if self._told and self.autocommit and not self.in_atomic_block:
            with transaction.atomic(self.alias):
                self.seal_now()

    def is_alone(self, statement: Any) -> bool:
        """Whether a statement changes sealed rows and is a transaction of its own."""
        return bool(self.seal_doors) and self.autocommit and not self.in_atomic_block and _seals(statement)


class _Cursor(_Plain):  # type: ignore[misc]
    def _execute(self, sql: Any, params: Any, *more: Any) -> Any:
        if self.db.is_alone(sql):  # then it and its seal are one
            with transaction.atomic(self.db.alias):
                return super()._execute(sql, params, *more)
        done = super()._execute(sql, params, *more)
        self.db.seal_if_alone()
        return done

    def _executemany(self, sql: Any, param_list: Any, *more: Any) -> Any:
        if self.db.is_alone(sql):
            with transaction.atomic(self.db.alias):
                return super()._executemany(sql, param_list, *more)
        return super()._executemany(sql, param_list, *more)


class _DebugCursor(_Debug, _Cursor):  # type: ignore[misc]
    pass


def _seals(statement: Any) -> bool:
    return isinstance(statement, str) and _writes_to(statement) in registry.tables()


@lru_cache(maxsize=1000)
def _writes_to(statement: str) -> str:
    """The table that a statement changes; a function that changes one is called within a transaction."""
    found = _WRITES.match(statement)
    return found[1] if found else ""


def _changed(told: Sequence[tuple[int, int, str]]) -> Changed:
    """The last digest of each row."""
    changed: Changed = {}
    width = 8 + BYTES
    for _number, kind, text in told:
        rows = bytes.fromhex(text)
        for start in range(0, len(rows), width):
            pk = int.from_bytes(rows[start : start + 8], "big", signed=True)
            changed[kind, pk] = rows[start + 8 : start + width]
    return changed
