"""What a seal is over, byte for byte. Pure: the same where it is made, verified, and proven offline."""

from __future__ import annotations

import hmac
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

TOLD = "redress.seal"
"""How the message of a trigger begins."""
VERSION = b"redress seal 1\x00"
FOLLOWING = b"redress seal 2\x00"
"""A seal that names the one before it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The content of a seal: of each row its kind, key, digest of 16 bytes.

    `follows`: the id of the seal that the same connection made before, so that none can be taken out from between.
    """

    id: int
    at: datetime
    cause: str
    kinds: Sequence[int]
    pks: Sequence[int]
    digests: bytes
    follows: int | None = None


def said(body: Body) -> bytes:
    """The bytes that are sealed. Each part has its length before it, so that no two bodies say the same."""
    parts = [
        struct.pack(">q", body.id),
        body.at.astimezone(UTC).isoformat().encode(),
        body.cause.encode(),
        struct.pack(f">{len(body.kinds)}h", *body.kinds),
        struct.pack(f">{len(body.pks)}q", *body.pks),
        bytes(body.digests),
    ]
    if body.follows is not None:
        parts.append(struct.pack(">q", body.follows))
    version = VERSION if body.follows is None else FOLLOWING
    return version + b"".join(struct.pack(">I", len(part)) + part for part in parts)


def mac(body: Body, key: bytes) -> bytes:
    return hmac.digest(key, said(body), "sha256")


def leaf(body: Body, mac: bytes) -> bytes:
    """What stands for the seal in the tree of a checkpoint, before it is hashed."""
    return said(body) + bytes(mac)
