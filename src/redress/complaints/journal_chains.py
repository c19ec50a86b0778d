"""Verifies the journals of many cases in one pass over the entries, in the order of their cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from redress.casework import chain
from redress.casework.chain import MISSING, Broken
from redress.casework.journal import DISPOSE, NO_FILE
from redress.complaints import journal
from redress.complaints.models import Complaint, JournalEntry
from redress.sealing.keys import SealKeys, sealing_keys

_READ = (
    "complaint_id", "sequence", "at", "command", "by_id", "state", "payload", "facts", "events", "key", "request",
    "previous", "hash",
)  # fmt: skip


def verify(cases: Collection[int] | None = None) -> Iterator[tuple[str, list[Broken]]]:
    """(number, faults) of these cases, or of all. Entries of a case that is no more are a fault of its key."""
    entries = JournalEntry.objects.order_by("complaint_id", "sequence").only(*_READ)
    rows = Complaint.objects.order_by("pk")
    if cases is not None:
        entries, rows = entries.filter(complaint__in=list(cases)), rows.filter(pk__in=list(cases))
    keys = sealing_keys()
    known = rows.values_list("pk", "number", "journal_head").iterator(5000)
    case = next(known, None)
    for pk, group in groupby(entries.iterator(5000), key=lambda entry: entry.complaint_id):
        while case is not None and case[0] < pk:  # a case without an entry
            yield case[1], [Broken(1, MISSING)]
            case = next(known, None)
        if case is None or case[0] != pk:
            yield str(pk), [Broken(0, NO_FILE)]
            continue
        yield case[1], _faults(list(group), case[1], case[2], keys)
        case = next(known, None)
    while case is not None:
        yield case[1], [Broken(1, MISSING)]
        case = next(known, None)


def _faults(entries: list[JournalEntry], number: str, head: str, keys: SealKeys) -> list[Broken]:
    if any(entry.command == DISPOSE for entry in entries):
        return list(journal.verify(Complaint.objects.only("id", "number", "journal_head").get(number=number)))
    previous = ""
    for sequence, entry in enumerate(entries, start=1):
        if entry.sequence != sequence or entry.previous != previous or not chain.holds(entry, number, keys):
            return list(
                journal.verify(Complaint.objects.only("id", "number", "journal_head").get(number=number))
            )
        previous = entry.hash
    if previous != head:
        return list(journal.verify(Complaint.objects.only("id", "number", "journal_head").get(number=number)))
    return []


def entry_of(number: str, sequence: int = 0) -> int | None:
    """The key of an entry of a case; without a sequence of its last."""
    found = JournalEntry.objects.filter(complaint__number=number).order_by("-sequence")
    return (found.filter(sequence=sequence) if sequence else found).values_list("pk", flat=True).first()
