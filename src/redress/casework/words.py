"""What was written in words does not stand in the journal: the journal keeps a keyed hash of it and says where it was.

The words themselves stand encrypted beside it (JournalText), so that a key can be rotated, and a case disposed of,
without touching the journal (SEC-02, CLO-10). A word is what is not known to be anything else: numbers, times, codes
by the schema of the command, and of what a command says it did the few things listed in `FACTS`. The hash is bound to
case, entry and place, so that equal texts do not look equal.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from redress.casework.command import Command
from redress.casework.schema_of_words import WORDS, Plan, plan
from redress.privacy.fields import GONE
from redress.privacy.keys import ring

Texts = dict[str, str]
"""Place in the entry -> what stood there."""

MARK: Final = "#"
"""The one key of what stands in the place of words: {"#": hash}. No field of a command can be called so."""
STRUCTURE: Final = "#json"
"""The same for a structure whose very keys are words."""

FACTS: Final = frozenset(
    {
        "action", "agrees", "amount", "approval", "at", "authorisation", "by", "calendar_until", "case",
        "channel", "class", "clock", "code", "complexity", "cover", "decision", "differs", "due",
        "ended_orders", "expires_at", "filled", "fingerprint", "flow", "grade", "ground", "held", "judgement",
        "kind", "last_day", "letter", "level", "link", "means", "number", "of_duty", "order", "parent",
        "proposal", "received_at", "referral", "retain_until", "retained_until", "review", "rule", "ruled",
        "ruling", "satisfaction", "sent_at", "session", "sha256", "since", "skeleton", "source",
        "source_before", "state", "step", "told_at", "unit", "until", "validity", "validity_before", "whom",
        "with",
    }
)  # fmt: skip
"""What a command says it did under these names is a code, a time, a hash or a number that the house gave."""

_KEY = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_is_key = lru_cache(maxsize=2_000)(_KEY.fullmatch)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""To the second and with its zone: nobody writes so."""


def taken_out(
    case_id: int, sequence: int, command: type[Command], payload: dict[str, Any], facts: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any], Texts]:
    """Payload and facts as the journal keeps them, names in order, and the words that stood in them."""
    out = _Out(case_id, sequence)
    kept = out.by_plan(payload, plan(command), "payload")
    return kept, out.by_name(facts, "facts", plain=False), out.texts


def put_back(payload: Any, facts: Any, texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Payload and facts with their words; what was destroyed reads as a dash."""
    return _back(payload, "payload", texts), _back(facts, "facts", texts)


def not_as_said(
    case_id: int, sequence: int, payload: Any, facts: Any, texts: Mapping[str, str]
) -> Iterator[str]:
    """Places whose words are missing, were changed, or are referred to by nothing (SEC-04)."""
    said = dict(_hashes(payload, "payload")) | dict(_hashes(facts, "facts"))
    for place, kept in said.items():
        if place not in texts or digest(case_id, sequence, place, texts[place]) != kept:
            yield place
    yield from (place for place in texts if place not in said)


def digest(case_id: int, sequence: int, place: str, text: str) -> str:
    """32 hexadecimal digits; whoever has no key learns nothing from it, not even which texts are equal."""
    return _of(_begun(ring().index_key), case_id, sequence, place, text)


def _of(begun: Any, case_id: int, sequence: int, place: str, text: str) -> str:
    hashed = begun.copy()
    hashed.update(f"{case_id}\0{sequence}\0{place}\0{text}".encode())
    return str(hashed.hexdigest())


@lru_cache(maxsize=4)
def _begun(index_key: bytes) -> Any:
    """The hash with its key read and nothing else yet: each text begins with a copy of it."""
    key = hashlib.blake2b(b"words of the journal", key=index_key, digest_size=32).digest()
    return hashlib.blake2b(key=key, digest_size=16)


class _Out:
    """Takes the words out of one entry."""

    def __init__(self, case_id: int, sequence: int) -> None:
        self.case_id, self.sequence = case_id, sequence
        self.texts: Texts = {}
        self._begun = _begun(ring().index_key)

    def by_plan(self, value: Any, plan_: Plan, place: str) -> Any:
        """As the schema of the command says; what it does not know is words."""
        if plan_ is None:
            return value
        if isinstance(plan_, dict) and isinstance(value, dict):
            return {
                name: value[name]
                if (inner := plan_.get(name, WORDS)) is None
                else self.by_plan(value[name], inner, f"{place}/{name}")
                for name in sorted(value)
            }
        if isinstance(plan_, list) and isinstance(value, list):
            return [self.by_plan(each, plan_[0], f"{place}/{n}") for n, each in enumerate(value)]
        return self.by_name(value, place, plain=False)

    def by_name(self, value: Any, place: str, *, plain: bool) -> Any:
        """As the name under which it stands says."""
        if isinstance(value, dict):
            if not all(map(_is_key, value)):
                return {STRUCTURE: self._keep(json.dumps(value, ensure_ascii=False), place)}
            return {
                name: self.by_name(value[name], f"{place}/{name}", plain=name in FACTS)
                for name in sorted(value)
            }
        if isinstance(value, list):
            return [self.by_name(each, f"{place}/{n}", plain=plain) for n, each in enumerate(value)]
        if isinstance(value, str) and value and not plain and not _TIME.fullmatch(value):
            return {MARK: self._keep(value, place)}
        return value

    def _keep(self, text: str, place: str) -> str:
        self.texts[place] = text
        return _of(self._begun, self.case_id, self.sequence, place, text)


def _back(value: Any, place: str, texts: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {MARK}:
            return texts.get(place, GONE)
        if value.keys() == {STRUCTURE}:
            return json.loads(texts[place]) if place in texts else {}
        return {name: _back(each, f"{place}/{name}", texts) for name, each in value.items()}
    if isinstance(value, list):
        return [_back(each, f"{place}/{n}", texts) for n, each in enumerate(value)]
    return value


def _hashes(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if value.keys() in ({MARK}, {STRUCTURE}):
            yield place, next(iter(value.values()))
            return
        for name, each in value.items():
            yield from _hashes(each, f"{place}/{name}")
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from _hashes(each, f"{place}/{n}")
