"""SQL of a list over several ways to a file: keys in an order, page by page.

Each way is a branch: its units or people one by one, each a walk along an index of its own that stops after a page. The
branches are united and cut again; left to one OR, the database would read and sort all that somebody may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redress.organisation.statements import given

_KEYS = given("%s")


@dataclass(frozen=True, slots=True)
class Branches:
    """`ways`: columns of the table, each with the keys that it may have (`Sight.ways`); none: the whole table.

    `order` is of the columns that `by` names, as an index of each way has it behind its column. `where` stands in every
    branch, with its `values`.
    """

    table: str
    ways: Sequence[tuple[str, str]]
    by: Sequence[str]
    order: str
    where: str
    values: Sequence[Any] = ()

    def keys(self, most: int) -> tuple[str, list[Any]]:
        """SQL that gives at most so many ids, and its values."""
        columns = ", ".join(self.by)
        walked = f"SELECT {columns} FROM {self.table} WHERE {{way}}{self.where} ORDER BY {self.order} LIMIT {most:d}"  # noqa: S608
        if not self.ways:
            return f"SELECT id FROM ({walked.format(way='')}) k", [*self.values]  # noqa: S608 - built of constants
        sql = " UNION ".join(
            f"(SELECT k.* FROM unnest({_KEYS}) u (key), LATERAL ({walked.format(way=f'{column} = u.key AND ')}) k"  # noqa: S608 - built of constants
            f" ORDER BY {self.order} LIMIT {most:d})"
            for column, _keys in self.ways
        )
        sql = f"SELECT id FROM ({sql}) f ORDER BY {self.order} LIMIT {most:d}"  # noqa: S608 - built of constants
        return sql, [value for _column, keys in self.ways for value in (keys, *self.values)]
