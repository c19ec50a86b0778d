"""Verifies the journals of this room: each entry follows the one before it, and is as sealed (SEC-04)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from redress.assessment.door import sealed
from redress.assessment.models import AssessmentEntry, CorrectiveAction, KnowledgeArticle, Sample
from redress.assessment.models.entry import Numbered
from redress.casework.chain import Broken, broken
from redress.sealing.keys import sealing_keys

KINDS: tuple[type[Numbered], ...] = (CorrectiveAction, KnowledgeArticle, Sample)


def verify() -> Iterator[tuple[str, list[Broken]]]:
    """(number, faults) of every file of the room, in a fixed number of queries."""
    keys = sealing_keys()
    entries = AssessmentEntry.objects.exclude(number="").order_by("number", "sequence").iterator(5000)
    found = {
        number: [sealed(each) for each in group]
        for number, group in groupby(entries, key=lambda each: each.number)
    }
    for kind in KINDS:
        for number, head in kind._default_manager.order_by("number").values_list("number", "journal_head"):
            yield number, list(broken(found.get(number, ()), number, head, keys))
