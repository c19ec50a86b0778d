"""Dates and instants in the words of each language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from redress.rulebook.words import Language

_ZH: Final = "一二三四五六日"
_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TICK: Final = timedelta(microseconds=1)
_LAST_SECOND = time(23, 59, 59)


def day(value: date, language: Language) -> str:
    """`2026-02-13（星期五）`, `Fri 2026-02-13`."""
    if language == "zh":
        return f"{value:%Y-%m-%d}（星期{_ZH[value.weekday()]}）"
    return f"{_EN[value.weekday()]} {value:%Y-%m-%d}"


def instant(value: datetime, language: Language, *, end: bool = False) -> str:
    """A day with its time; with `end`, midnight is the 24:00 of the day before, and a day's last second its 24:00."""
    gap = "" if language == "zh" else " "  # the full-width bracket brings its own space
    if end and value.time() == time():
        return f"{day((value - _TICK).date(), language)}{gap}24:00"
    if end and value.time() >= _LAST_SECOND:
        return f"{day(value.date(), language)}{gap}24:00"
    return f"{day(value.date(), language)}{gap}{value:%H:%M}"


def days(values: Iterable[date], language: Language) -> str:
    """A list of days without weekdays, runs folded: `2026-02-24、2026-02-25`."""
    comma = "、" if language == "zh" else ", "
    return comma.join(span(first, last, language) for first, last in runs(values))


def span(first: date, last: date, language: Language) -> str:
    """A run of days."""
    if first == last:
        return f"{first}"
    return f"{first} 至 {last}" if language == "zh" else f"{first} to {last}"


def runs(values: Iterable[date]) -> list[tuple[date, date]]:
    """Consecutive days folded into (first, last)."""
    found: list[tuple[date, date]] = []
    for value in values:
        if found and value - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], value)
        else:
            found.append((value, value))
    return found
