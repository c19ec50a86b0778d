"""What happened on a case, newest first: one entry a command, with what it said (FLW-08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redress.complaints.models import Complaint, JournalEntry

SIZE = 15


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry. `at` is when it was entered, `happened_at` when it counts: a call, a reply sent earlier."""

    sequence: int
    command: str
    by: str
    at: datetime
    happened_at: datetime
    state: str
    payload: dict[str, Any]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, and the sequence number to ask for older ones with; None when these are the oldest."""

    entries: list[Entry]
    older: int | None


def page(case: Complaint, before: int | None = None, size: int = SIZE) -> Page:
    """The entries before that sequence number, newest first: one query, by the journal's own index."""
    rows = JournalEntry.objects.filter(complaint=case).select_related("by").order_by("-sequence")
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = list(rows[: size + 1])
    older = found[size - 1].sequence if len(found) > size else None
    return Page([_entry(row) for row in found[:size]], older)


def one(case: Complaint, sequence: int) -> Entry | None:
    """A single entry."""
    row = JournalEntry.objects.filter(complaint=case, sequence=sequence).select_related("by").first()
    return _entry(row) if row else None


def _entry(row: JournalEntry) -> Entry:
    times = [datetime.fromisoformat(event["at"]) for event in row.events]
    return Entry(
        sequence=row.sequence,
        command=row.command,
        by=str(row.by) if row.by_id else "",
        at=row.at,
        happened_at=min(times, default=row.at),
        state=row.state,
        payload=row.payload,
        facts=row.facts,
    )
