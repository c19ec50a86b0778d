"""Pages by key, not by offset: the hundredth page costs what the first one does, and rows neither repeat nor vanish."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core import signing

Row = TypeVar("Row")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the sort key of its last row, None when that row had none, and its id."""

    at: datetime | None
    id: int

    def pack(self) -> str:
        """Opaque and signed: a cursor is handed out, not made up."""
        text = json.dumps([self.at.isoformat() if self.at else None, self.id], separators=(",", ":"))
        return _signer().sign(urlsafe_b64encode(text.encode()).decode().rstrip("="))


def unpack(text: str) -> Cursor | None:
    """The cursor again; None for none and for one that was tampered with: the list then begins at its start."""
    if not text:
        return None
    try:
        body = _signer().unsign(text)
    except signing.BadSignature:
        return None
    at, number = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return Cursor(datetime.fromisoformat(at) if at else None, number)


def _signer() -> signing.Signer:
    return signing.Signer(salt="redress.paging", sep="~")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, whether they continue a page before, and the cursor of the page after ('' when there is none)."""

    rows: Sequence[Row]
    next: str = ""
    continued: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows)
