"""Working calendars of units: the shipped ones, corrected and continued by years loaded here (CLK-06)."""

from __future__ import annotations

import time

from redress.organisation.models import CalendarYear, Unit, User
from redress.organisation.queries import lineage
from redress.worktime import Calendar, YearPlan

_FRESH_SECONDS = 5.0
_cache: dict[str, tuple[float, Calendar]] = {}
_names: dict[int, tuple[float, str]] = {}


def calendar_named(name: str) -> Calendar:
    """The shipped calendar with all loaded years. Another process may be up to five seconds behind a loaded year."""
    kept = _cache.get(name)
    if kept and time.monotonic() - kept[0] < _FRESH_SECONDS:
        return kept[1]
    calendar = Calendar.load(name)
    for text in CalendarYear.objects.filter(calendar=name).order_by("year").values_list("plan", flat=True):
        calendar = calendar.with_year(YearPlan.from_file(text))
    if kept and kept[1] == calendar:
        calendar = kept[1]
    _cache[name] = (time.monotonic(), calendar)
    return calendar


def calendar_of(unit: Unit) -> Calendar:
    """The calendar of the nearest unit upwards that names one; China's by default."""
    kept = _names.get(unit.pk)
    if not kept or time.monotonic() - kept[0] >= _FRESH_SECONDS:
        kept = _names[unit.pk] = (time.monotonic(), _name(unit))
    return calendar_named(kept[1])


def _name(unit: Unit) -> str:
    found = lineage(unit.code)
    return found.calendar if found else "cn"


def forget() -> None:
    """Read everything again at once; called where a year was loaded or a unit changed."""
    _cache.clear()
    _names.clear()


def load_year(name: str, text: str, by: User | None) -> CalendarYear:
    """Keep a year of a calendar, in place of what was known of it. Raises CalendarError naming line and field.

    Whoever calls this then has the provisional deadlines recomputed.
    """
    Calendar.load(name)
    plan = YearPlan.from_file(text)
    year, _created = CalendarYear.objects.update_or_create(
        calendar=name, year=plan.year, defaults={"plan": text, "loaded_by": by}
    )
    forget()
    return year
