"""Asks a policy system over HTTP: signed, within a time, once more where that is safe, its answers held to the values.

Whatever comes that was not agreed - silence, an error, other types, half an answer, policies of somebody else - is one
thing for whoever asks: Away. What it was stands in the log, without what was asked and answered.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

from django.conf import settings
from pydantic import Field, ValidationError

from redress.outward import signing
from redress.outward.calling import Reached, Reply, Silence, call
from redress.policies.http.answers import fits, wanted
from redress.policies.port import MOST, Asked, Away, Found
from redress.policies.values import Policy, Product, Value

log = logging.getLogger(__name__)

MOST_BYTES: Final = 4_000_000
REST_SECONDS: Final = 15
"""So long nobody waits for a system that was silent: whoever asks in that time is told at once."""
_AGAIN: Final = frozenset({502, 503, 504})
T = TypeVar("T", bound=Value)


class Policies(Value):
    """The answer to a search."""

    policies: tuple[Policy, ...] = Field(max_length=MOST)
    more: bool = False


class Products(Value):
    products: tuple[Product, ...] = Field(max_length=10_000)


class Http:
    """A policy system behind REDRESS_POLICIES_URL."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    def ready(self) -> bool:
        return True

    def find(self, asked: Asked) -> Found:
        if not wanted(asked):
            return Found()
        question = {"by": asked.by, "value": getattr(asked, asked.by), "most": MOST}
        if asked.by == "name":
            question["born"] = str(asked.born)
        reply = self._ask("POST", "/policies/search", json.dumps(question, ensure_ascii=False).encode())
        answer = _read(Policies, reply)
        if not all(fits(policy, asked) for policy in answer.policies):
            raise _away("it answered with policies that were not asked for")
        return Found(answer.policies, answer.more)

    def product(self, code: str) -> Product | None:
        reply = self._ask("GET", f"/products/{quote(code, safe='')}")
        if reply.status == 404:
            return None
        found = _read(Product, reply)
        if found.code != code:
            raise _away("it answered with a product that was not asked for")
        return found

    def products(self) -> tuple[Product, ...]:
        return tuple(
            sorted(_read(Products, self._ask("GET", "/products")).products, key=lambda each: each.code)
        )

    def _ask(self, method: str, path: str, body: bytes = b"") -> Reply:
        """Every question only reads, so that a second one is safe; it is asked where the first has cost little."""
        if time.monotonic() < self._rests_until:
            raise Away("it was silent a moment ago")
        begun, seconds = time.monotonic(), float(settings.REDRESS_POLICIES_SECONDS)
        answer = _call(method, path, body, seconds)
        if _worth_again(answer) and time.monotonic() - begun < seconds / 2:
            answer = _call(method, path, body, seconds)
        if isinstance(answer, Silence):
            self._rests_until = time.monotonic() + REST_SECONDS
            raise _away(answer.error)
        if answer.status not in (200, 404):
            raise _away(f"it answered {answer.status}")
        return answer


def _call(method: str, path: str, body: bytes, seconds: float) -> Reply | Silence:
    url = settings.REDRESS_POLICIES_URL.rstrip("/") + path
    try:
        at = urlsplit(url).path
    except ValueError as problem:
        return Silence(Reached.NOWHERE, str(problem))
    headers = {"Accept": "application/json"}
    if body:
        headers["Content-Type"] = "application/json"
    if settings.REDRESS_POLICIES_SECRET:
        key, secret = settings.REDRESS_POLICIES_KEY, settings.REDRESS_POLICIES_SECRET
        headers |= signing.headers(key, secret, method, at, body)
    return call(method, url, body, headers, seconds=seconds, most=MOST_BYTES)


def _worth_again(answer: Reply | Silence) -> bool:
    return answer.reached is Reached.NEVER if isinstance(answer, Silence) else answer.status in _AGAIN


def _read(kind: type[T], reply: Reply) -> T:
    if reply.status != 200:
        raise _away(f"it answered {reply.status}")
    try:
        return kind.model_validate_json(reply.body, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise _away(f"its answer does not hold at '{where}': {first['type']}") from None


def _away(trouble: str) -> Away:
    log.warning("The policy system is taken for away: %s", trouble)
    return Away(trouble)
