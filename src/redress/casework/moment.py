"""What time it is: the real time, unless history is being entered (import, demonstration, tests)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("redress_moment", default=None)


def now() -> datetime:
    """Aware UTC."""
    return _fixed.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Everything inside happens at `moment`. Never reachable from a request."""
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
