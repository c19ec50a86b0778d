"""One HTTP call to a gateway, and what it means for a message whether and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings

from redress.messages.channels.deadline import Deadline
from redress.messages.models import Outcome

MOST_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """What the gateway answered."""

    status: int
    body: bytes
    wait: float | None


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer. RETRY: the request never left; UNCERTAIN: it may have been carried out."""

    outcome: Outcome
    error: str


def call(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Reply | Silence:
    """Ask a gateway. Ends within twice REDRESS_GATEWAY_SECONDS, however slowly the far end drips."""
    seconds = float(settings.REDRESS_GATEWAY_SECONDS)
    proxy = settings.REDRESS_GATEWAY_PROXY or None
    try:
        with (
            Deadline(2 * seconds) as deadline,
            httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False, proxy=proxy) as client,
            client.stream(
                method,
                url,
                content=body,
                headers=dict(headers or {}),
                extensions={"trace": _watched(deadline)},
            ) as response,
        ):
            return Reply(response.status_code, _read(response), _wait(response))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as fault:
        return Silence(Outcome.RETRY, _words(fault))
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
        return Silence(Outcome.FAILED, _words(fault))
    except httpx.HTTPError as fault:
        return Silence(Outcome.UNCERTAIN, _words(fault))


def _watched(deadline: Deadline) -> Callable[[str, dict[str, Any]], None]:
    """The deadline learns of each connection as it is made; encrypted or not, it is the same line beneath."""

    def told(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            deadline.watch(info["return_value"].get_extra_info("socket"))

    return told


def _read(response: httpx.Response) -> bytes:
    found = b""
    for piece in response.iter_bytes():
        found += piece
        if len(found) > MOST_BYTES:
            raise httpx.DecodingError("The answer is too long.", request=response.request)
    return found


def _wait(response: httpx.Response) -> float | None:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() and len(asked) < 7 else None


def _words(fault: Exception) -> str:
    """The kind of fault and its words, never the address: robots carry their secret in it."""
    return f"{type(fault).__name__}: {fault}".replace("\n", " ")[:200] if str(fault) else type(fault).__name__
