"""Writes what commands collected: few statements, however many cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from redress.clocks.materialise import materialise, moves_clocks
from redress.complaints import filed
from redress.complaints.case import Case
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Complaint, Share


def write(cases: Sequence[Case]) -> None:
    """Insert new rows, write changed ones, bring the clocks in step."""
    _came(cases)
    clocks = materialise(cases, JOURNAL)
    _update_cases([case for case in cases if not case.row._state.adding])
    new: list[models.Model] = [case.row for case in cases if case.row._state.adding]
    for case in cases:
        _give_drawn(case)
    _insert([*new, *(row for case in cases for row in case.inserts), *clocks])
    _update([change for case in cases for change in case.updates.values()])


def _came(cases: Sequence[Case]) -> None:
    """A case of another register has been ours since its first entry (INT-17)."""
    moved = [case for case in cases if moves_clocks(case)]
    entered = JOURNAL.entered_at(
        [case.row.id for case in moved if case.row.version > 1 and case.row.import_run_id]
    )
    for case in moved:
        case.came = case.now if case.taken_over else entered.get(case.row.id)


def _update_cases(cases: Sequence[Case]) -> None:
    if len(cases) == 1:
        cases[0].row.save(update_fields=cases[0].changed_fields())
    elif cases:
        fields = sorted({name for case in cases for name in case.changed_fields()})
        _bulk_update(Complaint, [case.row for case in cases], fields)


def _give_drawn(case: Case) -> None:
    """New rows take the keys that were drawn for them; those that are left over draw theirs, and keys that are left
    are nobody's."""
    for kind, keys in case.keys.items():
        waiting = (row for row in case.inserts if type(row) is kind and row.pk is None)
        for row, key in zip(waiting, sorted(keys), strict=False):
            row.pk = key


def _insert(rows: Sequence[models.Model]) -> None:
    """Cases come first: their parts refer to them."""
    by_kind: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
    filed.insert(by_kind, lenient={Share})


def _update(changes: Sequence[tuple[models.Model, tuple[str, ...]]]) -> None:
    alike: dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]] = {}
    for row, fields in changes:
        alike.setdefault((type(row), fields), []).append(row)
    for (kind, fields), rows in alike.items():
        if fields and len(rows) > 1:
            _bulk_update(kind, rows, fields)
        else:
            for row in rows:
                row.save(force_update=True, update_fields=fields or None)


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
