"""Journal entries with their words: read together, never stored together (SEC-02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from redress.casework import words
from redress.complaints.models import Complaint, JournalEntry, JournalText


@dataclass(frozen=True, slots=True)
class Said:
    """An entry, and what it was asked and did in whole words. `texts`: the words alone, by their places."""

    entry: JournalEntry
    payload: dict[str, Any]
    facts: dict[str, Any]
    texts: words.Texts


def of_case(case: Complaint) -> list[Said]:
    """All entries of the case in their order: two queries."""
    texts = {each.sequence: each.texts for each in case.journal_texts.all()}
    entries = case.journal.select_related("by").order_by("sequence")
    return [whole(entry, texts.get(entry.sequence, {})) for entry in entries]


def whole(entry: JournalEntry, texts: words.Texts) -> Said:
    return Said(entry, *words.put_back(entry.payload, entry.facts, texts), texts)


def not_as_said(entries: Iterable[JournalEntry], texts: Iterable[JournalText]) -> Iterator[tuple[int, str]]:
    """Of the entries of one case, sequence and place of words that are missing or were changed (SEC-04).

    An entry whose case was disposed of has lost its content with its words: there is nothing to compare.
    """
    kept = {each.sequence: each.texts for each in texts}
    for entry in entries:
        found = kept.pop(entry.sequence, {})
        for place in words.not_as_said(entry.complaint_id, entry.sequence, entry.payload, entry.facts, found):
            yield entry.sequence, place
    yield from ((sequence, place) for sequence, left in kept.items() for place in left)
