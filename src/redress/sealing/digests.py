"""The digest of a row, computed by the database over the binary form of its columns, so that no setting bears on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models

BYTES = 16
GONE = bytes(BYTES)
"""Stands for a row that was deleted."""
OPEN = b"\xff" * BYTES
"""Stands for a row that a migration wrote; its digest is computed when the table has its new form."""


def key(column: str, *, number: bool, row: str = "t") -> str:
    """SQL for the key of a row as a bigint; of a key that is no number, eight bytes of its hash."""
    name = f"{row}.{connection.ops.quote_name(column)}"
    if number:
        return f"{name}::bigint"
    return f"('x' || encode(substr(sha256(convert_to({name}::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint"


def digest(columns: Iterable[str], row: str = "t") -> str:
    """SQL for the digest of a row: 16 bytes of SHA-256 over the columns in PostgreSQL's own wire format."""
    named = ", ".join(f"{row}.{connection.ops.quote_name(column)}" for column in columns)
    return f"substr(sha256(record_send(ROW({named}))), 1, {BYTES})"


def by_number(model: type[models.Model]) -> bool:
    field = model._meta.pk
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return isinstance(field, models.IntegerField)
