"""The journal of cases, and verifying its hash chain, which a disposal leaves as a skeleton (SEC-04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from redress.casework.chain import (
    CHANGED,
    LAST_MISSING,
    MISSING,
    NOT_AFTER,
    Broken,
    holds,
    is_keyed,
    plain,
)
from redress.casework.journal import DISPOSE, NOT_THE_SKELETON, Journal
from redress.complaints.models import Complaint, JournalEntry, JournalText

JOURNAL: Final = Journal(Complaint, JournalEntry, JournalText, "complaint_id")
"""The journal of cases."""


def verify(case: Complaint) -> Iterator[Broken]:
    """Every entry that was changed, inserted or removed. Nothing means the chain holds."""
    previous, expected = "", 1
    disposed = case.journal.filter(command=DISPOSE).order_by("sequence").first()
    bare = disposed.sequence if disposed else 0
    for entry in case.journal.order_by("sequence"):
        if entry.sequence != expected:
            yield Broken(expected, MISSING)
        if entry.previous != previous:
            yield Broken(entry.sequence, NOT_AFTER)
        if entry.sequence >= bare and not _holds(entry, case.number, disposed):
            yield Broken(entry.sequence, CHANGED)
        previous, expected = entry.hash, entry.sequence + 1
    if disposed and JOURNAL.skeleton(case.pk, bare) != disposed.facts.get("skeleton"):
        yield Broken(bare, NOT_THE_SKELETON)
    if previous != case.journal_head:
        yield from _unless_it_grew(case, expected)


def _holds(entry: JournalEntry, number: str, disposed: JournalEntry | None) -> bool:
    """Of a case that was disposed of before entries were under a key, the hashes stay: its skeleton names them."""
    return holds(entry, number) or (
        disposed is not None and not is_keyed(entry.hash) and plain(entry, number) == entry.hash
    )


def _unless_it_grew(case: Complaint, expected: int) -> Iterator[Broken]:
    """The row was read before the journal: if somebody has worked on the case since, look again."""
    fresh = Complaint.objects.only("id", "number", "journal_head").get(pk=case.pk)
    if fresh.journal_head == case.journal_head:
        yield Broken(expected, LAST_MISSING)
    else:
        yield from verify(fresh)
