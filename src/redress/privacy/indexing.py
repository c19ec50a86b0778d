"""Blind indexes computed anew when the rules of `normalising` change, and with every rotation (SEC-02).

Which generation of the rules a column was computed by stands at the column itself, as its comment in the database:
'blind index 2', or 'blind index 2 up to 4711' while the work is on its way. Without a comment it was the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from redress.privacy import cipher
from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.privacy.normalising import GENERATION
from redress.privacy.rotation import BATCH, Rotated

_DONE = f"blind index {GENERATION}"
_COMMENTS = """
    SELECT c.relname || '.' || a.attname, col_description(a.attrelid, a.attnum)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND col_description(a.attrelid, a.attnum) LIKE 'blind index %'
"""


@dataclass(frozen=True, slots=True)
class _Index:
    """A blind index, and the encrypted column it is of."""

    table: str
    key: str
    index: BlindIndexField
    of: EncryptedField

    @property
    def name(self) -> str:
        return f"{self.table}.{self.index.column}"


def renew() -> Iterator[Rotated]:
    """Compute what an earlier generation of the rules left: in batches that commit, going on where it was stopped.

    Nothing but one query when all is of this generation.
    """
    said = _comments()
    for each in indexes():
        comment = said.get(each.name, "")
        if comment != _DONE:
            _head, _to, after = comment.partition(f"{_DONE} up to ")
            yield _renew(each, int(after or 0))


def renew_all() -> Iterator[Rotated]:
    """Compute every index with the keys and rules of now, whatever stands there."""
    for each in indexes():
        yield _renew(each, 0)


def indexes() -> Iterator[_Index]:
    """Every blind index of the house."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, BlindIndexField):
                yield _Index(model._meta.db_table, str(model._meta.pk.column), field, _of(model, field))


def _of(model: type[models.Model], field: BlindIndexField) -> EncryptedField:
    of = model._meta.get_field(field.of)
    if not isinstance(of, EncryptedField):
        raise TypeError(
            f"{model._meta.label}.{field.name} is an index of {field.of}, which is not encrypted."
        )
    return of


def _renew(each: _Index, after: int) -> Rotated:
    """Rows whose value does not open keep the index they have."""
    rewritten, broken = 0, list[int]()
    while True:
        with transaction.atomic():
            rows = _rows(each, after)
            if not rows:
                _comment(each, _DONE)
                return Rotated(each.name, rewritten, tuple(broken))
            differ, unreadable = _differing(each, rows)
            if differ:
                _write(each, differ)
            after = rows[-1][0]
            _comment(each, f"{_DONE} up to {after}")
        rewritten += len(differ)
        broken += unreadable


def _rows(each: _Index, after: int) -> list[tuple[Any, ...]]:
    table, key, of, index = _quoted(each)
    named = "".join(f", {connection.ops.quote_name(name)}" for name in each.of.row)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {of}, {index}{named} FROM {table}"  # noqa: S608 - names of the model
            f" WHERE {key} > %s AND ({of} IS NOT NULL OR {index} IS NOT NULL) ORDER BY {key} LIMIT {BATCH} FOR UPDATE",
            [after],
        )
        return list(cursor.fetchall())


def _differing(each: _Index, rows: list[tuple[Any, ...]]) -> tuple[list[tuple[int, bytes | None]], list[int]]:
    differ, broken = [], []
    for key, value, stored, *named in rows:
        row = each.of.named(named) if each.of.row else key
        try:
            text = cipher.decrypt(bytes(value), each.of.column_name, row) if value else ""
        except cipher.Unreadable:
            broken.append(key)
            continue
        wanted = each.index.of_value(text)
        if wanted != (None if stored is None else bytes(stored)):
            differ.append((key, wanted))
    return differ, broken


def _write(each: _Index, differ: list[tuple[int, bytes | None]]) -> None:
    table, key, _of_column, index = _quoted(each)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} t SET {index} = v.value FROM unnest(%s::bigint[], %s::bytea[]) v(id, value)"  # noqa: S608
            f" WHERE t.{key} = v.id",
            [[at for at, _value in differ], [value for _at, value in differ]],
        )


def _comments() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_COMMENTS)
        return dict(cursor.fetchall())


def _comment(each: _Index, words: str) -> None:
    table, _key, _of_column, index = _quoted(each)
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON COLUMN {table}.{index} IS '{words}'")  # words of our own and a number


def _quoted(each: _Index) -> list[str]:
    names = (each.table, each.key, each.of.column, each.index.column)
    return [connection.ops.quote_name(str(name)) for name in names]
