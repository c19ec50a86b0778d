"""Tickets: how the house tells the database who acts, so that nobody else can (SEC-01, SEC-06).

A ticket is sealed with a key that this process derives from its secret key; the database keeps the same key where only
the owner of the tables reads it. It is made for one session of the database, entered once and within a minute. What the
database does with it stands in redress/operations/floor/acting.sql.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from functools import lru_cache
from typing import Any

from django.conf import settings

from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty

BLOCK = 64
"""Bytes that SHA-256 hashes at a time; HMAC pads its key to as many."""

ENTERED_WITHIN = 60
"""Seconds."""

HOLDS = 15 * 60
"""Seconds for which a ticket of a request gives its person sight; no request takes as long."""

HOLDS_AT_WORK = 24 * 60 * 60
"""The same for jobs and the command line."""

AUDITORS = frozenset({Duty.AUDITOR})
"""Who reads the access log of their units."""


@lru_cache(maxsize=8)
def key(secret: str) -> bytes:
    """The key of tickets that belongs to a secret key of the site. It does not lead back to it."""
    return hmac.digest(secret.encode(), b"redress ticket", "sha256")


def key_id(key: bytes) -> str:
    """How the database finds it."""
    return hashlib.sha256(b"redress ticket key" + key).hexdigest()[:12]


def every_key() -> list[bytes]:
    """The key of now, then those of earlier secret keys, which processes that still run may use."""
    return [key(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def padded(key: bytes) -> tuple[bytes, bytes]:
    """The inner and the outer block of HMAC-SHA256, as the database keeps them."""
    block = key.ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)


def ticket(session: int, actor: Actor, *, holds: int) -> tuple[str, bytes]:
    """A ticket for `actor` in the session of that name, and its seal; `holds` seconds."""
    now = int(time.time())
    sealing = key(settings.SECRET_KEY)
    said: list[Any] = [
        key_id(sealing),
        session,
        time.time_ns(),
        now + ENTERED_WITHIN,
        now + holds,
        purpose(actor),
        "on" if actor.system else "",
        actor.id or "",
        ids(actor.people),
        ids(actor.units),
        ids(actor.departments),
        ids(actor.over(AUDITORS)),
        "{" + ",".join(sorted({post.duty.value for post in actor.posts})) + "}",
    ]
    text = "|".join(map(str, said))
    return text, hmac.digest(sealing, text.encode(), "sha256")


def purpose(actor: Actor) -> str:
    """'system', 'person', or 'door' while nobody is signed in."""
    if actor.system:
        return "system"
    return "door" if actor.id is None else "person"


def ids(of: frozenset[int]) -> str:
    """Keys as PostgreSQL writes an array of them: one type, however large they are."""
    return "{" + ",".join(map(str, sorted(of))) + "}"
