"""Replays the journals of a period, in chunks and, if wanted, in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connections
from django.utils import timezone

from redress.casework import moment
from redress.casework.rulebooks import check_governs, opened_by_id
from redress.complaints.importing.facts_of_before import since_receipt
from redress.complaints.journal import JOURNAL
from redress.complaints.law.extension import told_before
from redress.complaints.models import Complaint
from redress.complaints.rulebooks.simulation.report import Report
from redress.organisation.acting import acting_as
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at, calendar_named
from redress.rulebook import Rulebook, loads, project
from redress.rulebook.replayed import replayed
from redress.rulebook.simulation import compare

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """What if cases registered from `first` to `last`, both included, had followed `rulebook`.

    `unit`: the path at or below which they are handled, empty for all that the actor sees. `calendar`: another
    working calendar for all of them; empty for each unit's own.
    """

    rulebook: Rulebook
    first: date
    last: date
    unit: str = ""
    calendar: str = ""

    def __post_init__(self) -> None:
        """Refuses a rulebook that is not for complaints (ORG-14)."""
        check_governs(self.rulebook, "complaints")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Travels to another process: the rulebook as its texts."""

    ids: tuple[int, ...]
    name: str
    texts: dict[str, str]
    calendar: str
    now: datetime
    actor: Actor


def simulate(
    question: Question,
    actor: Actor,
    *,
    processes: int = 1,
    progress: Callable[[int], object] | None = None,
) -> Report:
    """The figures over every case of the question that the actor sees. Changes nothing.

    `progress` is told how many more cases were replayed. With several processes the caller must hold no open
    transaction: each reads on a connection of its own.
    """
    chunks = list(_chunks(question, actor))
    report = Report()
    for part in _in_processes(chunks, processes) if processes > 1 else map(_replay, chunks):
        report.add(part)
        if progress:
            progress(part.cases)
    return report


def count(question: Question, actor: Actor) -> int:
    """How many cases it would replay."""
    return len(_ids(question, actor))


def _ids(question: Question, actor: Actor) -> list[int]:
    begin = timezone.make_aware(datetime.combine(question.first, time()))
    end = timezone.make_aware(datetime.combine(question.last + timedelta(days=1), time()))
    cases = Complaint.objects.visible_to(actor).filter(registered_at__gte=begin, registered_at__lt=end)
    if question.unit:
        cases = cases.filter(unit__path__startswith=question.unit)
    return list(cases.order_by("pk").values_list("pk", flat=True))


def _chunks(question: Question, actor: Actor) -> Iterator[_Chunk]:
    ids, book = _ids(question, actor), question.rulebook
    for start in range(0, len(ids), CHUNK):
        part = tuple(ids[start : start + CHUNK])
        yield _Chunk(part, book.name, book.texts, question.calendar, moment.now(), actor)


def _in_processes(chunks: list[_Chunk], processes: int) -> Iterator[Report]:
    connections.close_all()  # a connection does not survive being inherited
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
        for done in as_completed([pool.submit(_replay_as, chunk) for chunk in chunks]):
            yield done.result()


def _replay_as(chunk: _Chunk) -> Report:
    with acting_as(chunk.actor):
        return _replay(chunk)


def _replay(chunk: _Chunk) -> Report:
    new, report = _rulebook(chunk), Report()
    events = JOURNAL.events_of(chunk.ids)
    told = told_before(events)
    cases = Complaint.objects.visible_to(chunk.actor).filter(pk__in=chunk.ids)
    came = JOURNAL.entered_at([*cases.exclude(import_run=None).values_list("pk", flat=True)])
    for pk, book, unit, path, code, received, finding in cases.values_list(
        "pk", "rulebook_id", "unit__code", "unit__path", "class_code", "received_at", "callback_finding"
    ):
        calendar = calendar_named(chunk.calendar) if chunk.calendar else calendar_at(path)
        history = events.get(pk, [])
        before = project(history, opened_by_id(book), calendar_at(path))
        known = since_receipt(history, received, finding)
        after = project(replayed([*known, *history, *told.get(pk, [])], new), new, calendar)
        report.count(unit, code, compare(before, after, chunk.now, came.get(pk)))
    return report


_books: dict[str, Rulebook] = {}


def _rulebook(chunk: _Chunk) -> Rulebook:
    """Parsed once a process, because its clocks are compiled for each calendar."""
    text = chunk.texts[chunk.name]
    if text not in _books:
        _books.clear()
        _books[text] = loads(text, resolve=chunk.texts.__getitem__)
    return _books[text]
