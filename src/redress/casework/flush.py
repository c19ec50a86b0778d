"""Writes what files of a kind collected: few statements, however many files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from redress.casework import bulk
from redress.casework.open_file import OpenFile
from redress.privacy.identity import give_keys


def write(files: Sequence[OpenFile[Any]], more: Sequence[models.Model] = ()) -> None:
    """Write changed rows, then new ones with what was added to the files and `more`, then what was changed beneath."""
    update_files([file for file in files if not file.is_new])
    new = [file.row for file in files if file.is_new]
    insert([*new, *(row for file in files for row in file.inserts), *more])
    update([change for file in files for change in file.updates.values()])


def update_files(files: Sequence[OpenFile[Any]]) -> None:
    """Write what the commands changed in the rows of files of one kind."""
    if not files:
        return
    rows, fields = (
        [file.row for file in files],
        sorted({name for each in files for name in each.changed_fields()}),
    )
    if len(files) > 1 and _travels(type(rows[0]), fields):
        _bulk_update(type(rows[0]), rows, fields)
    else:
        for file in files:
            file.row.save(update_fields=file.changed_fields())


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows, kind by kind, in one round trip; each after what it refers to."""
    by_kind: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
    give_keys(by_kind)
    if all(map(_knows_whom, rows)):
        bulk.insert(by_kind)
    else:  # what the database gives the keys of tells them only to who waits for it
        for row in rows:
            row.save(force_insert=True)


def _knows_whom(row: models.Model) -> bool:
    """Whether the row names what it refers to, which may be as new as itself, by its key."""
    for name, other in row._state.fields_cache.items():
        field: Any = row._meta.get_field(name)
        if other is not None and field.concrete and getattr(row, field.attname) is None:
            if other.pk is None:
                return False
            row.__dict__[field.attname] = other.pk
    return True


def update(changes: Iterable[tuple[models.Model, tuple[str, ...]]]) -> None:
    """Write these columns of each of these rows, or all of them."""
    alike: dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]] = {}
    for row, fields in changes:
        alike.setdefault((type(row), fields), []).append(row)
    for (kind, fields), rows in alike.items():
        if fields and len(rows) > 1 and _travels(kind, fields):
            _bulk_update(kind, rows, fields)
        else:
            for row in rows:
                row.save(force_update=True, update_fields=fields or None)


def _travels(model: type[models.Model], fields: Sequence[str]) -> bool:
    """Whether values of these columns can be told one array a column: arrays of unequal length are no array."""
    return not any(isinstance(model._meta.get_field(name), ArrayField) for name in fields)


def _bulk_update(model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """UPDATE ... FROM unnest: one short statement; Django's bulk_update writes a CASE per row and field."""
    meta = model._meta
    columns: list[Any] = [meta.get_field(name) for name in fields]
    arrays = [[c.get_db_prep_save(c.pre_save(row, False), connection) for row in rows] for c in columns]
    quote = connection.ops.quote_name
    names = [quote(f"v{place}") for place in range(len(columns))]
    casts = ", ".join(f"%s::{_array_type(column)}" for column in columns)
    sets = ", ".join(
        f"{quote(column.column)} = v.{name}" for column, name in zip(columns, names, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(meta.db_table)} t SET {sets} "  # noqa: S608 - names come from the model alone
            f"FROM unnest(%s::bigint[], {casts}) AS v(id, {', '.join(names)}) WHERE t.id = v.id",
            [[row.pk for row in rows], *arrays],
        )


def _array_type(column: models.Field[Any, Any]) -> str:
    kind = (
        column.rel_db_type(connection)
        if isinstance(column, models.ForeignKey)
        else column.db_type(connection)
    )
    return f"{str(kind).split('(')[0]}[]"
