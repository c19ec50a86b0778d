"""AES-GCM per field, bound to the row it stands in.

A stored value is: length of key id with the high bit set, key id, nonce, ciphertext with tag. Its associated data
name the format, the column and the row, so that a value that was moved to another column or row does not open. Values
of before had no row in them and no high bit; only the migration that binds them opens one (`opened_unbound`).
"""

from __future__ import annotations

import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from redress.privacy.keys import KeyRing, ring
from redress.privacy.normalising import before, normalise

NONCE_BYTES = 12
BOUND = 0x80
"""Set in the first byte of a value that is bound to its row. Ids of keys are shorter than that."""


class Unreadable(Exception):
    """A stored value was changed, belongs to another column or row, or its key is not in the ring."""


@lru_cache(maxsize=16)
def _aead(key: bytes) -> AESGCM:
    return AESGCM(key)


def encrypt(plain: str, column: str, row: int | str, keys: KeyRing | None = None) -> bytes:
    """Encrypt `plain` for `column` ('table.field') of the row with that primary key."""
    return Many(keys, ahead=1).encrypt(plain, column, row)


class Many:
    """Encrypts many values under the present key: key and nonces are asked for once and not for each.

    It is made for one piece of work and let go with it: a process that came of another one by a copy would have the
    nonces that are drawn ahead as well.
    """

    __slots__ = ("_ahead", "_drawn", "_encrypt", "_left", "_prefix")

    def __init__(self, keys: KeyRing | None = None, *, ahead: int = 256) -> None:
        keys = keys or ring()
        self._encrypt, self._prefix = _aead(keys.key(keys.current)).encrypt, prefix(keys.current)
        self._ahead, self._drawn, self._left = ahead, b"", 0

    def encrypt(self, plain: str, column: str, row: int | str) -> bytes:
        """As `encrypt`."""
        if not self._left:
            self._drawn, self._left = os.urandom(NONCE_BYTES * self._ahead), self._ahead
        self._left -= 1
        nonce = self._drawn[NONCE_BYTES * self._left : NONCE_BYTES * (self._left + 1)]
        return self._prefix + nonce + self._encrypt(nonce, plain.encode(), _place(column, row))


def decrypt(stored: bytes, column: str, row: int | str, keys: KeyRing | None = None) -> str:
    """The plain text. Raises Unreadable when the value was tampered with, or moved from another column or row."""
    if not stored or not stored[0] & BOUND:
        raise Unreadable(f"{column} of row {row}: the value is not bound to its row.")
    return _opened(stored, _place(column, row), f"{column} of row {row}", keys or ring())


def opened_unbound(stored: bytes, column: str, keys: KeyRing | None = None) -> str:
    """What a value of before says: for the migration that binds it to its row, and for nothing else."""
    return _opened(stored, column.encode(), column, keys or ring())


def _opened(stored: bytes, place: bytes, where: str, keys: KeyRing) -> str:
    try:
        key_id, rest = split(stored)
        plain = _aead(keys.keys[key_id]).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], place)
        return plain.decode()
    except KeyError:
        raise Unreadable(f"{where}: the key ring has no key {key_id!r}.") from None
    except (InvalidTag, ValueError, IndexError):
        raise Unreadable(f"{where}: the stored value does not open.") from None


def _place(column: str, row: int | str) -> bytes:
    return f"redress 2\0{column}\0{row}".encode()


def split(stored: bytes) -> tuple[str, bytes]:
    """Key id and the rest of a stored value."""
    size = stored[0] & ~BOUND
    return stored[1 : 1 + size].decode(), stored[1 + size :]


@lru_cache(maxsize=64)
def prefix(key_id: str) -> bytes:
    """How every value written with that key begins; lets the database find what a rotation has left to do."""
    return bytes([BOUND | len(key_id.encode())]) + key_id.encode()


def blind(plain: str, kind: str, keys: KeyRing | None = None) -> bytes | None:
    """A 16-byte keyed fingerprint for equality look-ups; None for nothing. Equal after normalising only."""
    normal = normalise(plain, kind)
    return keyed(normal, kind, keys) if normal else None


def blinds(plain: str, kind: str) -> list[bytes]:
    """The fingerprints of every generation, for registers that keep them alone: who wants no messages, who was looked
    up. What was written there before the rules changed is found as well."""
    forms = dict.fromkeys(filter(None, (normalise(plain, kind), before(plain, kind))))
    return [keyed(form, kind) for form in forms]


def keyed(text: str, kind: str, keys: KeyRing | None = None) -> bytes:
    """A 16-byte keyed fingerprint of exactly this text."""
    keys = keys or ring()
    return hmac.digest(keys.index_key, f"{kind}:{text}".encode(), "sha256")[:16]


def cache_key(key: str, prefix: str, version: int) -> str:
    """How Django's cache calls a value: by a fingerprint, for keys name addresses and accounts."""
    return keyed(f"{prefix}:{version}:{key}", "cache").hex()
