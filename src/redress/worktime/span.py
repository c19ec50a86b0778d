"""The days that the tables of every calendar reach over, and how a day becomes an index into them."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

FIRST = date(1990, 1, 1)
LAST = date(2100, 12, 31)
ORIGIN = FIRST.toordinal()
DAYS = LAST.toordinal() - ORIGIN + 1

EPOCH_DAY = ORIGIN - date(1970, 1, 1).toordinal()
"""Index 0 as days since 1970-01-01, the day number of datetime64."""


def index_of(day: date) -> int:
    """The table index of a day; raises OverflowError outside the span."""
    index = day.toordinal() - ORIGIN
    if not 0 <= index < DAYS:
        leave()
    return index


def leave() -> NoReturn:
    """Raises the OverflowError of a result or argument outside the span."""
    raise OverflowError(f"Working calendars reach from {FIRST} to {LAST}; this leaves that range.")
