"""Verifies the journals of sessions: each entry follows the one before it, and is as it was sealed (SEC-04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext_noop

from redress.casework import chain
from redress.committee.door import Sealed
from redress.committee.models import Session, SessionEntry
from redress.complaints.journal import Fault
from redress.sealing.keys import SealKeys, sealing_keys

MISSING = gettext_noop("missing entry")
NOT_AFTER = gettext_noop("does not follow the entry before it")
CHANGED = gettext_noop("content was changed")
LAST_MISSING = gettext_noop("the last entries are missing")


def verify() -> Iterator[tuple[str, list[Fault]]]:
    """(number, faults) of every session, in two queries."""
    keys = sealing_keys()
    entries = SessionEntry.objects.order_by("session_id", "sequence").defer("said").iterator(5000)
    found = {session: list(group) for session, group in groupby(entries, key=lambda each: each.session_id)}
    for pk, number, head in Session.objects.order_by("pk").values_list("pk", "number", "journal_head"):
        yield number, list(_faults(found.get(pk, ()), number, head, keys))


def _faults(entries: Iterable[SessionEntry], number: str, head: str, keys: SealKeys) -> Iterator[Fault]:
    """Entries of before there was a chain have no hash, and stand before all that have one."""
    previous, expected = "", 1
    for entry in entries:
        if entry.sequence != expected:
            yield Fault(number, expected, MISSING)
        if entry.hash or previous:
            if entry.previous != previous:
                yield Fault(number, entry.sequence, NOT_AFTER)
            if not chain.holds(Sealed.of(entry), number, keys):
                yield Fault(number, entry.sequence, CHANGED)
        previous, expected = entry.hash, entry.sequence + 1
    if previous != head:
        yield Fault(number, expected, LAST_MISSING)
