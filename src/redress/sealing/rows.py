"""Compares every row with the last seal over it, table by table, inside the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext_noop

from redress.sealing import digests, kinds, registry
from redress.sealing.keys import sealing_keys
from redress.sealing.models import Kind

MOST = 1000
"""Faults that are told of one table."""

CHANGED = gettext_noop("was changed beside the journal")
GONE = gettext_noop("was deleted beside the journal")
ADDED = gettext_noop("was added beside the journal")
UNFINISHED = gettext_noop("was written by a migration that did not finish; run redress migrate")
NO_FORM = gettext_noop("nothing says any more in which form its rows are sealed")
OLD_FORM = gettext_noop("is sealed in a form that cannot be computed any more; run redress migrate")
NO_TABLE = gettext_noop("the table is not there")
KIND_CHANGED = gettext_noop("the form that rows are sealed in was changed")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not as it was sealed. `pk` is 0 when it is about the whole table."""

    table: str
    pk: int
    what: str

    @property
    def where(self) -> str:
        return f"{self.table} {self.pk}" if self.pk else self.table


_COMPARE = """
    SELECT coalesce(l.pk, r.pk), l.digest, r.digest, l.kind
      FROM (SELECT pk, digest, kind FROM redress_latest WHERE line = {line} AND digest <> '\\x{gone}'::bytea) l
      FULL JOIN (SELECT {key} AS pk, {digest} AS digest FROM {table} t {only}) r ON l.pk = r.pk
     WHERE l.digest IS DISTINCT FROM r.digest
     LIMIT {most}
"""


def compare(
    lines: Collection[int] | None = None, share: tuple[int, int] | None = None, within: str = ""
) -> Iterator[tuple[str, list[RowFault]]]:
    """(table, faults), table after table. `redress_latest` stands (redress.sealing.latest).

    `lines`: these tables alone. `share`: (n, of) - rows whose key leaves the rest n when divided by `of`. `within`:
    a table of (line, pk) to which rows are narrowed.
    """
    known = kinds.known()
    keys = sealing_keys()
    there = set(connection.introspection.table_names())
    newest = kinds.newest(known.values())
    for table in sorted(registry.tables() - newest.keys()):
        yield table, [RowFault(table, 0, NO_FORM)]
    for kind in newest.values():
        if lines is not None and kind.line not in lines:
            continue
        if not all(kinds.holds(each, keys) for each in known.values() if each.line == kind.line):
            yield kind.table, [RowFault(kind.table, 0, KIND_CHANGED)]
        elif kind.table not in there:
            yield kind.table, [RowFault(kind.table, 0, NO_TABLE)]
        else:
            yield kind.table, _differences(kind, share, within)


def _differences(kind: Kind, share: tuple[int, int] | None, within: str) -> list[RowFault]:
    key = digests.key(kind.key, number=kind.numbered)
    only = f"WHERE mod({key}, {share[1]}) IN ({share[0]}, {share[0] - share[1]})" if share else ""
    if within:
        only = f"WHERE {key} IN (SELECT pk FROM {within} WHERE line = {kind.line})"  # noqa: S608 - names of ours
    statement = _COMPARE.format(
        line=kind.line,
        gone=digests.GONE.hex(),
        key=key,
        digest=digests.digest(kind.columns),
        table=connection.ops.quote_name(kind.table),
        only=only,
        most=MOST,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [
            RowFault(kind.table, pk, _what(kind, sealed, found, form))
            for pk, sealed, found, form in cursor.fetchall()
        ]


def _what(kind: Kind, sealed: bytes | None, found: bytes | None, form: int | None) -> str:
    if sealed is None:
        return ADDED
    if found is None:
        return GONE
    if bytes(sealed) == digests.OPEN:
        return UNFINISHED
    return CHANGED if form == kind.pk else OLD_FORM
