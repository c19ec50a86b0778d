"""Service hours as an administrator writes them: `08:30-12:00, 13:30-17:30`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from redress.worktime.errors import CalendarError
from redress.worktime.hours import WEEKDAYS, Interval, Intervals, Season, ServiceHours, WeekHours

_INTERVAL = re.compile(r"(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)")
_BOUND = re.compile(r"(\d{2})-(\d{2})")


def read_intervals(text: str, where: str = "hours") -> Intervals:
    """Intervals of one day from `HH:MM-HH:MM, HH:MM-HH:MM`; an empty text is a day without service.

    Raises CalendarError naming `where` and the part that is wrong.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = []
    for part in parts:
        match = _INTERVAL.fullmatch(part)
        if not match:
            raise CalendarError(f"{where}: '{part}' is no interval; write HH:MM-HH:MM, such as 08:30-12:00.")
        from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
        try:
            found.append(Interval(from_hour * 60 + from_minute, to_hour * 60 + to_minute))
        except CalendarError as error:
            raise CalendarError(f"{where}: {error}") from None
    return tuple(found)


def read_hours(source: str | Mapping[str, Any], where: str = "hours") -> ServiceHours:
    """Service hours from one line for every day, or from a mapping.

    The mapping has `daily`, any weekday's English name, and `seasons`: a list of mappings with `from`, `to`
    (MM-DD, inclusive) and the same keys. Raises CalendarError naming the field.
    """
    if isinstance(source, str):
        source = {"daily": source}
    if not isinstance(source, Mapping):
        raise CalendarError(f"{where}: write one line of intervals, or 'daily:' and weekdays.")
    seasons = tuple(
        _season(item, f"{where}.seasons[{index}]") for index, item in enumerate(source.get("seasons") or ())
    )
    week = {key: value for key, value in source.items() if key != "seasons"}
    return ServiceHours(_week(week, where), seasons)


def _season(source: Mapping[str, Any], where: str) -> Season:
    if not isinstance(source, Mapping):
        raise CalendarError(f"{where}: a season needs 'from', 'to' and 'daily'.")
    week = {key: value for key, value in source.items() if key not in ("from", "to")}
    return Season(_bound(source, "from", where), _bound(source, "to", where), _week(week, where))


def _bound(source: Mapping[str, Any], key: str, where: str) -> tuple[int, int]:
    match = _BOUND.fullmatch(str(source.get(key, "")))
    if not match:
        raise CalendarError(f"{where}.{key}: '{source.get(key, '')}' is no day of the year; write MM-DD.")
    return int(match[1]), int(match[2])


def _week(source: Mapping[str, Any], where: str) -> WeekHours:
    if "daily" not in source:
        raise CalendarError(f"{where}: 'daily' is missing; it gives the hours of an ordinary working day.")
    if unknown := set(source) - {"daily", *WEEKDAYS}:
        raise CalendarError(
            f"{where}: {sorted(map(str, unknown))} is not known; use daily, monday ... sunday."
        )
    read = {key: read_intervals(str(value or ""), f"{where}.{key}") for key, value in source.items()}
    return WeekHours(read["daily"], {day: read[name] for day, name in enumerate(WEEKDAYS) if name in read})
