"""A door of the house: what is changed while it is open is sealed before the transaction ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def door(name: str) -> Iterator[None]:
    """`name`, up to 40 characters, is what the seal says it was made for. Doors within a door are that door."""
    link: Any = connection
    link.seal_doors.append(name)
    try:
        yield
        if len(link.seal_doors) == 1 and link.in_atomic_block:
            link.seal_now()
    finally:
        link.seal_doors.pop()


@contextmanager
def atomic(name: str) -> Iterator[None]:
    """A transaction of its own, or a part of the one that is open, behind a door."""
    with door(name), transaction.atomic():
        yield
