"""Working calendars: holidays, make-up working days (调休), several service intervals a day (CLK-02, CLK-06).

This room is pure: it knows neither Django nor any other room, and returns data, never text for users.
"""

from redress.worktime.calendar import Calendar
from redress.worktime.errors import CalendarError, UnknownCalendarError
from redress.worktime.hours import Interval, Intervals, Season, ServiceHours, WeekHours
from redress.worktime.hours_text import read_hours
from redress.worktime.plan import YearPlan
from redress.worktime.skipped import Reason, SkippedDay

__all__ = [
    "Calendar",
    "CalendarError",
    "Interval",
    "Intervals",
    "Reason",
    "Season",
    "ServiceHours",
    "SkippedDay",
    "UnknownCalendarError",
    "WeekHours",
    "YearPlan",
    "read_hours",
]
