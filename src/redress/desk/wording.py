"""Times and deadlines in words, in the language of the request."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redress.complaints import moment
from redress.complaints.queries.due import Due

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def absolute(value: datetime) -> str:
    """'2026-11-18 10:00' in the house's zone."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def relative(value: datetime) -> str:
    """'3 hours ago', 'in 2 days'; beyond two weeks the date."""
    away = value - moment.now()
    size = abs(away)
    if size >= 14 * DAY:
        return f"{timezone.localtime(value):%Y-%m-%d}"
    if size < MINUTE:
        return _("just now")
    return (_("in %(span)s") if away > timedelta() else _("%(span)s ago")) % {"span": _span(size)}


def left(due: Due) -> str:
    """How much working time is left until a deadline, or by how much it has passed.

    A limit that passed outside working hours has passed by no working time yet.
    """
    if abs(due.left) < MINUTE:
        return _("Limit passed") if due.late else _("Due now")
    return (_("%(span)s over") if due.late else _("%(span)s left")) % {"span": _working(due)}


def _span(size: timedelta) -> str:
    if size < HOUR:
        count = int(size / MINUTE)
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    if size < DAY:
        count = int(size / HOUR)
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = int(size / DAY)
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def _working(due: Due) -> str:
    size, days = abs(due.left), abs(due.days)
    if days and size >= due.A_DAY:
        return ngettext("%(count)d workday", "%(count)d workdays", days) % {"count": days}
    if size < HOUR:
        count = int(size / MINUTE)
        return ngettext("%(count)d work minute", "%(count)d work minutes", count) % {"count": count}
    count = int(size / HOUR)
    return ngettext("%(count)d work hour", "%(count)d work hours", count) % {"count": count}
