"""Inserts rows of several kinds in one round trip, one short statement a kind, however many columns they have.

Django's bulk_create sends each value as a parameter of its own: a thousand cases of sixty columns keep it busy for
a second, one case for milliseconds. Here the rows travel as one JSON text, which the database takes apart. COPY
would be quicker still, but is not allowed under row-level security.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from psycopg import Cursor

BATCH = 1000
Kind = type[models.Model]
Read = Callable[[models.Model], Any]
Plain = str | int | None


def insert(rows: Mapping[Kind, Sequence[models.Model]], *, lenient: Collection[Kind] = ()) -> None:
    """Insert rows, kind after kind, in one round trip; of a `lenient` kind those that are there already are left out.

    The rows do not learn their ids. To return one, the database would have to plan who may see the row
    (row-level security), which takes it ten times as long as the insert.
    """
    batches = [(kind, batch) for kind, all_ in rows.items() for batch in _batches(all_)]
    if not batches:
        return
    connection.ensure_connection()
    link = connection.connection
    # Prepared on the server, which plans each once a connection: planning takes longer than the insert itself.
    with connection.wrap_database_errors, link.pipeline(), Cursor(link) as cursor:
        for kind, batch in batches:
            cursor.execute(_statement(kind, kind in lenient), [_said(kind, batch)], prepare=True)


def _batches(rows: Sequence[models.Model]) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _said(kind: Kind, rows: Sequence[models.Model]) -> str:
    """Of each row what is not as usual: of a case's hundred columns a new one fills thirty."""
    reads = _reads(kind)
    said = [{name: value for name, read, usual in reads if (value := read(row)) != usual} for row in rows]
    return json.dumps(said, default=_plain)


@lru_cache(maxsize=64)
def _statement(kind: Kind, lenient: bool) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column, _, _ in _reads(kind))
    table = quote(kind._meta.db_table)
    usual = json.dumps({column: usual for column, _, usual in _reads(kind) if usual is not None})
    usual = usual.replace("'", "''").replace("%", "%%")
    conflict = " ON CONFLICT DO NOTHING" if lenient else ""
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset("  # noqa: S608
        f"json_populate_record(NULL::{table}, '{usual}'::json), %s::json){conflict}"
    )


@lru_cache(maxsize=64)
def _reads(kind: Kind) -> list[tuple[str, Read, Plain]]:
    """Column, how to read it from a row, what stands there when the row does not say; ids that the database gives
    and generated columns are left out."""
    return [
        (str(field.column), _read(field), _usual(field))
        for field in kind._meta.concrete_fields
        if not isinstance(field, models.GeneratedField | models.AutoField)
    ]


def _usual(field: models.Field[Any, Any]) -> Plain:
    """The model's default where JSON can say it; NULL otherwise."""
    made = field.has_default() and callable(field.default)
    default = None if made else field.get_default()
    return default if isinstance(default, str | int) else None


def _read(field: models.Field[Any, Any]) -> Read:
    name = field.attname
    dated = isinstance(field, models.DateField) and not (field.auto_now or field.auto_now_add)
    own = type(field).pre_save is not models.Field.pre_save and not dated
    if isinstance(field, models.BinaryField) or own:
        return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
    if isinstance(field, SearchVectorField):
        return lambda row: str(getattr(row, name))
    return attrgetter(name)


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    obj = getattr(value, "obj", None)  # psycopg's wrapper of a value that has been prepared
    if obj is not None:
        return _plain(obj)
    raise TypeError(f"{type(value).__name__} cannot be written")
