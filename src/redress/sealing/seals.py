"""Reads seals and verifies each with its key."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import Any

from redress.sealing.body import Body, mac
from redress.sealing.keys import SealKeys, sealing_keys
from redress.sealing.models import Seal

FIELDS = ("id", "at", "cause", "kinds", "pks", "digests", "key_id", "mac", "follows")
Row = tuple[Body, str, bytes]
"""What it is over, the id of its key, the seal."""


def as_row(values: Any) -> Row:
    """Of the values of FIELDS."""
    number, at, cause, kinds, pks, digests, key_id, made, follows = values
    return Body(number, at, cause, kinds, pks, bytes(digests), follows), key_id, bytes(made)


def read() -> Iterator[Row]:
    """Every seal, in the order of ids."""
    for values in Seal.objects.order_by("pk").values_list(*FIELDS).iterator(5000):
        yield as_row(values)


def holds(row: Row, keys: SealKeys | None = None) -> bool:
    body, key_id, made = row
    key = (keys or sealing_keys()).keys.get(key_id)
    return key is not None and hmac.compare_digest(mac(body, key), made)
