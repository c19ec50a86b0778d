"""Answers about the course of a case: its journal, its deadlines, what can be done next."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field, JsonValue

from redress.api.schemas import Instant, Out
from redress.rulebook import State


class EntryOut(Out):
    """One journal entry. `at` is when it was entered, `happened_at` when it counts; personal data stand masked."""

    sequence: int
    command: str
    by: str
    at: Instant
    happened_at: Instant
    state: State
    payload: dict[str, JsonValue]
    facts: dict[str, JsonValue]


class JournalOut(BaseModel):
    """Entries, newest first; `next` asks for older ones, empty when these are the oldest."""

    items: list[EntryOut]
    next: str


class CitationOut(Out):
    key: str
    title: str
    text: str


class SkippedOut(Out):
    """Days that did not count, both ends included."""

    first: date
    last: date
    reason: str


class ExplanationOut(Out):
    """Why a deadline is what it is, in the language asked for."""

    headline: str
    rule: str
    citations: list[CitationOut]
    note: str
    started_by: str
    segments: list[str]
    skipped: list[SkippedOut]
    make_up: list[date]
    arithmetic: list[str]
    due: str
    provisional: str
    governed_by: str


class ClockOut(BaseModel):
    """A clock of the case. `due_at` is the end of the limit; `about` the order it belongs to, or empty."""

    key: str
    about: str
    occurrence: int
    group: str
    status: str
    started_at: Instant
    due_at: Instant
    warn_at: Instant | None
    stopped_at: Instant | None
    provisional: bool
    explanation: ExplanationOut


class ClocksOut(BaseModel):
    items: list[ClockOut]


class PossibleOut(BaseModel):
    """A command, and why it cannot be given now; `possible` when nothing stands against it. A command on one thing of
    the case - a letter, a link - is possible while there is such a thing: `about` has the input that names each."""

    command: str
    label: str
    possible: bool
    because: str = ""
    rule: str = ""
    about: list[dict[str, JsonValue]] = Field(default=[], examples=[[{"authorisation": 1}]])


class PossiblesOut(BaseModel):
    version: int
    state: State
    items: list[PossibleOut]
