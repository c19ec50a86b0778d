"""Chinese full text without an extension: words of Latin letters and digits, and bigrams of Chinese characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_RUNS = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[a-z0-9]+")


def tokens(text: str) -> list[str]:
    """Lower-case tokens of a text, each once, in order: '退保损失' -> 退保 保损 损失."""
    return list(dict.fromkeys(_tokens(unicodedata.normalize("NFKC", text).lower())))


def _tokens(text: str) -> Iterator[str]:
    for run in _RUNS.findall(text):
        if run[0] < "㐀":
            yield run[:40]
        elif len(run) == 1:
            yield run
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))


def document(*texts: str) -> str:
    """The tsvector literal of some texts."""
    return " ".join(f"'{token}'" for token in tokens("\n".join(texts)))


def query(words: str) -> str:
    """The tsquery literal that wants all the words; '' when there is nothing to look for.

    A single Chinese character is looked for as the beginning of a bigram.
    """
    found = tokens(words)
    return " & ".join(f"'{token}':*" if len(token) == 1 else f"'{token}'" for token in found)
