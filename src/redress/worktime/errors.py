"""What goes wrong when a calendar is described or loaded."""


class CalendarError(ValueError):
    """A calendar, year plan or set of hours that cannot be used: where, what, and what to do."""


class UnknownCalendarError(CalendarError, LookupError):
    """No calendar ships under that name."""
