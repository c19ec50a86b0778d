"""What WeCom's and DingTalk's group robots have in common: JSON over HTTPS, an answer with an error code."""

from __future__ import annotations

import json
from collections.abc import Mapping

from redress.messages.channels.base import Answer
from redress.messages.channels.http import Silence, call
from redress.messages.models import Outcome

_NOT_TAKEN = frozenset({429, 503})


def post(url: str, said: Mapping[str, object], busy: frozenset[int]) -> Answer:
    """Post to a robot. It keeps no keys: whatever leaves a doubt is uncertain. `busy`: its codes for 'too many'."""
    body = json.dumps(said, ensure_ascii=False).encode()
    answer = call("POST", url, body, {"Content-Type": "application/json"})
    if isinstance(answer, Silence):
        return Answer(answer.outcome, error=answer.error, trouble=answer.outcome != Outcome.FAILED)
    if answer.status in _NOT_TAKEN:
        return Answer(Outcome.RETRY, error=str(answer.status), wait=answer.wait, trouble=True)
    if answer.status >= 500:
        return Answer(Outcome.UNCERTAIN, error=str(answer.status), trouble=True)
    if answer.status != 200:
        return Answer(Outcome.FAILED, error=str(answer.status))
    return _code(answer.body, busy)


def _code(body: bytes, busy: frozenset[int]) -> Answer:
    try:
        found = json.loads(body)
        code, words = int(found["errcode"]), str(found.get("errmsg", ""))[:200]
    except (ValueError, TypeError, KeyError, AttributeError):
        return Answer(Outcome.UNCERTAIN, error=body[:200].decode(errors="replace"))
    if code == 0:
        return Answer(Outcome.SENT)
    later = code in busy
    return Answer(Outcome.RETRY if later else Outcome.FAILED, error=f"{code} {words}", trouble=later)
