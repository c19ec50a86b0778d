"""Year plans as files: YAML with ranges, or CSV with one day a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from redress.worktime import plainyaml
from redress.worktime.errors import CalendarError
from redress.worktime.plainyaml import Unreadable
from redress.worktime.plan import YearPlan

_DAY = r"(?:(\d{4})-)?(\d{2})-(\d{2})"
_RANGE = re.compile(rf"{_DAY}(?:\s*\.\.\s*{_DAY})?(?:\s+(.+))?")


FIRST, LAST = 1990, 2199
"""Years of which a plan can be; the same as days may lie in."""
_KEYS = {"year", "source", "provisional", "off", "working_weekends"}


def read_plan_file(path_or_text: str | Path) -> YearPlan:
    """A plan of a year from a YAML or CSV file, or from the text of one (recognised by its line break).

    Raises CalendarError naming the file, the line or field, what is wrong and what to do.
    """
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        return read_plan_text(path_or_text, "year plan")
    path = Path(path_or_text)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CalendarError(
            f"{path}: cannot be read ({error.strerror}); check the path.",
            f"{path}：无法读取（{error.strerror}），请检查路径。",
        ) from error
    return read_plan_text(decoded(content, str(path)), str(path))


def decoded(content: bytes, where: str) -> str:
    """The text of a file; raises CalendarError when it is not UTF-8."""
    not_text = CalendarError(
        f"{where}: is not UTF-8 text; save it as UTF-8.",
        f"{where}：不是 UTF-8 文本，请另存为 UTF-8 编码。",
    )
    if b"\0" in content:
        raise not_text
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_text from error


def read_plan_text(text: str, where: str) -> YearPlan:
    """A plan from a text that is never taken for a path; messages call it `where`."""
    header = {word.strip() for word in text.lstrip().partition("\n")[0].split(",")}
    if (
        where.lower().endswith(".csv")
        or {"date", "kind"} <= header
        or text.lower().lstrip().startswith("date,")
    ):
        return _from_csv(text, where)
    found = load_yaml(text, where)
    if not isinstance(found.get("year"), int):
        raise CalendarError(
            f"{where}: 'year' is missing or no number; write for example 'year: 2027'.",
            f"{where}：缺少 year 或者不是数字，例如应写 year: 2027。",
        )
    if not FIRST <= found["year"] <= LAST:
        raise CalendarError(
            f"{where}: 'year' lies outside {FIRST} to {LAST}; check it.",
            f"{where}：year 不在 {FIRST} 至 {LAST} 之间，请检查。",
        )
    return read_plan(found["year"], found, where)


def load_yaml(text: str, where: str) -> dict[str, Any]:
    """A YAML mapping; raises CalendarError naming `where` and the line."""
    try:
        found = plainyaml.load(text)
    except Unreadable as error:
        raise CalendarError(
            f"{where}, line {error.line}: is not valid YAML ({error.why}; column {error.column}).",
            f"{where}，第 {error.line} 行：不是合法的 YAML（{error.zh}；第 {error.column} 列）。",
        ) from error
    if not isinstance(found, dict):
        raise CalendarError(
            f"{where}: must be a mapping with 'year', 'off' and 'working_weekends'.",
            f"{where}：应当由 year、off、working_weekends 各项组成。",
        )
    return found


def read_plan(year: int, found: Mapping[str, Any] | None, where: str) -> YearPlan:
    """A plan of `year` from a mapping with `off`, `working_weekends`, `source` and `provisional`."""
    found = found or {}
    if not isinstance(found, Mapping):
        raise CalendarError(
            f"{where}: a year needs 'off' and 'working_weekends' under it.",
            f"{where}：年份之下应有 off 和 working_weekends。",
        )
    if unknown := set(map(str, found)) - _KEYS:
        known, strange = ", ".join(sorted(_KEYS)), ", ".join(sorted(unknown))
        raise CalendarError(
            f"{where}: {sorted(unknown)} is not known; use {known}.",
            f"{where}：不认识 {strange}；可用的有 {known}。",
        )
    off: dict[date, str] = {}
    for day, name, at in _days(year, found, "off", where):
        if day in off:
            raise CalendarError(
                f"{at}: {day} is already off through an earlier range; list it once.",
                f"{at}：{day} 已包含在前面的放假区间中，请只列一次。",
            )
        off[day] = name
    working = frozenset(day for day, _, _ in _days(year, found, "working_weekends", where))
    try:
        return YearPlan(year, off, working, str(found.get("source", "")), found.get("provisional") is True)
    except CalendarError as error:
        raise CalendarError(f"{where}, {error}", f"{where}，{error.zh}") from None


def _days(year: int, found: Mapping[str, Any], key: str, where: str) -> list[tuple[date, str, str]]:
    items = found.get(key) or []
    if not isinstance(items, list):
        raise CalendarError(
            f"{where}, {key}: must be a list of days or ranges, one a line after '-'.",
            f"{where}，{key}：应当是日期或者区间的列表，每行以 - 开头。",
        )
    days = []
    for index, item in enumerate(items):
        at = f"{where}, {key}[{index}]"
        first, last, name = _range(year, str(item), at)
        days += [(first + timedelta(step), name, at) for step in range((last - first).days + 1)]
    return days


def _range(year: int, text: str, at: str) -> tuple[date, date, str]:
    match = _RANGE.fullmatch(text.strip())
    if not match:
        raise CalendarError(
            f"{at}: '{text}' is no day or range; write MM-DD or MM-DD..MM-DD, then the name.",
            f"{at}：“{text}”不是日期或者区间，应写 MM-DD 或者 MM-DD..MM-DD，后面写节日名称。",
        )
    try:
        first = date(int(match[1] or year), int(match[2]), int(match[3]))
        last = date(int(match[4] or year), int(match[5]), int(match[6])) if match[5] else first
    except ValueError as error:
        raise CalendarError(
            f"{at}: '{text}' has no such date ({error}).", f"{at}：“{text}”中的日期不存在。"
        ) from None
    if first.year != year or last.year != year:
        raise CalendarError(
            f"{at}: '{text}' leaves {year}; put each part in the plan of its own year.",
            f"{at}：“{text}”超出 {year} 年，请分别写入所属年份的文件。",
        )
    if last < first:
        raise CalendarError(
            f"{at}: '{text}' ends before it begins; swap the two dates.",
            f"{at}：“{text}”的结束日期早于开始日期，请对调。",
        )
    return first, last, match[7] or ""


def _from_csv(text: str, where: str) -> YearPlan:
    rows = csv.DictReader(io.StringIO(text.strip()), skipinitialspace=True)
    try:
        return _from_rows(rows, where)
    except csv.Error as error:
        raise CalendarError(
            f"{where}, line {rows.line_num}: is no CSV ({error}); save it again as CSV.",
            f"{where}，第 {rows.line_num} 行：不是合法的 CSV（{error}），请重新另存为 CSV。",
        ) from error


def _from_rows(rows: csv.DictReader[str], where: str) -> YearPlan:
    off: dict[date, str] = {}
    working: set[date] = set()
    if not {"date", "kind"} <= set(rows.fieldnames or ()):
        raise CalendarError(
            f"{where}, line 1: the header must be 'date,kind' or 'date,kind,name'.",
            f"{where}，第 1 行：表头应为 date,kind 或者 date,kind,name。",
        )
    for row in rows:
        at, row_zh = f"{where}, line {rows.line_num}", f"{where}，第 {rows.line_num} 行"
        try:
            day = date.fromisoformat((row["date"] or "").strip())
        except ValueError:
            raise CalendarError(
                f"{at}: '{row['date']}' is no date; write YYYY-MM-DD under 'date'.",
                f"{row_zh}，date：“{row['date']}”不是日期，应写 YYYY-MM-DD。",
            ) from None
        kind = (row["kind"] or "").strip()
        if kind not in ("off", "work"):
            raise CalendarError(
                f"{at}: the kind '{kind}' is not known; write 'off' or 'work'.",
                f"{row_zh}，kind：不认识“{kind}”，应写 off（放假）或者 work（上班）。",
            )
        if day in off or day in working:
            raise CalendarError(
                f"{at}: {day} is listed twice; keep one line.", f"{row_zh}：{day} 重复列出，请保留一行。"
            )
        if kind == "work":
            working.add(day)
        else:
            off[day] = (row.get("name") or "").strip()
    years = {day.year for day in (*off, *working)}
    if len(years) != 1:
        raise CalendarError(
            f"{where}: needs the days of one year, but has {sorted(years)}; use a file a year.",
            f"{where}：一个文件只能有一个年份的日期，现有 {sorted(years)}；请每年一个文件。",
        )
    try:
        return YearPlan(years.pop(), off, frozenset(working), where)
    except CalendarError as error:
        raise CalendarError(f"{where}, {error}", f"{where}，{error.zh}") from None
