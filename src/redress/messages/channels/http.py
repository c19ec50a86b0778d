"""One HTTP call to a gateway, and what it means for a message whether and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from redress.messages.models import Outcome
from redress.outward import calling
from redress.outward.calling import Reached, Reply

MOST_BYTES = 65_536
_MEANS = {Reached.NEVER: Outcome.RETRY, Reached.NOWHERE: Outcome.FAILED, Reached.PERHAPS: Outcome.UNCERTAIN}

__all__ = ["Reply", "Silence", "call"]


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer. RETRY: the request never left; UNCERTAIN: it may have been carried out."""

    outcome: Outcome
    error: str


def call(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Reply | Silence:
    """Ask a gateway. Ends within twice REDRESS_GATEWAY_SECONDS, however slowly the far end drips."""
    answer = calling.call(
        method,
        url,
        body,
        headers,
        seconds=float(settings.REDRESS_GATEWAY_SECONDS),
        proxy=settings.REDRESS_GATEWAY_PROXY,
        most=MOST_BYTES,
    )
    return answer if isinstance(answer, Reply) else Silence(_MEANS[answer.reached], answer.error)
