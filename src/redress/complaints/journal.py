"""The journal's hash chain: making entries and verifying them (SEC-04)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from redress.casework.chain import canonical, holds, is_keyed, plain
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.statements import Asked, array, given
from redress.rulebook import Event


def to_json(event: Event) -> dict[str, Any]:
    """An event as the journal keeps it, names in order; empty parts are left out."""
    kept: dict[str, Any] = {"name": event.name, "at": event.at.isoformat()}
    for part in ("about", "reason", "approver"):
        if value := getattr(event, part):
            kept[part] = value
    if event.subject:
        kept["subject"] = dict(sorted(event.subject.items()))
    if event.due:
        kept["due"] = event.due.isoformat()
    return dict(sorted(kept.items()))


def from_json(kept: dict[str, Any], entry: int) -> Event:
    """The event again."""
    due = kept.get("due")
    return Event(
        name=kept["name"],
        at=datetime.fromisoformat(kept["at"]),
        entry=entry,
        subject=kept.get("subject", {}),
        about=kept.get("about", ""),
        due=datetime.fromisoformat(due) if due else None,
        reason=kept.get("reason", ""),
        approver=kept.get("approver", ""),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """What the journal says of a case's way: the events its clocks read, and the states it has been in, in order."""

    events: list[Event]
    states: list[str]


_PAST = """
    SELECT sequence, events, state FROM complaints_journalentry WHERE complaint_id = %s ORDER BY sequence
"""


def past_of(case_id: int) -> Past:
    """All of it, in the order it was entered: one query."""
    return past_in(ask_past(case_id))


def ask_past(case_id: int) -> Asked:
    """Asks for it; `past_in` reads it."""
    return Asked(_PAST, [case_id])


def past_in(asked: Asked) -> Past:
    """What was found of the case that was asked for."""
    past = Past([], [])
    for sequence, events, state in asked.all():
        past.events.extend(from_json(kept, sequence) for kept in json.loads(events))
        past.states.append(state)
    return past


_EVENTS = f"""
    SELECT complaint_id, sequence, events FROM complaints_journalentry
     WHERE complaint_id = ANY ({given("%s")}) ORDER BY complaint_id, sequence
"""  # noqa: S608 - constants only


def events_of(case_ids: Iterable[int]) -> dict[int, list[Event]]:
    """All events of the cases, in the order they were entered: one query."""
    found: dict[int, list[Event]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [array(case_ids)])
        for case_id, sequence, events in cursor.fetchall():
            found.setdefault(case_id, []).extend(from_json(kept, sequence) for kept in json.loads(events))
    return found


def entered_at(case_ids: Collection[int]) -> dict[int, datetime]:
    """When these cases came into the register, whatever their entries say of before: one query, none for none."""
    if not case_ids:
        return {}
    first = JournalEntry.objects.filter(complaint_id__in=case_ids, sequence=1).order_by()
    return dict(first.values_list("complaint_id", "at"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a journal does not hold, and how."""

    number: str
    sequence: int
    what: str


def skeleton(case: Complaint, before: int | None = None) -> str:
    """SHA-256 over what the journal keeps of each entry when its content is destroyed (CLO-10).

    The entry of the disposal holds it, and that entry is sealed like any other: so who did what when stays provable
    although the content, which the hash of each entry covers, is gone. `before`: entries below that sequence only.
    """
    entries = case.journal.order_by("sequence")
    if before is not None:
        entries = entries.filter(sequence__lt=before)
    digest = hashlib.sha256()
    for e in entries:
        at = e.at.astimezone(UTC).isoformat()
        kept = [e.sequence, at, e.command, e.by_id, e.state, e.events, e.key, e.previous, e.hash]
        digest.update(canonical(kept) + b"\n")
    return digest.hexdigest()


NO_CASE = gettext_noop("the entries of a case that is not there")

DISPOSE = "dispose"
"""The command after which the entries before it are a skeleton."""


def verify(case: Complaint) -> Iterator[Fault]:
    """Every entry that was changed, inserted or removed. Nothing means the chain holds."""
    previous, expected = "", 1
    disposed = case.journal.filter(command=DISPOSE).order_by("sequence").first()
    bare = disposed.sequence if disposed else 0
    for entry in case.journal.order_by("sequence"):
        if entry.sequence != expected:
            yield Fault(case.number, expected, gettext_noop("missing entry"))
        if entry.previous != previous:
            yield Fault(case.number, entry.sequence, gettext_noop("does not follow the entry before it"))
        if entry.sequence >= bare and not _holds(entry, case.number, disposed):
            yield Fault(case.number, entry.sequence, gettext_noop("content was changed"))
        previous, expected = entry.hash, entry.sequence + 1
    if disposed and skeleton(case, bare) != disposed.facts.get("skeleton"):
        yield Fault(
            case.number, bare, gettext_noop("what is left of the entries before the disposal was changed")
        )
    if previous != case.journal_head:
        yield from _unless_it_grew(case, expected)


def _holds(entry: JournalEntry, number: str, disposed: JournalEntry | None) -> bool:
    """Of a case that was disposed of before entries were under a key, the hashes stay: its skeleton names them."""
    return holds(entry, number) or (
        disposed is not None and not is_keyed(entry.hash) and plain(entry, number) == entry.hash
    )


def _unless_it_grew(case: Complaint, expected: int) -> Iterator[Fault]:
    """The row was read before the journal: if somebody has worked on the case since, look again."""
    fresh = Complaint.objects.only("id", "number", "journal_head").get(pk=case.pk)
    if fresh.journal_head == case.journal_head:
        yield Fault(case.number, expected, gettext_noop("the last entries are missing"))
    else:
        yield from verify(fresh)
