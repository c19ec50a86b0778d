"""The calendars that ship with Redress, one YAML file each under `data/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from redress.worktime.calendar import DEFAULT_HOURS, Calendar
from redress.worktime.errors import CalendarError, UnknownCalendarError
from redress.worktime.planfile import load_yaml, read_plan


def names() -> list[str]:
    """The names that `load` knows."""
    return sorted(
        file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")
    )


@cache
def load(name: str) -> Calendar:
    """A shipped calendar; the same object each time, so that its tables are built once a process."""
    if name not in names():
        known = ", ".join(names())
        raise UnknownCalendarError(
            f"No calendar is called '{name}'; known are {known}.", f"没有名为“{name}”的日历；现有 {known}。"
        )
    where = f"{name}.yaml"
    found = load_yaml((_folder() / where).read_text(encoding="utf-8"), where)
    years = {year: read_plan(year, plan, f"{where}, {year}") for year, plan in found["years"].items()}
    if "extends" in found:
        return load(found["extends"]).extended(name, years, found.get("hours"))
    if "zone" not in found:
        raise CalendarError(f"{where}: 'zone' is missing; write for example 'zone: Asia/Shanghai'.")
    return Calendar.from_years(name, found["zone"], years, found.get("hours", DEFAULT_HOURS))


def _folder() -> Traversable:
    return files(__package__) / "data"
