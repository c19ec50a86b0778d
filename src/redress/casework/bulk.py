"""Inserts rows of several kinds in one round trip, one short statement a kind, however many columns they have.

Django's bulk_create sends each value as a parameter of its own: a thousand cases of sixty columns keep it busy for
a second, one case for milliseconds. Here the rows travel as one JSON text, which the database takes apart. COPY
would be quicker still, but is not allowed under row-level security.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, compress, repeat
from operator import is_not, ne, not_
from types import MappingProxyType, NoneType
from typing import Any

from django.db import connection, models
from psycopg import Cursor
from psycopg.adapt import Dumper
from pydantic_core import to_json

from redress.casework.columns import Kind, columns_of, or_usual
from redress.privacy import cipher
from redress.privacy.identity import give_keys

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Own:
    """How rows of a kind are inserted otherwise than as JSON: by this statement, with what `values` makes of a batch;
    `dumpers` say how its values travel."""

    statement: str
    values: Callable[[Sequence[Any]], Sequence[Any]]
    dumpers: tuple[tuple[type, type[Dumper]], ...] = ()


NONE: Mapping[Kind, Own] = MappingProxyType({})


def insert(
    rows: Mapping[Kind, Sequence[models.Model]],
    *,
    lenient: Collection[Kind] = (),
    own: Mapping[Kind, Own] = NONE,
) -> None:
    """Insert rows, kind after kind, in one round trip; of a `lenient` kind those that are there already are left out,
    and one of its `own` way is written so.

    The rows do not learn their ids from the insert. To return one, the database would have to plan who may see the row
    (row-level security), which takes it ten times as long as the insert. Rows with encrypted columns get theirs before,
    from the sequence, since the values are sealed to it.
    """
    give_keys(rows)
    batches = [(kind, batch) for kind, all_ in rows.items() for batch in _batches(all_)]
    if not batches:
        return
    connection.ensure_connection()
    link = connection.connection
    # Prepared on the server, which plans each once a connection: planning takes longer than the insert itself.
    with connection.wrap_database_errors, link.pipeline(), Cursor(link) as cursor:
        for each in own.values():
            for value, dumper in each.dumpers:
                cursor.adapters.register_dumper(value, dumper)
        for kind, batch in batches:
            if (way := own.get(kind)) is not None:
                cursor.execute(way.statement, way.values(batch), prepare=True)
            else:
                cursor.execute(_statement(kind, kind in lenient), [*_alike(kind, batch)], prepare=True)


def _batches(rows: Sequence[models.Model]) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def said(kind: Kind, rows: Sequence[models.Model], many: cipher.Many) -> str:
    """Of each row what is not as usual: of a case's hundred columns a new one fills thirty."""
    columns, read = columns_of(kind)
    names, usual = zip(*columns, strict=True)
    # Most are usually nothing: whether they are is quicker told than whether they are something else.
    filled = usual.index(None) if None in usual else len(usual)
    told = []
    for row in rows:
        values = read(row, many)
        differs = chain(map(ne, values, usual[:filled]), map(is_not, values[filled:], repeat(None)))
        told.append(dict(compress(zip(names, values, strict=True), differs)))
    return to_json(told).decode()


def _alike(kind: Kind, rows: Sequence[models.Model]) -> tuple[str, str]:
    """What all of these rows say alike, once, and of each what else is not as usual: half of what is written of the
    cases of a batch is the same, and need neither be told nor taken apart for each of them."""
    columns, read = columns_of(kind)
    many = cipher.Many()
    values = [*zip(*[read(row, many) for row in rows], strict=True)]
    same = [_same(each) for each in values]
    alike = {
        name: each[0]
        for (name, usual), each, once in zip(columns, values, same, strict=True)
        if once and each[0] != usual
    }
    own = [*compress(zip(columns, values, strict=True), map(not_, same))]
    names = [name for (name, _usual), _each in own]
    differs = [
        [*map(ne if usual is not None else is_not, each, repeat(usual))] for (_name, usual), each in own
    ]
    told = [
        dict(compress(zip(names, said, strict=True), unusual))
        for said, unusual in zip(
            zip(*[each for _column, each in own], strict=True), zip(*differs, strict=True), strict=True
        )
    ]
    return to_json(alike).decode(), to_json(told or [{}] * len(rows)).decode()


def _same(values: Sequence[Any]) -> bool:
    """Whether a column says the same in every row, as far as that is quickly told: not of what has parts, nor of
    numbers that may be the same and written otherwise."""
    return type(values[0]) in _WHOLE and values.count(values[0]) == len(values)


_WHOLE = frozenset({str, int, bool, NoneType, datetime, date})


@lru_cache(maxsize=64)
def _statement(kind: Kind, lenient: bool) -> str:
    conflict = " ON CONFLICT DO NOTHING" if lenient else ""
    return _insertion(kind, alike="%s::json", rows="%s::json", escaped=True) + conflict


def insertion(kind: Kind) -> str:
    """The statement that inserts rows of a kind from the JSON that is $1; it holds no other dollar sign."""
    return _insertion(kind, alike="", rows="$1")


def _insertion(kind: Kind, *, alike: str, rows: str, escaped: bool = False) -> str:
    """`alike`: what is said of all rows; `escaped`: for a statement whose marks are `%s`."""
    quote = connection.ops.quote_name
    columns, _read_all = columns_of(kind)
    names = ", ".join(quote(name) for name, _usual in columns)
    values = ", ".join(or_usual(quote(name), usual) for name, usual in columns)
    table = quote(kind._meta.db_table)
    base = f"json_populate_record(NULL::{table}, {alike})" if alike else f"NULL::{table}"
    if escaped:
        names, values = names.replace("%", "%%"), values.replace("%", "%%")
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM json_populate_recordset({base}, {rows})"  # noqa: S608
