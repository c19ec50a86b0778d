"""What happened on a case, newest first: one entry a command, with what it said (FLW-08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redress.casework import words
from redress.casework.journal import Past, past_of
from redress.complaints.models import Complaint, JournalEntry, JournalText
from redress.organisation.statements import Asked, Statement

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
    rows: Sequence[JournalEntry] = ()

    @property
    def past(self) -> Past:
        """What these entries say of the way of the case: all of it where none is older."""
        return past_of((row.sequence, row.events, row.state) for row in reversed(self.rows))


_BY = """LEFT JOIN organisation_user u ON u.id = t.by_id
    LEFT JOIN complaints_journaltext w ON w.complaint_id = t.complaint_id AND w.sequence = t.sequence"""
_NAME = {"by_name": "coalesce(nullif(u.name, ''), u.username, '')", "texts": "w.texts"}
_TEXTS: Any = JournalText._meta.get_field("texts")
_NEWEST = Statement(
    JournalEntry,
    f"{_BY} WHERE t.complaint_id = %s AND t.sequence < %s ORDER BY t.sequence DESC LIMIT %s",
    extra_columns=_NAME,
)
_ONE = Statement(JournalEntry, f"{_BY} WHERE t.complaint_id = %s AND t.sequence = %s", extra_columns=_NAME)


def page(case: Complaint, before: int | None = None, size: int = SIZE) -> Page:
    """The entries before that sequence number, newest first: one query, by the journal's own index."""
    return page_in(ask_page(case.pk, before, size), size)


def ask_page(case_id: int, before: int | None = None, size: int = SIZE) -> Asked:
    """Asks for them; `page_in` reads them."""
    return _NEWEST.ask([case_id, before or 2**31 - 1, size + 1])


def page_in(asked: Asked, size: int) -> Page:
    """The page that was asked for, of that size."""
    found = _NEWEST.made(asked)
    older = found[size - 1].sequence if len(found) > size else None
    return Page([_entry(row) for row in found[:size]], older, found[:size])


def one(case: Complaint, sequence: int) -> Entry | None:
    """A single entry."""
    row = _ONE.row([case.pk, sequence])
    return _entry(row) if row else None


def _entry(row: JournalEntry) -> Entry:
    sealed = _TEXTS.from_db_value(row.texts, None, None)  # type: ignore[attr-defined]  # of the statement
    texts = _TEXTS.opened(sealed, _TEXTS.named([row.complaint_id, row.sequence]))
    payload, facts = words.put_back(row.payload, row.facts, texts)
    times = [datetime.fromisoformat(event["at"]) for event in row.events]
    return Entry(
        sequence=row.sequence,
        command=row.command,
        by=row.by_name,  # type: ignore[attr-defined]  # the statement's own column
        at=row.at,
        happened_at=min(times, default=row.at),
        state=row.state,
        payload=payload,
        facts=facts,
    )
