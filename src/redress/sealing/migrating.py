"""Keeps seals true when tables change their form: `begin` before migrations, `end` after all of them.

While migrations run, triggers tell which rows were written and leave the digests open, because nobody knows which
columns there are just then. Afterwards each table whose form changed is sealed in its new form: every row that still
was as its last seal says, and every row that a migration wrote. A row that had been changed beside the journal is left
as it is, and is found as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction

from redress.sealing import digests, kinds, latest, registry, triggers
from redress.sealing.collecting import MIGRATING, MOST
from redress.sealing.holding import hold
from redress.sealing.models import Kind

DOOR = MIGRATING


def begin(plan: Any = (), **_more: Any) -> None:
    """Before the first migration, where there are seals already."""
    link: Any = connection
    if DOOR not in link.seal_doors:
        link.seal_doors.append(DOOR)
    if plan and Kind._meta.db_table in connection.introspection.table_names():
        with transaction.atomic():
            for kind in kinds.newest(kinds.known().values()).values():
                triggers.leave_open(kind)


def end(**_more: Any) -> None:
    """After the last migration."""
    link: Any = connection
    there = set(connection.introspection.table_names())
    try:
        if Kind._meta.db_table in there:
            with transaction.atomic():
                link.seal_now()
                bring_up([model for model in registry.sealed() if model._meta.db_table in there])
    finally:
        if DOOR in link.seal_doors:
            link.seal_doors.remove(DOOR)


def sealed_rows(table: str, among: Sequence[int] | None = None) -> list[Any] | None:
    """For a migration that writes rows: those that are as their last seal says, of all or among these keys.

    None where nothing of the table was sealed yet: it will be as it is.
    """
    link: Any = connection
    if Kind._meta.db_table not in connection.introspection.table_names():
        return None
    link.seal_now()
    kind = kinds.newest(kinds.known().values()).get(table)
    if kind is None:
        return None
    if among is None:
        latest.make(rows="k.line = %s", params=[kind.line])
    else:
        these = "k.line = %s AND r.pk IN (SELECT unnest(%s::bigint[]))"
        latest.make(rows=these, params=[kind.line, list(among)])
    # What a digest covered and is there no more can be compared no more.
    columns = _now(kind)
    as_sealed = digests.digest(columns) if columns else "l.digest"
    held = f"l.kind = {kind.pk} AND l.digest IN ({as_sealed}, '\\x{digests.OPEN.hex()}'::bytea)"
    with connection.cursor() as cursor:
        cursor.execute(
            _HELD.format(
                key=digests.key(kind.key, number=kind.numbered),
                table=connection.ops.quote_name(table),
                line=kind.line,
                when=held,
            )
        )
        return [pk for (pk,) in cursor.fetchall()]


_HELD = "SELECT {key} FROM {table} t JOIN redress_latest l ON l.line = {line} AND l.pk = {key} WHERE {when}"
"""Asks for no digest but in the condition: columns that a digest covered may be gone by now."""


def written_anew(table: str, rows: list[Any] | None) -> None:
    """Tells that a migration wrote these rows, whose triggers were silent: each is sealed anew at the end."""
    link: Any = connection
    if not rows:
        return
    kind = kinds.newest(kinds.known().values())[table]
    for first in range(0, len(rows), MOST):
        link.seal_rows([((kind.pk, pk), digests.OPEN) for pk in rows[first : first + MOST]])


def bring_up(models_: list[type[models.Model]]) -> None:
    """Every table's form and triggers as they should be; rows sealed in the form of before are sealed in the new."""
    hold((model._meta.db_table for model in models_), "SHARE ROW EXCLUSIVE")
    before = kinds.known()
    newest = kinds.newest(before.values())
    made = list(before.values())
    changed: list[Kind] = []
    for model in models_:
        kind = newest.get(model._meta.db_table)
        if kind is None or list(kind.columns) != registry.columns(model):
            kind = kinds.add(model, made)
            made.append(kind)
            changed.append(kind)
        newest[kind.table] = kind
    connection.check_constraints()  # deferred checks must be done before tables get triggers
    for model in models_:
        triggers.install(newest[model._meta.db_table])
    _seal_rows(changed, before, newest)


def _seal_rows(changed: list[Kind], before: dict[int, Kind], newest: dict[str, Kind]) -> None:
    lines = [kind.line for kind in changed]
    latest.make(
        rows=f"k.line = ANY (%s) OR (k.line, r.pk) IN ({_LEFT_OPEN})",
        params=[lines, digests.OPEN, digests.OPEN],
    )
    taken_over = {kind.line for kind in changed if kind.line == kind.pk}
    for kind in newest.values():
        if kind.line in taken_over:
            _seal(kind, "true")
        elif kind in changed:
            for old in before.values():
                if old.line != kind.line:
                    continue
                if columns := _now(old):
                    _seal(kind, f"l.kind = {old.pk} AND l.digest = {digests.digest(columns)}")
                else:  # what it covered is there no more, and can be compared no more
                    _seal(kind, f"l.kind = {old.pk}")
        _seal(kind, f"l.digest = '\\x{digests.OPEN.hex()}'::bytea")


_LEFT_OPEN = f"""
    SELECT k.line, r.pk
      FROM {latest.opened("position(%s in s.digests) > 0")}
      JOIN sealing_kind k ON k.id = r.kind
     WHERE {latest.DIGEST} = %s
"""  # noqa: S608 - SQL of ours
"""Rows that a migration wrote, this one or an earlier one: of these all seals are looked at, as one that an earlier
migration wrote was sealed since, and may have been changed beside the journal."""


def _now(kind: Kind) -> list[str] | None:
    """The columns of a form as they are called now, in the order of that form; None where one is there no more."""
    there, renamed = _columns(kind.table), registry.RENAMED.get(kind.table, {})
    columns = [name if name in there else renamed.get(name, name) for name in kind.columns]
    return columns if there.issuperset(columns) else None


def _columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


_TELL = """
    SELECT t.pk, t.digest FROM (
        SELECT {key} AS pk, {digest} AS digest, l.line
          FROM {table} t LEFT JOIN redress_latest l ON l.line = {line} AND l.pk = {key}
         WHERE {when}
    ) t
"""


def _told(kind: Kind, when: str) -> str:
    return _TELL.format(
        key=digests.key(kind.key, number=kind.numbered),
        digest=digests.digest(kind.columns),
        table=connection.ops.quote_name(kind.table),
        line=kind.line,
        when=when,
    )


def _seal(kind: Kind, when: str) -> None:
    """Seal the rows of the table that meet the condition, as they are; of however many it holds those of one seal."""
    link: Any = connection
    with connection.cursor() as plain:
        plain.execute("SET LOCAL cursor_tuple_fraction = 1")
    with connection.chunked_cursor() as cursor:
        cursor.execute(_told(kind, when))
        while rows := cursor.fetchmany(MOST):
            link.seal_rows([((kind.pk, pk), bytes(digest)) for pk, digest in rows])
