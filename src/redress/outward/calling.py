"""One HTTP call to a far end, and whether it can have arrived where no answer came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import httpx

from redress.outward.deadline import Deadline


@dataclass(frozen=True, slots=True)
class Reply:
    """What the far end answered."""

    status: int
    body: bytes
    wait: float | None


class Reached(Enum):
    """Whether a call that got no answer can have arrived."""

    NEVER = "never"
    """The request never left."""
    PERHAPS = "perhaps"
    """It may have been carried out."""
    NOWHERE = "nowhere"
    """The address is none: no later call arrives either."""


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer, or none that could be read."""

    reached: Reached
    error: str


def call(
    method: str,
    url: str,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    *,
    seconds: float,
    proxy: str = "",
    most: int,
) -> Reply | Silence:
    """Ask a far end. Ends within twice `seconds`, however slowly it drips; reads no more than `most` bytes."""
    try:
        with (
            Deadline(2 * seconds) as deadline,
            httpx.Client(
                timeout=seconds, follow_redirects=False, trust_env=False, proxy=proxy or None
            ) as client,
            client.stream(
                method,
                url,
                content=body,
                headers=dict(headers or {}),
                extensions={"trace": _watched(deadline)},
            ) as response,
        ):
            return Reply(response.status_code, _read(response, most), _wait(response))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as fault:
        return Silence(Reached.NEVER, _words(fault))
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
        return Silence(Reached.NOWHERE, _words(fault))
    except httpx.HTTPError as fault:
        return Silence(Reached.PERHAPS, _words(fault))


def _watched(deadline: Deadline) -> Callable[[str, dict[str, Any]], None]:
    """The deadline learns of each connection as it is made; encrypted or not, it is the same line beneath."""

    def told(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            deadline.watch(info["return_value"].get_extra_info("socket"))

    return told


def _read(response: httpx.Response, most: int) -> bytes:
    found = b""
    for piece in response.iter_bytes():
        found += piece
        if len(found) > most:
            raise httpx.DecodingError("The answer is too long.", request=response.request)
    return found


def _wait(response: httpx.Response) -> float | None:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() and len(asked) < 7 else None


def _words(fault: Exception) -> str:
    """The kind of fault and its words, never the address: robots carry their secret in it."""
    return f"{type(fault).__name__}: {fault}".replace("\n", " ")[:200] if str(fault) else type(fault).__name__
