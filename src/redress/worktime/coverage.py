"""Which years a calendar knows, and how a region's years lie over the nation's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from redress.worktime.errors import CalendarError
from redress.worktime.plan import YearPlan
from redress.worktime.span import FIRST, LAST


def check_keys(name: str, years: Mapping[int, YearPlan]) -> None:
    """Raises CalendarError where a plan is filed under another year, or outside the span of the tables."""
    for year, plan in years.items():
        if year != plan.year:
            raise CalendarError(
                f"{name}: the plan under {year} is of {plan.year}; file it under its own year."
            )
        if not FIRST.year <= year <= LAST.year:
            raise CalendarError(
                f"{name}: {year} is outside {FIRST.year}-{LAST.year}, which calendars reach over.",
                f"{name}：{year} 年超出日历的范围（{FIRST.year} 年至 {LAST.year} 年）。",
            )


def lay_over(base: Mapping[int, YearPlan], own: Mapping[int, YearPlan]) -> dict[int, YearPlan]:
    """The plans of both; a year that only one of the two knows counts, but is provisional."""
    plans = {year: replace(plan, provisional=True) for year, plan in (*base.items(), *own.items())}
    return plans | {year: own[year].over(base[year]) for year in base.keys() & own.keys()}


def confirmed_years(name: str, plans: Mapping[int, YearPlan]) -> list[int]:
    """The years confirmed by a notice, in order; raises CalendarError for none, or for a gap among them."""
    years = sorted(year for year, plan in plans.items() if not plan.provisional)
    if not years:
        raise CalendarError(
            f"{name}: no year is confirmed; load at least one year plan that is not provisional.",
            f"{name}：没有已确认的年份，请至少载入一个不带 provisional 标记的年份。",
        )
    for before, after in pairwise(years):
        if after != before + 1:
            raise CalendarError(
                f"{name}: {before + 1} is missing or provisional between {before} and {after}; load it first.",
                f"{name}：{before} 年和 {after} 年之间缺少 {before + 1} 年，或者该年尚未确认；请先载入该年。",
            )
    return years
