"""A door of the house: what is changed while it is open is sealed before the transaction ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def door(name: str) -> Iterator[None]:
    """`name`, up to 40 characters, is what the seal says it was made for. Doors within a door are that door."""
    link: Any = connections[DEFAULT_DB_ALIAS]  # once: `connection` looks it up for each attribute
    doors = link.seal_doors
    doors.append(name)
    try:
        yield
        if len(doors) == 1 and link.in_atomic_block:
            link.seal_now()
    finally:
        doors.pop()


@contextmanager
def atomic(name: str) -> Iterator[None]:
    """A transaction of its own, or a part of the one that is open, behind a door."""
    with door(name), transaction.atomic():
        yield
