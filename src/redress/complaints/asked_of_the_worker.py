"""What somebody asks the worker to do in their name: sealed, so that nobody else can ask it (SEC-01, SEC-06).

A job is a row that whoever writes the queue could add. What carries a person's authority is therefore encrypted with a
key that is not in the database, for that kind of job and that person, and holds for a day. The reason in it is words of
a person, which would otherwise stand in clear in the queue.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from typing import Any, Final

from redress.privacy import cipher

HOLDS_SECONDS: Final = 24 * 60 * 60
_PLACE: Final = "procrastinate_jobs.args"


class NotAsked(Exception):
    """Nobody asked for this, or too long ago; nothing was done."""


def sealed(kind: str, actor: int, **said: Any) -> str:
    """What `actor` asks a job of that kind to do."""
    text = json.dumps({"at": int(time.time()), **said})
    return base64.b64encode(cipher.encrypt(text, _PLACE, f"{kind} {actor}")).decode()


def opened(kind: str, actor: int, order: str) -> dict[str, Any]:
    """What was asked. Raises NotAsked when that person did not, of that kind, within a day."""
    try:
        text = cipher.decrypt(base64.b64decode(order, validate=True), _PLACE, f"{kind} {actor}")
    except (cipher.Unreadable, binascii.Error, ValueError) as fault:
        raise NotAsked(f"{kind}: person {actor} asked nothing of this") from fault
    said: dict[str, Any] = json.loads(text)
    if not 0 <= time.time() - said.pop("at") + 60 <= HOLDS_SECONDS:
        raise NotAsked(f"{kind}: person {actor} asked this too long ago; ask again")
    return said
