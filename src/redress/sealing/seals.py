"""Reads seals and verifies each with its key."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from redress.sealing.body import Body, mac
from redress.sealing.keys import SealKeys, sealing_keys
from redress.sealing.models import Seal

FIELDS = ("id", "at", "cause", "kinds", "pks", "digests", "key_id", "mac")
Row = tuple[Body, str, bytes]
"""What it is over, the id of its key, the seal."""


def read(after: int = 0, until: int | None = None) -> Iterator[Row]:
    """Seals with ids above `after`, up to `until`, in their order."""
    found = Seal.objects.filter(pk__gt=after).order_by("pk")
    if until is not None:
        found = found.filter(pk__lte=until)
    for number, at, cause, kinds, pks, digests, key_id, made in found.values_list(*FIELDS).iterator(5000):
        yield Body(number, at, cause, kinds, pks, bytes(digests)), key_id, bytes(made)


def holds(row: Row, keys: SealKeys | None = None) -> bool:
    body, key_id, made = row
    key = (keys or sealing_keys()).keys.get(key_id)
    return key is not None and hmac.compare_digest(mac(body, key), made)
