"""The one rule of what a text may hold: nothing that is not seen, and nothing that makes it read differently.

Pure. Every door asks it: commands, forms, API, import, names of files. Two names that look alike must be alike, or a
customer is registered twice and found once; a text that turns around what follows it reads differently elsewhere.

Left out without a word, because nobody typed it knowingly: marks of format (zero-width spaces and joiners, the byte
order mark, soft hyphens, marks of direction, tags), selectors of variants, fillers. Refused, because the words may be
meant: control characters, halves of a pair, code points that stand for nothing, and those of private use, which each
computer shows as something else. Bullets of Word's symbol fonts become bullets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Why = Literal["control", "half", "unassigned", "private"]

_LINES: Final = "\n\t"
_UNSEEN: Final = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Default-ignorable code points that are no marks of format: joiners of letters, Hangul fillers, selectors."""
_BULLETS: Final = "\uf06c\uf06e\uf075\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc"
_LEFT_OUT: Final = re.compile(f"[{_UNSEEN}]")
_OTHER: Final = re.compile(f"[{_UNSEEN}\u2800]")
_WHY: Final[dict[str, Why]] = {"Cc": "control", "Cs": "half", "Cn": "unassigned", "Co": "private"}
_REPLACED: Final = {"\u2800": " ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"} | dict.fromkeys(
    _BULLETS, "•"
)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A character that is refused: its place in the text, counted from 1, its code point, and why."""

    place: int
    code: str
    why: Why


def visible(text: str) -> str:
    """The text in its one form (NFC, lines by LF), without what nobody sees and without blanks around it.

    What `unfit` refuses stays, for the one who refuses to tell. Asked again of its own answer it changes nothing.
    """
    if text.isascii() and text.isprintable():  # as most words of a register are
        return text.strip()
    if not _all_seen(text) or _OTHER.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SHOWN)
    return unicodedata.normalize("NFC", text).strip()


def half_width(text: str) -> str:
    """Half width, composed, nothing unseen: what every value is read as first."""
    return text if text.isascii() and text.isprintable() else unicodedata.normalize("NFKC", visible(text))


def unfit(text: str) -> Unfit | None:
    """The first character of a text, cleaned or not, that cannot be taken."""
    if _all_seen(text):
        return None
    for place, char in enumerate(text, start=1):
        why = None if ideograph(char) else _WHY.get(unicodedata.category(char))
        if why is not None and char not in _LINES and char not in _REPLACED and char != "\r":
            return Unfit(place, f"{ord(char):04X}", why)
    return None


def hides(text: str) -> bool:
    """Whether a text holds anything that is not seen as it stands: what a file's name may not."""
    return any(
        not ideograph(char)
        and (unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or _OTHER.match(char))
        for char in text
    )


def ideograph(char: str) -> bool:
    """Whether it lies in the two planes that are kept for ideographs.

    Names in the register of the police have characters that the Unicode of this Python does not know yet: Extension H
    came with 15.0, I with 15.1. They stand for something all the same.
    """
    return "\U00020000" <= char <= "\U0003fffd" and ord(char) & 0xFFFF < 0xFFFE


def _all_seen(text: str) -> bool:
    """Whether it is made of signs, blanks, ends of lines and tabs alone, as almost every text is."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


class _Shown(dict[int, str]):
    """Code point -> what is written for it, worked out once for each that comes."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        left_out = unicodedata.category(char) == "Cf" or _LEFT_OUT.match(char)
        shown = "" if left_out else _REPLACED.get(char, char)
        if len(self) < _KNOWN:
            self[code] = shown
        return shown


_KNOWN: Final = 50_000
_SHOWN: Final = _Shown()
