"""The seal that chains journal entries, so that a journal can be verified where no Redress runs (SEC-04).

An entry's hash is HMAC-SHA-256 under a key that is derived from the house's seal key and never in the database:
whoever owns the database can compute no hash anew. It is written 'key id.hash', so that keys can change.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext_noop
from pydantic_core import to_json

from redress.privacy.keys import ring
from redress.sealing.keys import SealKeys, sealing_keys

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> bytes:
    """JSON that is the same for the same value, whatever the order of keys."""
    return _CANONICAL.encode(value).encode()


def request_digest(command: str, number: str, payload: Any) -> str:
    """A keyed fingerprint of a call, so that a key used for another request is noticed; it may cover personal data."""
    return hmac.digest(ring().index_key, canonical([command, number, payload]), "sha256").hex()


class Sayings(Protocol):
    """What an entry says; a journal entry, or whoever writes many of them at once."""

    @property
    def previous(self) -> Any: ...
    @property
    def sequence(self) -> Any: ...
    @property
    def at(self) -> Any: ...
    @property
    def command(self) -> Any: ...
    @property
    def by_id(self) -> Any: ...
    @property
    def state(self) -> Any: ...
    @property
    def payload(self) -> Any: ...
    @property
    def facts(self) -> Any: ...
    @property
    def events(self) -> Any: ...
    @property
    def key(self) -> Any: ...
    @property
    def request(self) -> Any: ...


def said(entry: Sayings, number: str) -> list[Any]:
    """Everything an entry says and the hash before it, but for the digest of its call."""
    return [
        entry.previous,
        number,
        entry.sequence,
        entry.at.astimezone(UTC).isoformat(),
        entry.command,
        entry.by_id,
        entry.state,
        entry.payload,
        entry.facts,
        entry.events,
        entry.key,
    ]


def seal(entry: Sayings, number: str, keys: SealKeys | None = None) -> str:
    """The hash of an entry under the present key: 'key id.hash', 60 characters at most."""
    keys = keys or sealing_keys()
    return _under(keys.current, keys.key, canonical(whole(entry, number)))


def seal_ordered(entry: Sayings, number: str, keys: SealKeys) -> str:
    """As `seal`, of an entry whose every name stands in order already and which holds no number with a fraction: its
    JSON need not be sorted, which takes three times as long as making it."""
    return _under(keys.current, keys.key, to_json(whole(entry, number)))


def whole(entry: Sayings, number: str) -> list[Any]:
    """What the hash of an entry is over."""
    return [*said(entry, number), entry.request]


def holds(entry: Any, number: str, keys: SealKeys | None = None) -> bool:
    """Whether the hash of an entry is that of what it says, under whichever of our keys it names."""
    if keys is None and not has_key(str(entry.hash)):
        return False
    keys = keys or sealing_keys()
    key_id, _dot, _hash = str(entry.hash).partition(".")
    key = keys.keys.get(key_id)
    return key is not None and hmac.compare_digest(
        _under(key_id, key, canonical(whole(entry, number))), entry.hash
    )


def _under(key_id: str, key: bytes, content: bytes) -> str:
    return f"{key_id}.{hmac.digest(key, content, 'sha256').hex()[:50]}"


def has_key(hash_: str) -> bool:
    """Whether we have the key that a hash names; without a seal of our own we have none."""
    return bool(settings.REDRESS_SEAL_KEY) and hash_.partition(".")[0] in sealing_keys().keys


def is_keyed(hash_: str) -> bool:
    return "." in hash_


def plain(entry: Sayings, number: str) -> str:
    """The hash that entries had before seals were keyed: SHA-256, which anybody can compute."""
    return hashlib.sha256(canonical(said(entry, number))).hexdigest()


class Kept(Protocol):
    """The columns of an entry whose words stand apart from it."""

    previous: Any
    sequence: Any
    at: Any
    command: Any
    by_id: Any
    state: Any
    key: Any
    request: Any
    hash: Any


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the hash is over of an entry that keeps apart what was given: that is under it by its fingerprint alone."""

    previous: str
    sequence: int
    at: datetime
    command: str
    by_id: int | None
    state: str
    facts: Any
    key: str
    request: str
    hash: str = ""
    payload: Any = field(default_factory=dict)
    events: Any = field(default_factory=list)

    @classmethod
    def of(cls, entry: Kept, facts: Any) -> Sealed:
        return cls(
            entry.previous, entry.sequence, entry.at, entry.command, entry.by_id, entry.state, facts, entry.key,
            entry.request, entry.hash,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain does not hold, and how."""

    sequence: int
    what: str


MISSING = gettext_noop("missing entry")
NOT_AFTER = gettext_noop("does not follow the entry before it")
CHANGED = gettext_noop("content was changed")
LAST_MISSING = gettext_noop("the last entries are missing")


def broken(entries: Iterable[Sealed], number: str, head: str, keys: SealKeys) -> Iterator[Broken]:
    """Every entry that was changed, inserted or removed. Entries of before there was a chain have no hash, and stand
    before all that have one."""
    previous, expected = "", 1
    for entry in entries:
        if entry.sequence != expected:
            yield Broken(expected, MISSING)
        if entry.hash or previous:
            if entry.previous != previous:
                yield Broken(entry.sequence, NOT_AFTER)
            if not holds(entry, number, keys):
                yield Broken(entry.sequence, CHANGED)
        previous, expected = entry.hash, entry.sequence + 1
    if previous != head:
        yield Broken(expected, LAST_MISSING)
