"""The words around a hit, with the hit marked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from redress.complaints.search import tokens

BEFORE, AFTER = 24, 72


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `hit` when it is what was looked for."""

    text: str
    hit: bool = False


def phrase_in(text: str, words: str) -> bool:
    """Whether the text says the words just so."""
    return _plain(words) in _plain(text)


def snippet(text: str, words: str) -> tuple[Piece, ...]:
    """About a hundred characters around the first hit, every hit in them marked; the beginning when none is found."""
    text = " ".join(text.split())
    looked_for = sorted({*words.lower().split(), *tokens(words)}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, looked_for)) or r"(?!)", re.IGNORECASE)
    if not pattern.search(text):
        # Full-width letters and digits are looked for as if they were half-width.
        text = unicodedata.normalize("NFKC", text)
    first = pattern.search(text)
    start = max(0, first.start() - BEFORE) if first else 0
    end = min(len(text), (first.end() if first else BEFORE) + AFTER)
    pieces = [Piece("…")] if start else []
    place = start
    for match in pattern.finditer(text, start, end):
        if match.start() > place:
            pieces.append(Piece(text[place : match.start()]))
        pieces.append(Piece(match.group(), hit=True))
        place = match.end()
    pieces.append(Piece(text[place:end] + ("…" if end < len(text) else "")))
    return tuple(_joined(pieces))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Bigrams that follow one another are one hit."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].hit is piece.hit:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.hit)
        elif piece.text:
            joined.append(piece)
    return joined


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
