"""What a table is made of: rows with cells of text or, in a workbook, real dates."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell whose value the file no longer has: what it shows, and why it cannot be taken."""

    shown: str
    because: str

    def __bool__(self) -> bool:
        return True


Cell = str | datetime | Faulty
_NOTHING = frozenset(
    ["-", "--", "---", "—", "——", "–", "/", "\\", "无", "暂无", "没有", "n/a", "na", "nil", "null", "none"]
)


def nothing(words: str) -> bool:
    """Whether it is what people write into a column of dates or amounts where there is none."""
    return not words or unicodedata.normalize("NFKC", words).casefold() in _NOTHING


class Record(NamedTuple):
    """A row: where it begins (line of a text file, row of a sheet) and its cells, trimmed. A blank row has none."""

    line: int
    cells: list[Cell]
