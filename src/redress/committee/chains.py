"""Verifies the journals of sessions: each entry follows the one before it, and is as it was sealed (SEC-04)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from redress.casework.chain import Broken, broken
from redress.committee.door import sealed
from redress.committee.models import Session, SessionEntry
from redress.sealing.keys import sealing_keys


def verify() -> Iterator[tuple[str, list[Broken]]]:
    """(number, faults) of every session, in two queries."""
    keys = sealing_keys()
    entries = SessionEntry.objects.order_by("session_id", "sequence").defer("said").iterator(5000)
    found = {
        pk: [sealed(each) for each in group]
        for pk, group in groupby(entries, key=lambda each: each.session_id)
    }
    for pk, number, head in Session.objects.order_by("pk").values_list("pk", "number", "journal_head"):
        yield number, list(broken(found.get(pk, ()), number, head, keys))
