"""SQL of a queue: keys of files whose next limit ends first, page by page along an index of what is open.

Each owner or unit is one walk along the index (column, next_due_at, id) that stops after a page; an OR over them would
read and sort all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redress.casework.paging import Cursor


@dataclass(frozen=True, slots=True)
class Walk:
    """`source`: SQL of the ids to walk, with its values `given`, that `column` of the table may have."""

    table: str
    column: str
    source: str
    given: Sequence[Any]
    where: str
    values: Sequence[Any] = ()

    def keys(self, after: Cursor | None, most: int, *, dated_only: bool = False) -> tuple[str, list[Any]]:
        """SQL that gives at most `most` ids after the cursor: files with a limit first, then those without."""
        given = [*self.given, *self.values]
        dated = (self._along("AND next_due_at IS NOT NULL", most), given)
        undated = (self._along("AND next_due_at IS NULL", most), given)
        if after and after.at:
            dated = (self._along("AND (next_due_at, id) > (%s, %s)", most), [*given, after.at, after.id])
        elif after:
            undated = (self._along("AND next_due_at IS NULL AND id > %s", most), [*given, after.id])
        parts = [undated] if after and not after.at else [dated, undated]
        if dated_only:
            parts = parts[:1]
        sql = " UNION ALL ".join(f"({part})" for part, _ in parts)
        sql = f"SELECT id FROM ({sql}) k ORDER BY next_due_at, id LIMIT {most:d}"  # noqa: S608 - built of constants
        return sql, [value for _, more in parts for value in more]

    def _along(self, beyond: str, most: int) -> str:
        """The number of rows stands in the text: a plan kept for any number would not use that there are few."""
        return (
            f"SELECT c.id, c.next_due_at FROM {self.source} u (id) CROSS JOIN LATERAL ("  # noqa: S608
            f"SELECT id, next_due_at FROM {self.table} WHERE {self.column} = u.id AND {self.where} {beyond}"
            f" ORDER BY next_due_at, id LIMIT {most:d}) c ORDER BY c.next_due_at, c.id LIMIT {most:d}"
        )
