"""Reads of clocks."""

from __future__ import annotations

from collections.abc import Sequence

from redress.casework.kinds import KINDS
from redress.casework.models import ServedFile
from redress.casework.refusals import Unknown
from redress.casework.rulebooks import rulebook_of
from redress.organisation.acting import current
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Event, explain, project
from redress.rulebook.explanation import Explanation
from redress.rulebook.words import language_of

Row = ServedFile
"""A file that has clocks, as pages show it."""


def states(file: ServedFile, events: Sequence[Event] | None = None) -> tuple[ClockState, ...]:
    """The clocks of a file, projected from its journal: one query and, now and then, the calendar's.

    `events`: those of the journal, where they have been read before.
    """
    read = KINDS.of(file.pk).journal.past_of(file.pk).events if events is None else events
    return project(read, rulebook_of(file), calendar_of(file.unit))


def explanations(file: ServedFile, language: str) -> list[Explanation]:
    """Why each deadline of the file is what it is (CLK-07). `language`: 'zh...' or anything else for English."""
    clocks = states(file)
    book, calendar = rulebook_of(file), calendar_of(file.unit)
    return [explain(clock, book, calendar, language_of(language), others=clocks) for clock in clocks]


def explanations_of(number: str, language: str) -> list[Explanation]:
    """The same by the number of a file; raises Unknown when the current actor sees no such file."""
    for kind in KINDS:
        found = kind.visible_to(current()).select_related("unit").filter(number=number).first()
        if found is not None:
            return explanations(found, language)
    raise Unknown(number)


def explanation(file: ServedFile, key: str, about: str, occurrence: int, language: str) -> Explanation | None:
    """Why that one clock of the file is due when it is; None when the file has no such clock (CLK-07)."""
    clocks = states(file)
    found = next((clock for clock in clocks if clock.name == (key, about, occurrence)), None)
    if found is None:
        return None
    return explain(found, rulebook_of(file), calendar_of(file.unit), language_of(language), others=clocks)
