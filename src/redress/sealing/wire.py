"""Reads PostgreSQL's binary form of a row, as far as our tables use it, so that a proof shows what it proves. Pure."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

BOOL, BYTEA, INT8, INT2, INT4, TEXT, VARCHAR, TIMESTAMPTZ, JSONB = 16, 17, 20, 21, 23, 25, 1043, 1184, 3802
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def read(record: bytes, columns: Sequence[str]) -> dict[str, str]:
    """The columns by name. Raises ValueError when it is no such record."""
    try:
        (count,) = struct.unpack_from(">i", record)
        if count != len(columns):
            raise ValueError(f"a record of {count} columns, not {len(columns)}")
        found, place = {}, 4
        for column in columns:
            kind, size = struct.unpack_from(">Ii", record, place)
            place += 8
            found[column] = "" if size < 0 else _value(kind, record[place : place + size])
            place += max(size, 0)
    except struct.error as problem:
        raise ValueError(str(problem)) from problem
    if place != len(record):
        raise ValueError("something stands behind the record")
    return found


def _value(kind: int, value: bytes) -> str:
    if kind in (TEXT, VARCHAR):
        return value.decode()
    if kind in (INT2, INT4, INT8):
        return str(int.from_bytes(value, "big", signed=True))
    if kind == BOOL:
        return str(bool(value[0]))
    if kind == TIMESTAMPTZ:
        return (_EPOCH + timedelta(microseconds=int.from_bytes(value, "big", signed=True))).isoformat()
    if kind == JSONB:
        return value[1:].decode()
    return value.hex()
