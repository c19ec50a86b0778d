"""Counts that all processes share, as rows of numbers and words: no row is ever code (SEC-01, SEC-05).

Django's own cache in the database keeps pickles, and whoever can write to its table runs code in every web process.
Here a value is JSON; what cannot be said in JSON is not kept, and what is no JSON is not there.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

TABLE = "redress_shared"
LONGEST = 20_000
"""Characters of a value."""

_GET = f"SELECT value FROM {TABLE} WHERE cache_key = %s AND expires > now()"  # noqa: S608 - a constant
_PUT = f"""
    INSERT INTO {TABLE} AS held (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
    WHERE %s OR held.expires <= now() RETURNING 1
"""  # noqa: S608 - a constant
_TOUCH = f"UPDATE {TABLE} SET expires = %s WHERE cache_key = %s AND expires > now()"  # noqa: S608 - a constant
_DROP = f"DELETE FROM {TABLE} WHERE cache_key = %s"  # noqa: S608 - a constant
_SWEEP = f"""
    DELETE FROM {TABLE} WHERE cache_key IN (
        SELECT cache_key FROM {TABLE} WHERE expires <= now() LIMIT 20)
"""  # noqa: S608 - a constant
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


class CountCache(BaseCache):
    """Django's cache over rows of JSON. Each writing also takes away a few that have ended."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_GET, [self._named(key, version)])
            found = cursor.fetchone()
        if found is None:
            return default
        try:
            return json.loads(found[0])
        except ValueError:  # somebody else's writing: it counts as nothing kept
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._put(key, value, timeout, version, over=True)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._put(key, value, timeout, version, over=False)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_TOUCH, [self._end(timeout), self._named(key, version)])
            return bool(cursor.rowcount)

    def delete(self, key: str, version: int | None = None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(_DROP, [self._named(key, version)])
            return bool(cursor.rowcount)

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - a constant

    def _put(self, key: str, value: Any, timeout: Any, version: int | None, *, over: bool) -> bool:
        text = json.dumps(value)
        if len(text) > LONGEST:
            raise ValueError(f"A count of {len(text)} characters is none.")
        with connection.cursor() as cursor:
            cursor.execute(_SWEEP)
            cursor.execute(_PUT, [self._named(key, version), text, self._end(timeout), over])
            return cursor.fetchone() is not None

    def _named(self, key: str, version: int | None) -> str:
        named: str = self.make_and_validate_key(key, version=version)
        return named

    def _end(self, timeout: Any) -> datetime:
        seconds = self.get_backend_timeout(timeout)
        return FOREVER if seconds is None else datetime.fromtimestamp(max(seconds, 0), tz=UTC)
