"""What an importer asks: would the codes fit, and which cases are here already (INT-17)."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import islice

from redress.complaints import moment
from redress.complaints.commands.import_case import Place
from redress.complaints.models import Complaint, JournalEntry

_AT_ONCE = 5000


def known(source: str) -> dict[str, str]:
    """The numbers of that register that were imported, each with the fingerprint of what it said then.

    The cases are read first and their entries by id: a join of both would have the planner guess, and it guesses
    badly right after a large import, before the tables are analysed.
    """
    cases = Complaint.objects.filter(external_source=source).exclude(external_number="")
    numbers = dict(cases.values_list("pk", "external_number"))
    found: dict[str, str] = {}
    for ids in _chunks(iter(numbers)):
        entries = JournalEntry.objects.filter(
            complaint_id__in=ids, sequence=1, command="import_case"
        ).order_by()
        found |= {
            numbers[case]: mark for case, mark in entries.values_list("complaint_id", "facts__fingerprint")
        }
    return found


def _chunks(ids: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(ids, _AT_ONCE)):
        yield chunk


def check(unit: str, channel: str, levels: Set[str], classes: Set[tuple[str, str]]) -> None:
    """Refuse a unit that does not exist, or codes that its rulebook does not know, before anything is written."""
    Place.of(unit, moment.now()).check(channel, levels, classes)
