"""Year plans as files: YAML with ranges, or CSV with one day a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from redress.worktime.errors import CalendarError
from redress.worktime.plan import YearPlan

_DAY = r"(?:(\d{4})-)?(\d{2})-(\d{2})"
_RANGE = re.compile(rf"{_DAY}(?:\s*\.\.\s*{_DAY})?(?:\s+(.+))?")


class _Loader(yaml.SafeLoader):
    """YAML in which `off` is the word off: only true and false are truth values."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))

_KEYS = {"year", "source", "provisional", "off", "working_weekends"}


def read_plan_file(path_or_text: str | Path) -> YearPlan:
    """A plan from a path, or from text (recognised by its line break); see `YearPlan.from_file`."""
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        where, text = "year plan", path_or_text
    else:
        path = Path(path_or_text)
        where = str(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CalendarError(f"{where}: cannot be read ({error.strerror}); check the path.") from error
        except UnicodeDecodeError as error:
            raise CalendarError(f"{where}: is not UTF-8 text; save it as UTF-8.") from error
    if where.lower().endswith(".csv") or text.lower().lstrip().startswith("date,"):
        return _from_csv(text, where)
    found = load_yaml(text, where)
    if not isinstance(found.get("year"), int):
        raise CalendarError(f"{where}: 'year' is missing or no number; write for example 'year: 2027'.")
    return read_plan(found["year"], found, where)


def load_yaml(text: str, where: str) -> dict[str, Any]:
    """A YAML mapping; raises CalendarError naming `where` and the line."""
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise CalendarError(
            f"{where}{line}: is not valid YAML ({getattr(error, 'problem', error)})."
        ) from error
    if not isinstance(found, dict):
        raise CalendarError(f"{where}: must be a mapping with 'year', 'off' and 'working_weekends'.")
    return found


def read_plan(year: int, found: Mapping[str, Any] | None, where: str) -> YearPlan:
    """A plan of `year` from a mapping with `off`, `working_weekends`, `source` and `provisional`."""
    found = found or {}
    if not isinstance(found, Mapping):
        raise CalendarError(f"{where}: a year needs 'off' and 'working_weekends' under it.")
    if unknown := set(map(str, found)) - _KEYS:
        raise CalendarError(f"{where}: {sorted(unknown)} is not known; use {', '.join(sorted(_KEYS))}.")
    off: dict[date, str] = {}
    for day, name, at in _days(year, found, "off", where):
        if day in off:
            raise CalendarError(f"{at}: {day} is already off through an earlier range; list it once.")
        off[day] = name
    working = frozenset(day for day, _, _ in _days(year, found, "working_weekends", where))
    try:
        return YearPlan(year, off, working, str(found.get("source", "")), found.get("provisional") is True)
    except CalendarError as error:
        raise CalendarError(f"{where}, {error}") from None


def _days(year: int, found: Mapping[str, Any], key: str, where: str) -> list[tuple[date, str, str]]:
    items = found.get(key) or []
    if not isinstance(items, list):
        raise CalendarError(f"{where}, {key}: must be a list of days or ranges, one a line after '-'.")
    days = []
    for index, item in enumerate(items):
        at = f"{where}, {key}[{index}]"
        first, last, name = _range(year, str(item), at)
        days += [(first + timedelta(step), name, at) for step in range((last - first).days + 1)]
    return days


def _range(year: int, text: str, at: str) -> tuple[date, date, str]:
    match = _RANGE.fullmatch(text.strip())
    if not match:
        raise CalendarError(f"{at}: '{text}' is no day or range; write MM-DD or MM-DD..MM-DD, then the name.")
    try:
        first = date(int(match[1] or year), int(match[2]), int(match[3]))
        last = date(int(match[4] or year), int(match[5]), int(match[6])) if match[5] else first
    except ValueError as error:
        raise CalendarError(f"{at}: '{text}' has no such date ({error}).") from None
    if first.year != year or last.year != year:
        raise CalendarError(f"{at}: '{text}' leaves {year}; put each part in the plan of its own year.")
    if last < first:
        raise CalendarError(f"{at}: '{text}' ends before it begins; swap the two dates.")
    return first, last, match[7] or ""


def _from_csv(text: str, where: str) -> YearPlan:
    off: dict[date, str] = {}
    working: set[date] = set()
    rows = csv.DictReader(io.StringIO(text.strip()), skipinitialspace=True)
    if not {"date", "kind"} <= set(rows.fieldnames or ()):
        raise CalendarError(f"{where}, line 1: the header must be 'date,kind' or 'date,kind,name'.")
    for row in rows:
        at = f"{where}, line {rows.line_num}"
        try:
            day = date.fromisoformat((row["date"] or "").strip())
        except ValueError:
            raise CalendarError(f"{at}: '{row['date']}' is no date; write YYYY-MM-DD.") from None
        kind = (row["kind"] or "").strip()
        if kind not in ("off", "work"):
            raise CalendarError(f"{at}: the kind '{kind}' is not known; write 'off' or 'work'.")
        if day in off or day in working:
            raise CalendarError(f"{at}: {day} is listed twice; keep one line.")
        if kind == "work":
            working.add(day)
        else:
            off[day] = (row.get("name") or "").strip()
    years = {day.year for day in (*off, *working)}
    if len(years) != 1:
        raise CalendarError(
            f"{where}: needs the days of one year, but has {sorted(years)}; use a file a year."
        )
    try:
        return YearPlan(years.pop(), off, frozenset(working), where)
    except CalendarError as error:
        raise CalendarError(f"{where}, {error}") from None
