"""Reads of clocks."""

from __future__ import annotations

from collections.abc import Sequence

from redress.casework.refusals import Unknown
from redress.casework.rulebooks import rulebook_of
from redress.complaints.journal import JOURNAL
from redress.complaints.models import Complaint
from redress.organisation.acting import current
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Event, explain, project
from redress.rulebook.explanation import Explanation
from redress.rulebook.words import language_of


def states(case: Complaint, events: Sequence[Event] | None = None) -> tuple[ClockState, ...]:
    """The clocks of a case, projected from its journal: one query and, now and then, the calendar's.

    `events`: those of the journal, where they have been read before.
    """
    read = JOURNAL.past_of(case.pk).events if events is None else events
    return project(read, rulebook_of(case), calendar_of(case.unit))


def explanations(case: Complaint, language: str) -> list[Explanation]:
    """Why each deadline of the case is what it is (CLK-07). `language`: 'zh...' or anything else for English."""
    clocks = states(case)
    book, calendar = rulebook_of(case), calendar_of(case.unit)
    return [explain(clock, book, calendar, language_of(language), others=clocks) for clock in clocks]


def explanations_of(number: str, language: str) -> list[Explanation]:
    """The same by the number of a case; raises Unknown when the current actor sees no such case."""
    case = Complaint.objects.visible_to(current()).select_related("unit").filter(number=number).first()
    if case is None:
        raise Unknown(number)
    return explanations(case, language)


def explanation(case: Complaint, key: str, about: str, occurrence: int, language: str) -> Explanation | None:
    """Why that one clock of the case is due when it is; None when the case has no such clock (CLK-07)."""
    clocks = states(case)
    found = next((clock for clock in clocks if clock.name == (key, about, occurrence)), None)
    if found is None:
        return None
    return explain(found, rulebook_of(case), calendar_of(case.unit), language_of(language), others=clocks)
