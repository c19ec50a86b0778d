"""AES-GCM per field. A stored value is: length of key id, key id, nonce, ciphertext with tag."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from redress.privacy.keys import KeyRing, ring

NONCE_BYTES = 12


class Unreadable(Exception):
    """A stored value was changed, or belongs to another column."""


@lru_cache(maxsize=16)
def _aead(key: bytes) -> AESGCM:
    return AESGCM(key)


def encrypt(plain: str, column: str, keys: KeyRing | None = None) -> bytes:
    """Encrypt `plain` for `column` ('table.field', authenticated so that a value cannot be moved elsewhere)."""
    keys = keys or ring()
    key_id = keys.current.encode()
    nonce = os.urandom(NONCE_BYTES)
    sealed = _aead(keys.key(keys.current)).encrypt(nonce, plain.encode(), column.encode())
    return bytes([len(key_id)]) + key_id + nonce + sealed


def decrypt(stored: bytes, column: str, keys: KeyRing | None = None) -> str:
    """The plain text. Raises Unreadable when the value was tampered with or moved from another column."""
    keys = keys or ring()
    key_id, rest = split(stored)
    try:
        return (
            _aead(keys.key(key_id)).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], column.encode()).decode()
        )
    except InvalidTag:
        raise Unreadable(f"{column}: the stored value does not open with key '{key_id}'.") from None


def split(stored: bytes) -> tuple[str, bytes]:
    """Key id and the rest of a stored value."""
    size = stored[0]
    return stored[1 : 1 + size].decode(), stored[1 + size :]


def prefix(key_id: str) -> bytes:
    """How every value written with that key begins; lets the database find what a rotation has left to do."""
    return bytes([len(key_id.encode())]) + key_id.encode()


def blind(plain: str, kind: str, keys: KeyRing | None = None) -> bytes | None:
    """A 16-byte keyed fingerprint for equality look-ups; None for nothing. Equal after normalising only."""
    normal = normalise(plain)
    if not normal:
        return None
    keys = keys or ring()
    return hmac.new(keys.index_key, f"{kind}:{normal}".encode(), hashlib.sha256).digest()[:16]


def keyed(text: str, kind: str, keys: KeyRing | None = None) -> bytes:
    """A 16-byte keyed fingerprint of exactly this text."""
    keys = keys or ring()
    return hmac.new(keys.index_key, f"{kind}:{text}".encode(), hashlib.sha256).digest()[:16]


def cache_key(key: str, prefix: str, version: int) -> str:
    """How Django's cache calls a value: by a fingerprint, for keys name addresses and accounts."""
    return keyed(f"{prefix}:{version}:{key}", "cache").hex()


def normalise(plain: str) -> str:
    """Full-width to half-width, no spaces and dashes, upper case; +86 of a phone number is dropped."""
    text = unicodedata.normalize("NFKC", plain).upper()
    text = "".join(ch for ch in text if not ch.isspace() and ch not in "-–—·.()")
    return text.removeprefix("+86")
