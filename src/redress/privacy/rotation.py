"""Key rotation: every stored value that an older key wrote is written again with the current one (SEC-02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction

from redress.privacy import cipher
from redress.privacy.fields import EncryptedField
from redress.privacy.keys import ring

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many values of a column were written anew."""

    name: str
    rewritten: int


def rotate() -> Iterator[Rotated]:
    """Rotate column by column, in batches that commit: it may be stopped at any moment and run again."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedField):
                yield Rotated(field.column_name, _column(model, field))


def _column(model: type[models.Model], field: EncryptedField) -> int:
    rewritten, after = 0, 0
    while True:
        count, after = _batch(model, field, after)
        rewritten += count
        if not count:
            return rewritten


def _batch(model: type[models.Model], field: EncryptedField, after: int) -> tuple[int, int]:
    quote = connection.ops.quote_name
    table, column, key = (quote(str(n)) for n in (model._meta.db_table, field.column, model._meta.pk.column))
    current = cipher.prefix(ring().current)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {column} FROM {table} WHERE {key} > %s AND {column} <> ''"  # noqa: S608 - names of the model
            f" AND substring({column} from 1 for %s) <> %s ORDER BY {key} LIMIT {BATCH} FOR UPDATE",
            [after, len(current), current],
        )
        rows = cursor.fetchall()
        if not rows:
            return 0, after
        fresh = [
            cipher.encrypt(cipher.decrypt(bytes(value), field.column_name), field.column_name)
            for _, value in rows
        ]
        cursor.execute(
            f"UPDATE {table} t SET {column} = v.value FROM unnest(%s::bigint[], %s::bytea[]) v(id, value)"  # noqa: S608
            f" WHERE t.{key} = v.id",
            [[row[0] for row in rows], fresh],
        )
        return len(rows), rows[-1][0]
