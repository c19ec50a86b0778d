"""Working calendars of units: the shipped ones, corrected and continued by years loaded here (CLK-06)."""

from __future__ import annotations

import time

from django.utils.translation import gettext_lazy

from redress.organisation.inheritance import lineage
from redress.organisation.models import CalendarYear, Unit, User
from redress.worktime import Calendar, YearPlan
from redress.worktime.planfile import read_plan_text
from redress.worktime.shipped import load, names

_FRESH_SECONDS = 5.0
_TITLES = {"cn": gettext_lazy("National calendar"), "cn-gx": gettext_lazy("Guangxi calendar")}

Loaded = tuple[tuple[str, str], ...]
"""(name of a calendar, text of a loaded year), in the order of the years."""

_cache: dict[str, tuple[float, Loaded, Calendar]] = {}
_names: dict[int, tuple[float, str]] = {}
_named: list[tuple[float, dict[str, str]]] = []


def calendar_named(name: str) -> Calendar:
    """The shipped calendar with all loaded years. Another process may be up to five seconds behind a loaded year.

    A regional calendar lies over the national one with the years that were loaded there.
    """
    kept = _cache.get(name)
    if kept and time.monotonic() - kept[0] < _FRESH_SECONDS:
        return kept[2]
    shipped = load(name)
    loaded = _loaded(shipped)
    # The same object while nothing new was loaded: clocks are compiled for each calendar.
    calendar = kept[2] if kept and kept[1] == loaded else _continued(shipped, loaded)
    _cache[name] = (time.monotonic(), loaded, calendar)
    return calendar


def _loaded(calendar: Calendar) -> Loaded:
    years = CalendarYear.objects.filter(calendar__in=[own.name for own in chain(calendar)])
    return tuple(years.order_by("year").values_list("calendar", "plan"))


def _continued(calendar: Calendar, loaded: Loaded) -> Calendar:
    if calendar.base is not None:
        calendar = calendar.with_base(_continued(calendar.base, loaded))
    for name, plan in loaded:
        if name == calendar.name:
            calendar = calendar.with_year(read_plan_text(plan, "year plan"))
    return calendar


def chain(calendar: Calendar) -> list[Calendar]:
    """A calendar and those it lies over, the region first."""
    return [calendar, *chain(calendar.base)] if calendar.base is not None else [calendar]


def title(name: str) -> str:
    """What a calendar is called in the language of the page; its name where it came from elsewhere."""
    return str(_TITLES.get(name, name))


def calendar_of(unit: Unit) -> Calendar:
    """The calendar of the nearest unit upwards that names one; China's by default."""
    kept = _names.get(unit.pk)
    if not kept or time.monotonic() - kept[0] >= _FRESH_SECONDS:
        kept = _names[unit.pk] = (time.monotonic(), _name(unit))
    return calendar_named(kept[1])


def calendar_at(path: str) -> Calendar:
    """The calendar of the unit with that path. For lists: one query every five seconds, however many units."""
    if not _named or time.monotonic() - _named[0][0] >= _FRESH_SECONDS:
        codes = dict(Unit.objects.exclude(calendar="").values_list("code", "calendar"))
        _named[:] = [(time.monotonic(), codes)]
    codes = _named[0][1]
    return calendar_named(
        next((codes[code] for code in reversed(path.strip("/").split("/")) if code in codes), "cn")
    )


def _name(unit: Unit) -> str:
    found = lineage(unit.code)
    return found.calendar if found else "cn"


def followers(name: str) -> list[int]:
    """Ids of the units whose deadlines hang on a calendar: named by them or above them, or beneath the one named."""
    hanging = over(name)
    found: list[int] = []
    named: dict[str, str] = {}
    for unit_id, path, own in Unit.objects.order_by("path").values_list("id", "path", "calendar"):
        above = path[: path.rstrip("/").rindex("/") + 1]
        named[path] = own or named.get(above, "cn")
        if named[path] in hanging:
            found.append(unit_id)
    return found


def over(name: str) -> set[str]:
    """The calendars that lie over one, and that one itself; none when it is not known."""
    return {other for other in names() if name in {own.name for own in chain(load(other))}}


def forget() -> None:
    """Read everything again at once; called where a year was loaded or a unit changed."""
    _cache.clear()
    _names.clear()
    _named.clear()


def try_year(name: str, text: str, where: str = "year plan") -> tuple[Calendar, YearPlan]:
    """The calendar as it would be with that year, and its plan. Nothing is kept.

    Raises CalendarError naming line and field, or why the year does not fit what is known: of this calendar, or of
    a regional one that lies over it.
    """
    load(name)
    plan = read_plan_text(text, where)
    tried = {
        other.name: _continued(other, (*_loaded(other), (name, text)))
        for other in map(load, names())
        if name in {own.name for own in chain(other)}
    }
    return tried[name], plan


def load_year(name: str, text: str, by: User | None, where: str = "year plan") -> CalendarYear:
    """Keep a year of a calendar, in place of what was known of it. Raises CalendarError like `try_year`.

    Whoever calls this then has the provisional deadlines recomputed.
    """
    _calendar, plan = try_year(name, text, where)
    year, _created = CalendarYear.objects.update_or_create(
        calendar=name, year=plan.year, defaults={"plan": text, "loaded_by": by}
    )
    forget()
    return year
