"""How long to wait before the next attempt."""

from __future__ import annotations


def backoff(attempt: int, jitter: float, *, first: float, most: float, asked: float | None = None) -> float:
    """Seconds after the attempt of that number, from 1: doubled each time up to `most`, then shortened by up to half.

    `jitter` lies within 0 and 1; it keeps messages that failed together from coming back together. What the gateway
    `asked` for is granted, up to `most`.
    """
    full = min(most, first * 2.0 ** min(attempt - 1, 40))
    waited = full * (1 - jitter / 2)
    return max(waited, min(asked, most)) if asked is not None else waited
