"""The hash that chains journal entries. Pure, so that a journal can be verified where no Redress runs (SEC-04)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any, Protocol


def canonical(value: Any) -> bytes:
    """JSON that is the same for the same value, whatever the order of keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Sayings(Protocol):
    """What an entry says; a journal entry, or whoever writes many of them at once."""

    previous: Any
    sequence: Any
    at: Any
    command: Any
    by_id: Any
    state: Any
    payload: Any
    facts: Any
    events: Any
    key: Any


def seal(entry: Sayings, number: str) -> str:
    """SHA-256 over everything an entry says and the hash before it."""
    said = [
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
    return hashlib.sha256(canonical(said)).hexdigest()
