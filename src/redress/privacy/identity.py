"""Rows with encrypted values know their key before they are written: it is part of what the values are sealed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


class SealedToItsRow:
    """A column whose values open only in the row they were written to. `row`: the columns that name it, where it has a
    better name than its primary key."""

    row: tuple[str, ...]


def next_key(instance: models.Model) -> int | None:
    """The hook by which Django asks a key for the value of a new row."""
    model = type(instance)
    return take({model: 1})[model][0] if takes_key(model) else None


@lru_cache(maxsize=256)
def encrypted_fields(model: type[models.Model]) -> tuple[Any, ...]:
    """The encrypted columns of a table."""
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, SealedToItsRow))


@lru_cache(maxsize=256)
def takes_key(model: type[models.Model]) -> bool:
    """Whether a new row takes its key from the sequence, and has to know it before it is written."""
    return isinstance(model._meta.pk, models.AutoField) and any(
        not field.row for field in encrypted_fields(model)
    )


def give_keys(rows: Mapping[type[models.Model], Sequence[models.Model]]) -> None:
    """Give new rows with encrypted columns their keys: one statement, however many tables."""
    waiting = {
        model: [row for row in each if row.pk is None] for model, each in rows.items() if takes_key(model)
    }
    taken = take({model: len(each) for model, each in waiting.items() if each})
    for model, keys in taken.items():
        for row, key in zip(waiting[model], keys, strict=True):
            row.pk = key


def take(counts: Mapping[type[models.Model], int]) -> dict[type[models.Model], list[int]]:
    """Keys from the tables' sequences, in order."""
    if not counts:
        return {}
    parts = " UNION ALL ".join(
        f"SELECT {place}, redress_next('{sequence(model)}', %s)" for place, model in enumerate(counts)
    )
    found: dict[type[models.Model], list[int]] = {model: [] for model in counts}
    models_ = list(counts)
    with connection.cursor() as cursor:
        cursor.execute(parts, list(counts.values()))
        for place, key in cursor.fetchall():
            found[models_[place]].append(key)
    return {model: sorted(keys) for model, keys in found.items()}


def sequence(model: type[models.Model]) -> str:
    """The name of the sequence of an identity column, as Django names it."""
    return f"{model._meta.db_table}_{model._meta.pk.column}_seq"
