"""Times and deadlines in words, in the language of the request."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Protocol

from django.utils import timezone
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.casework.due import DAY, HOUR, MINUTE, Due, Span
from redress.casework.due import until as last_instant
from redress.rulebook.limits import Unit


class CaseOfRegister(Protocol):
    """A case, or a row of one, that says from which register it came, if from any."""

    @property
    def external_source(self) -> str: ...


class Manner(NamedTuple):
    """In what language and in whose time; a list asks once a row, not for each of its times."""

    language: str
    zone: tzinfo


def manner() -> Manner:
    """Of this request."""
    return Manner(get_language() or "", timezone.get_current_timezone())


def absolute(value: datetime, how: Manner | None = None) -> str:
    """'2026-11-18 10:00' in the house's zone."""
    return value.astimezone((how or manner()).zone).isoformat(" ", "minutes")[:16]


def known(value: datetime, of: CaseOfRegister | None, how: Manner | None = None) -> str:
    """A time of a case; the day alone where it came from a register that says no time of day (INT-17)."""
    shown = absolute(value, how)
    return shown.removesuffix(" 00:00") if of and of.external_source else shown


def until(at: datetime, how: Manner | None = None) -> str:
    """The end of a limit: '2026-11-18 17:30', '2026-11-18 24:00' for the midnight after that day."""
    return last_instant(at, (how or manner()).zone)


def relative(value: datetime, how: Manner | None = None) -> str:
    """'3 hours ago', 'in 2 days'; beyond two weeks the date."""
    how = how or manner()
    away = value - moment.now()
    size = abs(away)
    if size >= 14 * DAY:
        return value.astimezone(how.zone).date().isoformat()
    if size < MINUTE:
        return _("just now")
    unit = MINUTE if size < HOUR else HOUR if size < DAY else DAY
    return _away(how.language, away > timedelta(), unit, size // unit)


def left(due: Due, how: Manner | None = None) -> str:
    """How much time is left until a deadline, or by how much it has passed, in what its limit counts (CLK-02).

    A limit in working time that passed outside working hours has passed by no working time yet.
    """
    if not due.told:
        return _("Limit passed") if due.late else _("Due now")
    return _left((how or manner()).language, due.late, due.told)


_SPANS = {
    MINUTE: ngettext_lazy("%(count)d minute", "%(count)d minutes", "count"),
    HOUR: ngettext_lazy("%(count)d hour", "%(count)d hours", "count"),
    DAY: ngettext_lazy("%(count)d day", "%(count)d days", "count"),
}
_UNITS = {
    Unit.MINUTE: _SPANS[MINUTE],
    Unit.HOUR: _SPANS[HOUR],
    Unit.CALENDAR_DAY: _SPANS[DAY],
    Unit.YEAR: ngettext_lazy("%(count)d year", "%(count)d years", "count"),
    Unit.WORKING_MINUTE: ngettext_lazy("%(count)d work minute", "%(count)d work minutes", "count"),
    Unit.WORKING_HOUR: ngettext_lazy("%(count)d work hour", "%(count)d work hours", "count"),
    Unit.WORKING_DAY: ngettext_lazy("%(count)d workday", "%(count)d workdays", "count"),
}


@lru_cache(maxsize=1024)
def _away(_language: str, ahead: bool, unit: timedelta, count: int) -> str:
    """The same few hundred spans stand on every list: each is worded once a language, the active one."""
    said = _("in %(span)s") if ahead else _("%(span)s ago")
    return said % {"span": _SPANS[unit] % {"count": count}}


@lru_cache(maxsize=1024)
def _left(_language: str, late: bool, told: tuple[Span, ...]) -> str:
    said = _("%(span)s over") if late else _("%(span)s left")
    return said % {"span": " ".join(_UNITS[span.unit] % {"count": span.n} for span in told)}
