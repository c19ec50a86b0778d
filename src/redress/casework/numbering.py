"""Keys and numbers of the files of a kind: a letter, the year, a running number, e.g. C2026-0000123 (ADR 32)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice
from typing import Final

from django.db import connection
from django.utils import timezone

SPAN: Final = 10**13
"""How many keys a kind has for itself: whoever has the key of a file knows its kind without asking."""

_PROVISIONAL: Final = 10**12
_pretended: ContextVar[Iterator[int] | None] = ContextVar("redress_provisional_keys", default=None)


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

    @property
    def example(self) -> str:
        return f"{self.letter}2026-0000123"

    @contextmanager
    def provisional(self, after: int = 0) -> Iterator[None]:
        """Inside, keys are made up: for what is taken back afterwards and must leave no hole in the numbers.

        `after`: so many are left to others that do the same at the same moment.
        """
        token = _pretended.set(count(self.series * SPAN + _PROVISIONAL + after))
        try:
            yield
        finally:
            _pretended.reset(token)

    def take(self, wanted: int = 1) -> list[int]:
        """Keys for new files, from the database's sequence."""
        if (pretended := _pretended.get()) is not None:
            return [*islice(pretended, wanted)]
        with connection.cursor() as cursor:
            cursor.execute("SELECT redress_next(%s, %s)", [self.sequence, wanted])
            return [row[0] for row in cursor.fetchall()]

    def number(self, day: datetime, key: int) -> str:
        """The number people read and write."""
        return f"{self.letter}{timezone.localtime(day).year}-{key - self.series * SPAN:07d}"
