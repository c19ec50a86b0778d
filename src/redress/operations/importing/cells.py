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


_UNSAID = frozenset(["不详", "未知", "不明", "未提供", "未留", "未填", "匿名", "保密", "空"])


def unsaid(words: str) -> bool:
    """Whether it is what people write for a person of whom they know nothing: taken for a name or a number, it would
    make one person of many."""
    plain = unicodedata.normalize("NFKC", words).strip()
    return nothing(plain) or plain in _UNSAID or not plain.strip("0")


class Record(NamedTuple):
    """A row: where it begins (line of a text file, row of a sheet) and its cells, trimmed. A blank row has none."""

    line: int
    cells: list[Cell]
