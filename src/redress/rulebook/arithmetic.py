"""From a start and an amount to an instant, over a working calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from redress.rulebook.limits import DAYS, WORKING, Amount, Unit

if TYPE_CHECKING:
    from redress.worktime import Calendar

DAY = timedelta(days=1)


def midnight(day: date, calendar: Calendar) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time(), tzinfo=calendar.zone)


def closing(day: date, calendar: Calendar) -> datetime:
    """The end of the last service interval; of a day off, its end."""
    opens, ends = midnight(day, calendar), midnight(day + DAY, calendar)
    served = calendar.working_time_between(opens, ends)
    return calendar.add_working_time(opens, served) if served else ends


def add_days(day: date, n: int, unit: Unit, calendar: Calendar) -> date:
    """That many days after (before, if negative) a day which is itself not counted.

    A year ends with the day of the same date; where that month has none, with its last day (Civil Code, Art. 202).
    """
    if not n:
        return day
    if unit is Unit.YEAR:
        return _same_date(day, n)
    return calendar.add_working_days(day, n) if unit is Unit.WORKING_DAY else day + timedelta(days=n)


def _same_date(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def add_time(at: datetime, duration: timedelta, unit: Unit, calendar: Calendar) -> datetime:
    """That much time after (before, if negative) an instant."""
    return calendar.add_working_time(at, duration) if unit in WORKING else at + duration


def end(start: datetime, amount: Amount, calendar: Calendar) -> datetime:
    """When an amount of time that began then is used up; days end with the midnight after the last."""
    if not amount.in_days:
        return add_time(start, amount.duration, amount.unit, calendar)
    day = start.astimezone(calendar.zone).date()
    return midnight(add_days(day, amount.n, amount.unit, calendar) + DAY, calendar)


def before(due_at: datetime, last_day: date | None, amount: Amount, calendar: Calendar) -> datetime:
    """When that amount of the limit remains. `last_day` is the last day of a limit in days, else None."""
    if not amount.in_days:
        return add_time(due_at, -amount.duration, amount.unit, calendar)
    if last_day is None:
        local = due_at.astimezone(calendar.zone)
        return datetime.combine(add_days(local.date(), -amount.n, amount.unit, calendar), local.timetz())
    return midnight(add_days(last_day + DAY, -amount.n, amount.unit, calendar), calendar)


def after(due_at: datetime, last_day: date | None, amount: Amount, calendar: Calendar) -> datetime:
    """When the limit is exceeded by that amount."""
    if not amount.n:
        return due_at
    if not amount.in_days:
        return add_time(due_at, amount.duration, amount.unit, calendar)
    if last_day is None:
        local = due_at.astimezone(calendar.zone)
        return datetime.combine(add_days(local.date(), amount.n, amount.unit, calendar), local.timetz())
    return midnight(add_days(last_day, amount.n, amount.unit, calendar) + DAY, calendar)


def between(start: datetime, end: datetime, unit: Unit, calendar: Calendar) -> Amount:
    """How much of a unit a pause took out; never negative. Days: those after the first, up to the last."""
    if unit in DAYS:
        a, b = start.astimezone(calendar.zone).date(), end.astimezone(calendar.zone).date()
        if unit is Unit.WORKING_DAY:
            return Amount(n=max(0, calendar.working_days_between(a, b)), unit=unit)
        return Amount(n=max(0, (b - a).days), unit=Unit.CALENDAR_DAY)
    worked = unit in WORKING
    taken = calendar.working_time_between(start, end) if worked else end - start
    minutes = -(-max(taken, timedelta()) // timedelta(minutes=1))
    return Amount(n=minutes, unit=Unit.WORKING_MINUTE if worked else Unit.MINUTE)
