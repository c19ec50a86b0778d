"""Tickets: how the house tells the database who acts, so that nobody else can (SEC-01, SEC-06).

Once a connection a process proves that it knows the key of tickets, which it derives from its secret key and of which
the database holds a hash alone; it is given a secret of that session and seals each ticket with it. A ticket is entered
once and within a minute. What the database does with it stands in redress/operations/floor/acting.sql.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.statements import array

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
    return hmac.digest(secret.encode(), b"redress proof of tickets", "sha256")


def key_id(key: bytes) -> str:
    """How the database finds what it stores of it."""
    return hashlib.sha256(b"redress ticket key" + key).hexdigest()[:12]


def every_key() -> list[bytes]:
    """The key of now, then those of earlier secret keys, which processes that still run may use."""
    return [key(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def stored(key: bytes) -> bytes:
    """What the database keeps of a key: enough to know it again, nothing to make it from."""
    return hashlib.sha256(key).digest()


def answer(key: bytes, session: int) -> bytes:
    """The key, hidden by what nobody else can work out, for the session of that name."""
    hiding = hashlib.sha256(stored(key) + session.to_bytes(8, "big")).digest()
    return bytes(a ^ b for a, b in zip(key, hiding, strict=True))


def ticket(secret: bytes, actor: Actor, *, holds: int) -> tuple[str, bytes]:
    """A ticket for `actor` in the session with that secret, and its seal; `holds` seconds."""
    now = int(time.time())
    said: list[Any] = [
        "ticket",
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
        f"{timezone.localdate()}{{{','.join(sorted(posts(actor)))}}}",
    ]
    text = "|".join(map(str, said))
    return text, proof(secret, text)


def posts(actor: Actor) -> Iterator[str]:
    """Which post of whom: the database asks duty and reach of the same post, and of one's own where a deputy's does not
    do (`redress_has_over` and `redress_may_name`, as `has_over` and `may_name` here)."""
    own = actor.ways[0].posts
    for post in actor.posts:
        yield f"{post.duty.value}/{post.department}/{post.unit}/{int(post in own)}"


def proof(secret: bytes, said: str) -> bytes:
    """As redress_proof() makes it: SHA-256 keyed inside and outside, so that nobody lengthens what was said."""
    turned = secret[8:] + secret[:8]
    return hashlib.sha256(secret + hashlib.sha256(turned + said.encode()).digest()).digest()


def purpose(actor: Actor) -> str:
    """'system', 'person', or 'door' while nobody is signed in."""
    if actor.system:
        return "system"
    return "door" if actor.id is None else "person"


def ids(of: Collection[int]) -> str:
    """Keys as PostgreSQL writes an array of them, in their order."""
    return array(sorted(of))
