"""Keys and numbers of the files of a kind: a letter, the year, a running number, e.g. C2026-0000123 (ADR 32)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone

SPAN: Final = 10**13
"""How many keys a kind has for itself: whoever has the key of a file knows its kind without asking."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Of one kind: its keys lie from `series * SPAN` on, and its sequence begins there."""

    letter: str
    series: int
    sequence: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """A number as the house writes it."""
        return re.compile(self.letter + "[0-9]{4}-[0-9]{7,12}")

    def take(self, count: int = 1) -> list[int]:
        """Keys for new files, from the database's sequence."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT redress_next(%s, %s)", [self.sequence, count])
            return [row[0] for row in cursor.fetchall()]

    def number(self, day: datetime, key: int) -> str:
        """The number people read and write."""
        return f"{self.letter}{timezone.localtime(day).year}-{key - self.series * SPAN:07d}"
