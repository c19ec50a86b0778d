"""Clocks as a page shows them: what runs, what is left, which of method and law governs (CLK-01, CLK-02)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redress.casework.due import Due, Urgency, due
from redress.desk.addresses import address
from redress.rulebook import ClockState, ClockStatus, governing
from redress.rulebook.events import NAMES
from redress.rulebook.known import OF_LAW, OFFICE_LIMIT
from redress.worktime import Calendar

STATUS_WORDS = {
    ClockStatus.RUNNING: gettext_lazy("Running"),
    ClockStatus.PAUSED: gettext_lazy("Paused"),
    ClockStatus.MET: gettext_lazy("Ended in time"),
    ClockStatus.LATE: gettext_lazy("Ended late"),
    ClockStatus.CANCELLED: gettext_lazy("No longer needed"),
}
_ENDED = frozenset({ClockStatus.MET, ClockStatus.LATE, ClockStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Row:
    """A clock. `due` while it runs, `kind` says whose limit it is when several are compared."""

    title: str
    whose: str
    """Which order, approval or review it belongs to, where a case has several."""
    limit: str
    cite: tuple[str, ...]
    status: ClockStatus
    status_words: object
    due_at: datetime
    due: Due | None
    stopped_at: datetime | None
    ended_by: str
    """What ended it, in words: a limit for a contact may end without one."""
    governs: bool
    kind: str
    provisional: bool
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Limits that stand side by side, other running clocks by urgency, and those that ended."""

    side_by_side: Sequence[Row]
    running: Sequence[Row]
    ended: Sequence[Row]
    """Those that ended, unless they are left to be asked for."""
    ended_count: int
    ended_url: str


def panel(
    clocks: Iterable[ClockState], now: datetime, calendar: Calendar, number: str = "", page: str = "desk:case"
) -> Panel:
    """Rows of all clocks; without a number the rows lead nowhere (a file that does not exist yet). `page`: the name of
    the address of such a file."""
    clocks = list(clocks)
    base = address(f"{page}_clock", number) if number else ""
    live = [(clock, _row(clock, clocks, now, calendar, base)) for clock in clocks if clock.open]
    grouped = [row for clock, row in live if _compared(clock, clocks)]
    alone = [row for clock, row in live if not _compared(clock, clocks)]
    past = _ended(clocks)
    return Panel(
        sorted(grouped, key=lambda row: row.kind == _("Legal limit")),
        sorted(alone, key=lambda row: row.due_at),
        [] if number else [_row(clock, clocks, now, calendar, base) for clock in past],
        len(past),
        f"{base}/ended" if number else "",
    )


def ended(
    clocks: Iterable[ClockState], now: datetime, calendar: Calendar, number: str, page: str = "desk:case"
) -> list[Row]:
    """The clocks of a file that ended."""
    clocks, base = list(clocks), address(f"{page}_clock", number)
    return [_row(clock, clocks, now, calendar, base) for clock in _ended(clocks)]


def rows(
    shown: Iterable[ClockState],
    clocks: Iterable[ClockState],
    now: datetime,
    calendar: Calendar,
    number: str,
    page: str = "desk:case",
) -> list[Row]:
    """Those of the clocks of a file that are to be `shown`."""
    clocks, base = list(clocks), address(f"{page}_clock", number)
    return [_row(clock, clocks, now, calendar, base) for clock in shown]


def _ended(clocks: Iterable[ClockState]) -> list[ClockState]:
    """As they ended, the latest first, like everything that is over."""
    past = [clock for clock in clocks if clock.status in _ENDED]
    return sorted(past, key=lambda clock: clock.stopped_at or clock.due_at, reverse=True)


def _compared(clock: ClockState, clocks: Sequence[ClockState]) -> bool:
    if not clock.group:
        return False
    return sum(other.open and other.group == clock.group for other in clocks) > 1


def _row(
    clock: ClockState, clocks: Sequence[ClockState], now: datetime, calendar: Calendar, base: str
) -> Row:
    language = get_language() or "zh"
    first = governing(clocks, clock.group) if clock.group else None
    return Row(
        title=clock.title.get(language),
        whose=_whose(clock.about),
        limit=_limit(clock, language),
        cite=clock.cite,
        status=clock.status,
        status_words=STATUS_WORDS[clock.status],
        due_at=clock.due_at,
        due=_due(clock, now, calendar),
        stopped_at=clock.stopped_at,
        ended_by=_ended_by(clock, language),
        governs=first is not None and first.name == clock.name,
        kind=_kind(clock.key),
        provisional=clock.guessed,
        url=_url(clock, base) if base else "",
    )


def _limit(clock: ClockState, language: str) -> str:
    """How long it is; where a day that was promised or ruled comes earlier, the number does not say until when."""
    if clock.key == OFFICE_LIMIT:
        return _("by its paper")
    if clock.inclusive and clock.limit.in_days:
        return _("as promised or ruled")
    return clock.limit.get(language)


def _kind(key: str) -> str:
    """Who set the limit."""
    if key == OFFICE_LIMIT:
        return _("Regulator's limit")
    return _("Legal limit") if key in OF_LAW else _("Method limit")


def _due(clock: ClockState, now: datetime, calendar: Calendar) -> Due | None:
    """What is left of a running one; of what follows closing only what is pressing."""
    running = clock.status is ClockStatus.RUNNING
    found = due(clock.due_at, now, calendar, clock.limit.unit) if running else None
    return None if found and clock.started_by == "closed" and found.urgency is Urgency.FINE else found


def _ended_by(clock: ClockState, language: str) -> str:
    event = NAMES.get(clock.stopped_by)
    return event.get(language) if event and not clock.open else ""


_NUMBERED = re.compile(r"-(\d\d)$")


def _whose(about: str) -> str:
    order = _NUMBERED.search(about)
    if order:
        return _("order %(number)s") % {"number": order[1]}
    return about.rpartition("-")[2]


def _url(clock: ClockState, base: str) -> str:
    which = urlencode({"key": clock.key, "about": clock.about, "n": clock.occurrence})
    return f"{base}?{which}"
