"""Key rotation: every stored value that an older key wrote is written again with the current one (SEC-02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from redress.privacy import cipher
from redress.privacy.fields import EncryptedField
from redress.privacy.keys import ring

BATCH = 1000
_Opened = tuple[Any, int | str, str]
"""Key, name of the row, text."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many values of a column were written anew, and the keys of rows (names of files) that do not open."""

    name: str
    rewritten: int
    unreadable: tuple[int | str, ...] = ()


def rotate() -> Iterator[Rotated]:
    """Rotate column by column, in batches that commit: it may be stopped at any moment and run again.

    A value that does not open is left as it is, told, and stops nothing.
    """
    for model, field in columns():
        rewritten, unreadable = 0, list[int]()
        for done, broken in _batches(model, field, fresh=True):
            rewritten += done
            unreadable += broken
        yield Rotated(field.column_name, rewritten, tuple(unreadable))


def check() -> Iterator[Rotated]:
    """Open every value and change nothing."""
    for model, field in columns():
        broken = [key for _done, each in _batches(model, field, fresh=False) for key in each]
        yield Rotated(field.column_name, 0, tuple(broken))


def columns() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Every encrypted column of the house."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def _batches(
    model: type[models.Model], field: EncryptedField, *, fresh: bool
) -> Iterator[tuple[int, list[int]]]:
    after: Any = None
    while True:
        with transaction.atomic():
            rows = _rows(model, field, after, fresh=fresh)
            if not rows:
                return
            opened, broken = _opened(field, rows)
            if fresh and opened:
                _write(model, field, opened)
        yield len(opened), broken
        after = rows[-1][0]


def _rows(
    model: type[models.Model], field: EncryptedField, after: Any, *, fresh: bool
) -> list[tuple[Any, ...]]:
    """The next rows with a value, each (key, value, *columns that name the row); `fresh`: with one that another than
    the current key wrote, to be written anew."""
    table, column, key = _names(model, field)
    current = cipher.prefix(ring().current)
    beyond = f" AND {key} > %s" if after is not None else ""
    other = f" AND substring({column} from 1 for %s) <> %s" if fresh else ""
    named = "".join(f", {connection.ops.quote_name(name)}" for name in field.row)
    given: list[Any] = [len(current), current] if fresh else []
    given += [after] if after is not None else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {column}{named} FROM {table} WHERE {column} <> ''{other}{beyond}"  # noqa: S608 - names of the model
            f" ORDER BY {key} LIMIT {BATCH}{' FOR UPDATE' if fresh else ''}",
            given,
        )
        return list(cursor.fetchall())


def _opened(field: EncryptedField, rows: list[tuple[Any, ...]]) -> tuple[list[_Opened], list[int]]:
    opened, broken = [], []
    for key, value, *named in rows:
        row = field.named(named) if field.row else key
        try:
            opened.append((key, row, cipher.decrypt(bytes(value), field.column_name, row)))
        except cipher.Unreadable:
            broken.append(key)
    return opened, broken


def _write(model: type[models.Model], field: EncryptedField, opened: list[_Opened]) -> None:
    table, column, key = _names(model, field)
    values = [cipher.encrypt(text, field.column_name, row) for _key, row, text in opened]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET {column} = v.value FROM unnest(%s::bigint[], %s::bytea[]) v(id, value)"  # noqa: S608
            f" WHERE t.{key} = v.id",
            [[at for at, _row, _text in opened], values],
        )


def _names(model: type[models.Model], field: EncryptedField) -> list[str]:
    names = (model._meta.db_table, field.column, model._meta.pk.column)
    return [connection.ops.quote_name(str(name)) for name in names]
