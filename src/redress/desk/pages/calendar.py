"""A working calendar as a page: a year by months, service hours, how far it is known, and sums over it (CLK-06)."""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.administration.years import may_load
from redress.desk.forms.said import number
from redress.organisation import calendars, structure
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage
from redress.organisation.kinds import Change
from redress.organisation.models import OrganisationEntry, Unit
from redress.worktime import Calendar, Reason, WeekHours

_WEEKS = months_of.Calendar(months_of.MONDAY)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year; `kind` is 'work', 'makeup', 'weekend' or 'holiday', `name` the holiday's."""

    date: date
    kind: str
    name: str
    today: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Days that follow one another for one reason."""

    first: date
    last: date
    name: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday, None for days of the months beside it; how many days are worked."""

    first: date
    weeks: list[list[Day | None]]
    working: int
    holidays: list[Run]
    makeup: list[date]


@dataclass(frozen=True, slots=True)
class Hours:
    """Service hours of some weekdays, of a season or of the rest of the year; empty intervals: closed."""

    season: str
    weekday: date | None
    intervals: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """All that the page of one year shows."""

    calendar: Calendar
    names: list[str]
    lies_over: str
    year: int
    months: list[Month]
    working: int
    provisional: bool
    source: str
    known: tuple[date, date]
    hours: list[Hours]
    entries: list[OrganisationEntry]
    may_load: bool


def calendar_page(actor: Actor, name: str, year: str) -> CalendarPage:
    """The calendar of the actor's unit by default, in this year. Raises Http404 for one that no unit of theirs has."""
    names = followed(actor)
    name = name or names[0]
    if name not in names:
        raise Http404(_("There is no such calendar in your units."))
    calendar = calendars.calendar_named(name)
    today = timezone.localdate()
    asked = number(year)
    shown = asked if asked is not None and 1990 <= asked <= 2100 else today.year
    months = [month(calendar, shown, number, today) for number in range(1, 13)]
    plan = calendar.plans.get(shown)
    return CalendarPage(
        calendar=calendar,
        names=names,
        lies_over=calendar.base.name if calendar.base else "",
        year=shown,
        months=months,
        working=sum(each.working for each in months),
        provisional=calendar.is_provisional(date(shown, 12, 31)),
        source=plan.source if plan else "",
        known=calendar.coverage,
        hours=list(_hours(calendar)),
        entries=structure.changes(actor, what=Change.YEAR_LOADED),
        may_load=any(may_load(actor, each) for each in names),
    )


def followed(actor: Actor) -> list[str]:
    """Calendars of the actor's unit and of those below it, the own one first."""
    own = structure.visible_unit(actor)
    found = lineage(own.code) if own else None
    mine = found.calendar if found else "cn"
    below = Unit.objects.filter(pk__in=actor.reach).exclude(calendar="").order_by("path")
    return list(dict.fromkeys([mine, *below.values_list("calendar", flat=True)]))


def month(calendar: Calendar, year: int, number: int, today: date) -> Month:
    """One month of a calendar."""
    weeks = [
        [day_of(calendar, day, today) if day.month == number else None for day in week]
        for week in _WEEKS.monthdatescalendar(year, number)
    ]
    days = [day for week in weeks for day in week if day]
    return Month(
        first=date(year, number, 1),
        weeks=weeks,
        working=sum(day.kind in ("work", "makeup") for day in days),
        holidays=runs([(day.date, day.name) for day in days if day.kind == "holiday"]),
        makeup=[day.date for day in days if day.kind == "makeup"],
    )


def day_of(calendar: Calendar, day: date, today: date | None = None) -> Day:
    """What a day is in a calendar."""
    plan = calendar.plans.get(day.year)
    if calendar.is_working_day(day):
        return Day(day, "makeup" if day.weekday() >= _SATURDAY else "work", "", day == today)
    if plan is not None and day in plan.off:
        return Day(day, "holiday", plan.off[day], day == today)
    return Day(day, "weekend", "", day == today)


def runs(days: list[tuple[date, str]]) -> list[Run]:
    """Consecutive days of one name, folded."""
    found: list[Run] = []
    for day, name in days:
        if found and found[-1].name == name and day - found[-1].last == timedelta(days=1):
            found[-1] = Run(found[-1].first, day, name)
        else:
            found.append(Run(day, day, name))
    return found


@dataclass(frozen=True, slots=True)
class Sum:
    """Start + n days = end; the start day never counts. `skipped` in order, with the reason of each."""

    start: date
    n: int
    working: bool
    end: date
    skipped: list[Run]
    makeup: list[date]
    provisional: bool


def add(calendar: Calendar, start: date, n: int, *, working: bool) -> Sum:
    """Calendar days do not roll forward from a day off; working days skip those that are not worked."""
    if not working:
        end = start + timedelta(days=n)
        return Sum(start, n, False, end, [], [], provisional=False)
    end = calendar.add_working_days(start, n)
    named = [
        (skipped.date, skipped.name or _("Holiday") if skipped.reason is Reason.HOLIDAY else _("Weekend"))
        for skipped in calendar.skipped(start, end)
    ]
    return Sum(
        start, n, True, end, runs(named), calendar.make_up_days(start, end), calendar.is_provisional(end)
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A day that a new year plan changes."""

    before: Day
    after: Day


@dataclass(frozen=True, slots=True)
class Preview:
    """What loading a year would change: the days, the months, and how far the calendar is then known."""

    year: int
    replaces: bool
    moved: list[Moved]
    months: list[tuple[Month, Month]]
    known: tuple[date, date]
    will_be_known: tuple[date, date]
    source: str


def preview(name: str, text: str, where: str) -> Preview:
    """Raises CalendarError naming file, line and field."""
    now = calendars.calendar_named(name)
    then, plan = calendars.try_year(name, text, where)
    first = date(plan.year, 1, 1)
    days = [first + timedelta(days=step) for step in range(366 if months_of.isleap(plan.year) else 365)]
    pairs = [Moved(day_of(now, day), day_of(then, day)) for day in days]
    return Preview(
        year=plan.year,
        replaces=plan.year in now.plans,
        moved=[pair for pair in pairs if pair.before != pair.after],
        months=[
            (month(now, plan.year, number, first), month(then, plan.year, number, first))
            for number in range(1, 13)
        ],
        known=now.coverage,
        will_be_known=then.coverage,
        source=plan.source,
    )


def _hours(calendar: Calendar) -> list[Hours]:
    found = _week("", calendar.hours.usual)
    for season in calendar.hours.seasons:
        found += _week(str(season), season.hours)
    return found


def _week(season: str, week: WeekHours) -> list[Hours]:
    lines = [Hours(season, None, ", ".join(map(str, week.daily)))]
    # 2024-01-01 is a Monday: a date of that week gives the weekday its name in any language.
    for weekday, intervals in sorted(week.weekdays.items()):
        lines.append(Hours(season, date(2024, 1, 1 + weekday), ", ".join(map(str, intervals))))
    return lines
