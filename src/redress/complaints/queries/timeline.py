"""What happened on a case, newest first: one entry a command, with what it said (FLW-08)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final

from redress.casework import words
from redress.casework.journal import Past, past_of
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.commands.registry import COMMANDS
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.handling.commands.investigate import GiveFeedback
from redress.complaints.law.commands.extend import TellExtension
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.models import Complaint, JournalEntry, JournalText
from redress.organisation.statements import Asked, Statement

SIZE = 15
BEFORE = 7
"""Entries read besides, unopened: among clock steps the last deeds of people are a little further back."""


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


class Show(StrEnum):
    """What somebody looks for in a time line."""

    ALL = ""
    PEOPLE = "people"
    SYSTEM = "system"
    MESSAGES = "messages"
    """What the customer and others were told, and what they said."""
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Last:
    """What somebody did, as its name alone says it."""

    command: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, and the sequence number to ask for older ones with; None when these are the oldest."""

    entries: list[Entry]
    older: int | None
    rows: Sequence[JournalEntry] = ()
    more: Sequence[JournalEntry] = ()
    """Entries before these that were read with them."""

    def by_people(self, most: int = 3) -> list[Last]:
        """The last deeds of people among what was read."""
        found = [row for row in (*self.rows, *self.more) if row.by_id is not None]
        return [Last(row.command, row.by_name, row.at) for row in found[:most]]  # type: ignore[attr-defined]

    @property
    def past(self) -> Past:
        """What these entries say of the way of the case: all of it where none is older."""
        return past_of((row.sequence, row.events, row.state) for row in reversed(self.rows))


_BY = """LEFT JOIN organisation_user u ON u.id = t.by_id
    LEFT JOIN complaints_journaltext w ON w.complaint_id = t.complaint_id AND w.sequence = t.sequence"""
_NAME = {"by_name": "coalesce(nullif(u.name, ''), u.username, '')", "texts": "w.texts"}
_TEXTS: Any = JournalText._meta.get_field("texts")
_CONTACTS: Final = (Confirm, RecordContact, RecordTelling, TellExtension, GiveFeedback, RecordCallback)
"""What is said to the customer, and hears the answer."""


@cache
def _newest(show: Show) -> Statement[JournalEntry]:
    """The newest entries of that sort before a sequence number. Commands are known once all rooms are."""
    return Statement(
        JournalEntry,
        f"{_BY} WHERE t.complaint_id = %s AND t.sequence < %s {_condition(show)} ORDER BY t.sequence DESC LIMIT %s",
        extra_columns=_NAME,
    )


def _condition(show: Show) -> str:
    letters = [each for each in COMMANDS if each.family is Family.LETTERS]
    return {
        Show.ALL: "",
        Show.PEOPLE: "AND t.by_id IS NOT NULL",
        Show.SYSTEM: "AND t.by_id IS NULL",
        Show.MESSAGES: f"AND (jsonb_exists(t.facts, 'told') OR {_named(_CONTACTS)})",
        Show.LETTERS: f"AND {_named(letters)}",
    }[show]


def _named(commands: Iterable[type[Command]]) -> str:
    names = ", ".join(f"'{each.name}'" for each in commands)
    return f"t.command IN ({names})"


_ONE = Statement(JournalEntry, f"{_BY} WHERE t.complaint_id = %s AND t.sequence = %s", extra_columns=_NAME)


def page(case: Complaint, before: int | None = None, size: int = SIZE, show: Show = Show.ALL) -> Page:
    """The entries before that sequence number, newest first: one query, by the journal's own index."""
    return page_in(_newest(show).ask([case.pk, before or 2**31 - 1, size + 1]), size)


def ask_page(case_id: int, size: int = SIZE) -> Asked:
    """Asks for the newest; `page_in` reads them, with some before them for `by_people`."""
    return _newest(Show.ALL).ask([case_id, 2**31 - 1, size + BEFORE])


def page_in(asked: Asked, size: int) -> Page:
    """The page that was asked for, of that size."""
    found = _newest(Show.ALL).made(asked)
    older = found[size - 1].sequence if len(found) > size else None
    return Page([_entry(row) for row in found[:size]], older, found[:size], found[size:])


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
