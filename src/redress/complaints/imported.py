"""Which cases of another register are here already (INT-17)."""

from __future__ import annotations

from collections.abc import Collection

from redress.complaints.models import JournalEntry


def known(source: str, numbers: Collection[str]) -> dict[str, str]:
    """The numbers of that register that were imported, each with the fingerprint of what it said then: one query."""
    rows = JournalEntry.objects.filter(
        complaint__external_source=source,
        complaint__external_number__in=list(numbers),
        sequence=1,
        command="import_case",
    )
    return dict(rows.values_list("complaint__external_number", "facts__fingerprint"))
