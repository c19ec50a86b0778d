"""What a file is about, in a line: the first sentence of what was written of it."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 60
_READ: Final = 400
"""Of a long text no more is looked at."""
_END: Final = re.compile(r"[。！？；!?;\r\n]")


def first_sentence(text: str) -> str:
    """Its first sentence that says something, at most LONGEST signs; what was cut off ends in an ellipsis."""
    parts = (" ".join(part.split()) for part in _END.split(text[:_READ]))
    first = next((part for part in parts if part), "")
    return first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…"
