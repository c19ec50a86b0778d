"""What a table is made of: rows with cells of text or, in a workbook, real dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell whose value the file no longer has: what it shows, and why it cannot be taken."""

    shown: str
    because: str

    def __bool__(self) -> bool:
        return True


Cell = str | datetime | Faulty


@dataclass(frozen=True, slots=True)
class Record:
    """A row: where it begins (line of a text file, row of a sheet) and its cells, trimmed. A blank row has none."""

    line: int
    cells: list[Cell]
