"""The arithmetic of a deadline, line by line, as a person would do it with a calendar on the wall."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from redress.rulebook import arithmetic, phrases
from redress.rulebook.clockstate import ClockState, Segment
from redress.rulebook.events import NAMES
from redress.rulebook.explanation import Skipped
from redress.rulebook.limits import WORKING, Amount, Unit
from redress.rulebook.sections.clocks.schema import ClockRule
from redress.rulebook.words import Language

if TYPE_CHECKING:
    from redress.worktime import Calendar, SkippedDay

MANY: Final = 12
"""Counted days are listed up to this many."""


class Sums(NamedTuple):
    """The lines, and the days that they skip and count."""

    lines: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    make_up: tuple[date, ...]


def work_out(clock: ClockState, rule: ClockRule, calendar: Calendar, lang: Language) -> Sums:
    """From the start to the due time."""
    zh = lang == "zh"
    start = clock.started_at.astimezone(calendar.zone)
    event = NAMES[clock.started_by].get(lang)
    received = rule.counts_from == "received" and clock.started_by == "registered"
    if received:
        event = f"{event}，自收到之时起算" if zh else f"{event}, counted from receipt"
    at = phrases.instant(start, lang)
    lines = [f"起算：{at}（{event}）" if zh else f"Start: {at} ({event})"]
    due_at = clock.due_at.astimezone(calendar.zone)
    due = phrases.instant(due_at, lang, end=not clock.inclusive or due_at.time() != time())
    last = f"截止：{due}" if zh else f"Due: {due}"
    if clock.limit.unit is Unit.PLANNED or (rule.planned and clock.inclusive and clock.limit.in_days):
        lines.append("以约定时间为准" if zh else "The planned time governs")
        return Sums((*lines, last), (), ())
    amounts = [clock.limit, *_added(clock)]
    if not clock.limit.in_days:
        working = clock.limit.unit in WORKING
        # The day of the start counts here, so it is among those that may have been skipped.
        skipped = _skipped(calendar, start.date() - arithmetic.DAY, due_at.date(), lang) if working else ()
        if working:
            lines += _opening(start, calendar, zh)
        lines += [f"+ {amount.get(lang)}" for amount in amounts]
        lines += _said(skipped, lang)
        return Sums((*lines, last), skipped, ())
    return _in_days(clock, rule, calendar, lang, lines, amounts, last)


def _opening(start: datetime, calendar: Calendar, zh: bool) -> list[str]:
    """When service opens, if what started the clock came outside of it: working time begins there."""
    minute = timedelta(minutes=1)
    opens = calendar.add_working_time(start, minute) - minute
    if opens <= start:
        return []
    at = phrases.instant(opens, "zh" if zh else "en")
    return [
        f"不在服务时间内，自 {at} 开始服务时起计时"
        if zh
        else f"Outside service hours: counted from {at}, when service opens"
    ]


def _added(clock: ClockState) -> list[Amount]:
    return [
        segment.amount
        for segment in clock.segments
        if segment.amount and segment.amount.n and segment.start >= clock.started_at and _gives(segment)
    ]


def _gives(segment: Segment) -> bool:
    return segment.kind in ("paused", "extended")


def _in_days(
    clock: ClockState,
    rule: ClockRule,
    calendar: Calendar,
    lang: Language,
    lines: list[str],
    amounts: list[Amount],
    last: str,
) -> Sums:
    zh = lang == "zh"
    here = clock.started_at.astimezone(calendar.zone).date()
    if rule.day_off == "next_working_day" and not calendar.is_working_day(here):
        here = calendar.add_working_days(here, 1)
        lines.append(f"非工作日收到，视同 {here} 收到" if zh else f"Received on a day off: as if on {here}")
    if clock.limit.n:
        lines.append(f"{here} 当日不计入" if zh else f"{here} itself is not counted")
    skipped: list[Skipped] = []
    make_up: list[date] = []
    for amount in amounts:
        if not amount.in_days:
            lines.append(f"+ {amount.get(lang)}")
            continue
        there = arithmetic.add_days(here, amount.n, amount.unit, calendar)
        if not amount.n:
            lines.append(f"当日（{here}）内完成" if zh else f"Within that day, {here}")
            continue
        lines.append(f"{here} + {amount.get(lang)} = {there}")
        if amount.unit is Unit.WORKING_DAY:
            skipped += _skipped(calendar, here, there, lang)
            make_up += calendar.make_up_days(here, there)
            counted = _counted(calendar, here, there)
            if 0 < len(counted) <= MANY:
                text = ("、" if zh else ", ").join(map(str, counted))
                lines.append(f"计入的工作日：{text}" if zh else f"Working days counted: {text}")
        here = there
    lines += _said(tuple(skipped), lang)
    if make_up:
        text = phrases.days(make_up, lang)
        lines.append(f"调休上班，计入：{text}" if zh else f"Make-up working days, counted: {text}")
    if clock.limit.unit in (Unit.CALENDAR_DAY, Unit.YEAR) and clock.limit.n:
        lines.append(_roll_line(rule, calendar, here, zh))
    return Sums((*lines, last), tuple(skipped), tuple(make_up))


def _roll_line(rule: ClockRule, calendar: Calendar, day: date, zh: bool) -> str:
    if rule.roll == "none":
        return (
            "自然日，节假日计入，最后一日不顺延" if zh else "Calendar days: days off count, no roll-forward"
        )
    if calendar.is_working_day(day):
        return "自然日，节假日计入" if zh else "Calendar days: days off count"
    rolled = calendar.add_working_days(day, 1)
    return (
        f"最后一日为休息日，顺延至 {rolled}"
        if zh
        else f"The last day is a day off: rolled forward to {rolled}"
    )


def _counted(calendar: Calendar, a: date, b: date) -> list[date]:
    days = (a + timedelta(days=n) for n in range(1, (b - a).days + 1))
    return [day for day in days if calendar.is_working_day(day)]


def _skipped(calendar: Calendar, a: date, b: date, lang: Language) -> tuple[Skipped, ...]:
    found: list[Skipped] = []
    for reason, group in groupby(calendar.skipped(a, b), key=lambda day: _reason(day, lang)):
        found += [Skipped(first, last, reason) for first, last in phrases.runs(day.date for day in group)]
    return tuple(found)


def _reason(day: SkippedDay, lang: Language) -> str:
    if day.reason.value == "weekend":
        return "周末" if lang == "zh" else "weekend"
    return day.name or ("法定节假日" if lang == "zh" else "holiday")


def _said(skipped: tuple[Skipped, ...], lang: Language) -> list[str]:
    lines = []
    for run in skipped:
        days = phrases.span(run.first, run.last, lang)
        if lang == "zh":
            lines.append(f"跳过：{days}（{run.reason}，{run.days} 天）")
        else:
            lines.append(f"Skipped: {days} ({run.reason}, {run.days} {'day' if run.days == 1 else 'days'})")
    return lines
