"""Between which events a time lies that a person states: one declaration for all commands (INT-07, CLK-01).

A command says in `times` what each of its times is about; nobody can state that the customer was told before there was
something to tell, that an order was answered before it was issued, or that anything happened that is yet to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework.refusals import refuse
from redress.organisation.days import midnight

SKEW: Final = timedelta(minutes=5)
"""How far the clock of who states a time may be ahead of ours."""
_OLDEST: Final = timedelta(days=5 * 366)
"""A receipt further back is a slip of the pen: even life claims lapse in five years (Insurance Law, Art. 26)."""
_FURTHEST: Final = timedelta(days=2 * 366)
"""Nothing is planned or promised for later."""

_AGES: Final = datetime(1990, 1, 1, tzinfo=UTC)
_FOR_EVER: Final = datetime(2200, 1, 1, tzinfo=UTC)

Find = Callable[[Any, Any], datetime | None]
"""From the command and its open file to the time of an event; None where the file has no such event."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event that a stated time is held against."""

    words: str | Promise
    find: Find


@dataclass(frozen=True, slots=True)
class Span:
    """A stated time lies from one event on and up to another."""

    since: Mark
    rule: str = ""
    until: Mark | None = None
    """None: now."""


def check(command: Any, file: Any) -> None:
    """Refuse a stated time that does not fit its events."""
    for name, span in command.times.items():
        field, _dot, inner = name.partition(".")
        given = getattr(command, field)
        if not given:  # most times of an imported case are not given
            continue
        for value in _values(given, inner):
            _check(value, span, span.rule or command.cite[0], field, command, file)


def _check(value: datetime, span: Span, rule: str, field: str, command: Any, file: Any) -> None:
    first = span.since.find(command, file)
    if first is not None and value < first:
        refuse(
            rule,
            _("This time lies before %(event)s (%(at)s). Check the time.") % _said(span.since, first),
            field,
        )
    until = span.until or NOW
    last = until.find(command, file)
    if last is not None and value > last + SKEW:
        refuse(
            rule, _("This time lies after %(event)s (%(at)s). Check the time.") % _said(until, last), field
        )


def _said(mark: Mark, at: datetime) -> dict[str, object]:
    return {"event": mark.words, "at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}"}


def _values(given: Any, inner: str) -> Iterator[datetime]:
    """The times given under a name; of `execution.until` the one of each entry of a list."""
    for value in [getattr(each, inner) for each in given] if inner else [given]:
        if isinstance(value, datetime):
            yield value
        elif isinstance(value, date):
            yield timezone.make_aware(datetime.combine(value, datetime.max.time()))


NOW = Mark(gettext_lazy("now"), lambda _command, file: file.now)
OLDEST = Mark(gettext_lazy("what can still be entered"), lambda _command, file: file.now - _OLDEST)
FURTHEST = Mark(gettext_lazy("what can be planned"), lambda _command, file: file.now + _FURTHEST)
AGES = Mark(gettext_lazy("the year 1990"), lambda _command, _file: _AGES)
FOR_EVER = Mark(gettext_lazy("the year 2200"), lambda _command, _file: _FOR_EVER)
"""For what may have no end that anybody knows; later than this is a slip of the pen."""
SENDING = Mark(gettext_lazy("the sending"), lambda command, file: command.at or file.now)
FIRST = Mark(gettext_lazy("the first day"), lambda command, _file: midnight(command.first))
TODAY = Mark(gettext_lazy("the end of this day"), lambda _command, file: _evening(file.now))
"""Until when a day that is stated may be at most."""


def _evening(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=23, minute=59, second=59, microsecond=999_999)
