"""Phrases that are not said to a customer, found in a text, each with a better one (COM-08)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from redress.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the list that stands in the text."""

    phrase: str
    better: str
    cite: tuple[str, ...]


def find(rulebook: Rulebook, text: str) -> list[Hit]:
    """The phrases that stand in the text, in the order of the list; spaces between characters do not hide one."""
    said = _plain(text)
    return [
        Hit(entry.phrase, entry.better, entry.cite)
        for entry in rulebook.method.taboo
        if _plain(entry.phrase) in said
    ]


def _plain(text: str) -> str:
    """Full and half width alike, no spaces, no case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
