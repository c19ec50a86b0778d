"""Writes what commands collected: few statements, however many cases."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from redress.casework import flush
from redress.clocks.materialise import materialise, moves_clocks
from redress.complaints import filed
from redress.complaints.case import Case
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Share


def write(cases: Sequence[Case]) -> None:
    """Insert new rows, write changed ones, bring the clocks in step."""
    _came(cases)
    clocks = materialise(cases, JOURNAL)
    flush.update_files([case for case in cases if not case.row._state.adding])
    new: list[models.Model] = [case.row for case in cases if case.row._state.adding]
    for case in cases:
        _give_drawn(case)
    _insert([*new, *(row for case in cases for row in case.inserts), *clocks])
    flush.update([change for case in cases for change in case.updates.values()])


def _came(cases: Sequence[Case]) -> None:
    """A case of another register has been ours since its first entry (INT-17)."""
    moved = [case for case in cases if moves_clocks(case)]
    entered = JOURNAL.entered_at(
        [case.row.id for case in moved if case.row.version > 1 and case.row.import_run_id]
    )
    for case in moved:
        case.came = case.now if case.taken_over else entered.get(case.row.id)


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
