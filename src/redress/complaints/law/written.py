"""When a contact counts that is written down later: not written is not made (INT-07)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from redress.organisation.calendars import calendar_of
from redress.rulebook import arithmetic

if TYPE_CHECKING:
    from redress.complaints.case import Case


def counted(case: Case, at: datetime | None, *, proven: bool) -> datetime:
    """The time it counts from: when it was written, or `at` where a recording, a receipt or a mail proves it.

    Proof serves as long as the rulebook says (`telling.written`); who writes later than that has confirmed when it
    was written.
    """
    if at is None or at >= case.now or not proven:
        return case.now
    rules = case.rulebook.method.telling
    if rules is None or rules.written is None:
        return at
    last = arithmetic.end(at, rules.written.within, calendar_of(case.row.unit))
    return at if case.now < last else case.now
