"""What an importer asks: would the codes fit, and which cases are here already (INT-17)."""

from __future__ import annotations

from collections.abc import Set

from django.db.models import Q

from redress.complaints import moment
from redress.complaints.commands.import_case import Place
from redress.complaints.models import JournalEntry


def known(source: str) -> dict[str, str]:
    """The numbers of that register that were imported, each with the fingerprint of what it said then: one query."""
    rows = JournalEntry.objects.filter(
        ~Q(complaint__external_number=""),
        complaint__external_source=source,
        sequence=1,
        command="import_case",
    )
    return dict(rows.values_list("complaint__external_number", "facts__fingerprint"))


def check(unit: str, channel: str, levels: Set[str], classes: Set[tuple[str, str]]) -> None:
    """Refuse a unit that does not exist, or codes that its rulebook does not know, before anything is written."""
    Place.of(unit, moment.now()).check(channel, levels, classes)
