"""What an importer asks: would the codes fit, and which cases are here already (INT-17)."""

from __future__ import annotations

from collections.abc import Sequence, Set

from redress.complaints import moment
from redress.complaints.commands.import_case import Place
from redress.complaints.models import Complaint, JournalEntry
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind


def known(source: str, numbers: Sequence[str]) -> dict[str, str]:
    """Which of these numbers of that register were imported, each with the fingerprint of what it said then.

    The cases are read first and their entries by id: a join of both would have the planner guess, and it guesses
    badly right after a large import, before the tables are analysed.
    """
    prints = {keyed(number, Kind.EXTERNAL): number for number in numbers if number}
    cases = Complaint.objects.filter(external_source=source, external_number_index__in=list(prints))
    found = cases.values_list("pk", "external_number_index")
    here = {case: prints[bytes(fingerprint)] for case, fingerprint in found}
    if not here:
        return {}
    entries = JournalEntry.objects.filter(
        complaint_id__in=list(here), sequence=1, command="import_case"
    ).order_by()
    return {here[case]: mark for case, mark in entries.values_list("complaint_id", "facts__fingerprint")}


def check(unit: str, channels: Set[str], levels: Set[str], classes: Set[tuple[str, str]]) -> None:
    """Refuse a unit that does not exist, or codes that its rulebook does not know, before anything is written."""
    place = Place.of(unit, moment.now())
    for channel in sorted(channels):
        place.check(channel, levels, classes)
