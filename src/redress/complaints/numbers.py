"""Numbers of cases: the letter of the line, the year, and a running number, e.g. L2026-0000123."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, tzinfo
from itertools import count, islice
from typing import Final

from django.db import connection, models
from django.utils import timezone

from redress.casework.numbering import Numbering
from redress.privacy.identity import sequence
from redress.privacy.visible import half_width

_LETTERS = {"life": "L", "property": "P", "health": "H", "group": "G"}


_DASHES = re.compile("[-‐‑‒–—―−－]+")
NUMBERS: Final = Numbering("[A-Z]", 0, "complaints_complaint_number")
"""The letter is that of the line."""
NUMBER = NUMBERS.pattern
"""A number of a case as the house writes it."""
_WITHOUT_DASH = re.compile(r"^([A-Z]20\d{2})(\d{7,})$")
_PROVISIONAL = 10**12
_pretended: ContextVar[Iterator[int] | None] = ContextVar("redress_provisional_numbers", default=None)


@contextmanager
def provisional(after: int = 0) -> Iterator[None]:
    """Inside, numbers are made up: for what is taken back afterwards and must leave no hole in the register.

    `after`: so many are left to others that do the same at the same moment.
    """
    token = _pretended.set(iter(count(_PROVISIONAL + after)))
    try:
        yield
    finally:
        _pretended.reset(token)


_FIRST = "SELECT redress_next_each(%s::text[], %s, %s)"

Keys = dict[type[models.Model], list[int]]


def take_first(by: int | None, key: str, parts: Mapping[type[models.Model], int]) -> tuple[int, Keys] | None:
    """The id of a new case, and keys for so many rows of its `parts`; none of them, and none is used up, when this was
    done before under the same key (INT-01)."""
    if not key or by is None or _pretended.get() is not None:
        return take()[0], {}
    named = ["complaints_complaint_number"]
    for model, wanted in parts.items():
        named += [sequence(model)] * wanted
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [named, by, key])
        (found,) = cursor.fetchone()
    if found is None:
        return None
    first, *keys = found
    left = iter(keys)
    return first, {model: list(islice(left, wanted)) for model, wanted in parts.items()}


def take(count: int = 1) -> list[int]:
    """Ids for new cases, from the database's sequence."""
    if (pretended := _pretended.get()) is not None:
        return [next(pretended) for _ in range(count)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT redress_next('complaints_complaint_number', %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def written(said: str) -> str:
    """The number of a case, an order or a letter as it is written, however it was typed: l2026 0000123."""
    text = _DASHES.sub("-", "".join(half_width(said).upper().split()))
    return _WITHOUT_DASH.sub(r"\1-\2", text)


def number(line: str, received: datetime, case_id: int, zone: tzinfo | None = None) -> str:
    """The number people read and write. `zone`: the house's, of who asks for many."""
    return f"{_LETTERS[line]}{timezone.localtime(received, zone).year}-{case_id:07d}"
