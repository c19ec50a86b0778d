"""Signatures between the house and an SMS gateway: HMAC-SHA256 over method, path, time and body."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Final

SKEW_SECONDS: Final = 300
"""A signature is believed for so long before and after its time."""


def sign(secret: str, method: str, path: str, at: int, body: bytes) -> str:
    """Hexadecimal. The body goes in as its SHA-256."""
    said = "\n".join([method, path, str(at), hashlib.sha256(body).hexdigest()])
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def headers(key: str, secret: str, method: str, path: str, body: bytes) -> dict[str, str]:
    """What a signed request carries."""
    at = int(time.time())
    return {"X-Key": key, "X-Time": str(at), "X-Signature": sign(secret, method, path, at, body)}


def holds(secret: str, method: str, path: str, at: str, body: bytes, signature: str) -> bool:
    """Whether a signature is right and of now. A house without a secret believes nothing."""
    if not secret or not at.isdecimal() or len(at) > 12 or abs(int(at) - time.time()) > SKEW_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, method, path, int(at), body).encode(), signature.encode())
