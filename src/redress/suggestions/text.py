"""A text as it is learned from and asked about: groups of characters, without what could name a person (SEC-02).

Numbers, mail addresses, what stands before a title such as 先生, and the names a caller knows are taken out before
anything is counted; no group reaches across the gap. Learning and asking go through this file alone, so that both see
the same text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

MOST = 4_000
"""Characters of a text that are looked at."""
LONGEST = 4
"""Characters of a group."""
GAP = " "

_NUMBERED = re.compile(r"[a-z0-9@._*+-]{0,40}[0-9@][a-z0-9@._*+-]{0,40}")
_TITLED = re.compile(r"[\u4e00-\u9fff]{1,2}(?:先生|女士|小姐|太太|老师|某某|某)")
_OTHER = re.compile(r"[^\u4e00-\u9fffa-z]+")
_WORD = re.compile(r"[a-z]{2,20}")
_SHORTEST_NAME, _LONGEST_NAME = 2, 4


@dataclass(frozen=True, slots=True)
class Names:
    """What must not be learned: names of people of any of the files, and of the house's staff."""

    short: frozenset[str] = frozenset()
    """Of two to four characters, the length of Chinese names: looked for at every place."""
    long: tuple[str, ...] = field(default=())
    """Others, the longest first."""

    @classmethod
    def of(cls, names: Collection[str]) -> Names:
        plain = {_plain(name).strip() for name in names}
        short = {name for name in plain if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME}
        long = {name for name in plain if len(name) > _LONGEST_NAME}
        return cls(frozenset(short), tuple(sorted(long, key=lambda name: (-len(name), name))))


NOBODY = Names()


def cleaned(text: str, names: Names = NOBODY) -> str:
    """Characters that may be learned, a gap where something was taken out."""
    plain = _plain(text[:MOST])
    for name in names.long:
        if name in plain:
            plain = plain.replace(name, GAP)
    if names.short:
        plain = _without(plain, names.short)
    plain = _NUMBERED.sub(GAP, plain)
    plain = _TITLED.sub(GAP, plain)
    return _OTHER.sub(GAP, plain).strip()


def groups(clean: str) -> Counter[str]:
    """How often each group of one to four characters stands in a cleaned text; words of Latin letters stay whole."""
    found: Counter[str] = Counter()
    for run in clean.split(GAP):
        chinese = _WORD.split(run)
        found.update(_WORD.findall(run))
        for part in chinese:
            for size in range(1, min(LONGEST, len(part)) + 1):
                found.update(part[at : at + size] for at in range(len(part) - size + 1))
    return found


def _plain(text: str) -> str:
    """One way to write each character; what nobody sees is left out, so that it hides no name."""
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFKC", seen).casefold()


def _without(text: str, names: frozenset[str]) -> str:
    """The text with a gap for each name, the longest at a place first."""
    kept, at = [], 0
    while at < len(text):
        longest = (
            size for size in range(_LONGEST_NAME, _SHORTEST_NAME - 1, -1) if text[at : at + size] in names
        )
        if size := next(longest, 0):
            kept.append(GAP)
            at += size
        else:
            kept.append(text[at])
            at += 1
    return "".join(kept)
