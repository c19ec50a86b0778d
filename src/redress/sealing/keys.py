"""The keys that seals are made with: derived from the house's seal key, which never stands in the database."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PURPOSE = b"redress journal seal 1"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class SealKeys:
    """Keys of message authentication by their id; `current` makes new seals, all of them verify."""

    current: str
    keys: dict[str, bytes]

    @property
    def key(self) -> bytes:
        return self.keys[self.current]


def sealing_keys() -> SealKeys:
    """Of REDRESS_SEAL_KEY and REDRESS_OLD_SEAL_KEYS. Raises ImproperlyConfigured."""
    return _derived(settings.REDRESS_SEAL_KEY, tuple(settings.REDRESS_OLD_SEAL_KEYS))


@lru_cache(maxsize=4)
def _derived(current: str, old: tuple[str, ...]) -> SealKeys:
    made = [_derive(each) for each in (current, *old)]
    return SealKeys(made[0][0], dict(made))


def _derive(encoded: str) -> tuple[str, bytes]:
    """(id, key). The id is a short fingerprint of the key, so that it need not be configured."""
    try:
        seed = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        seed = b""
    if len(seed) != KEY_BYTES:
        raise ImproperlyConfigured("REDRESS_SEAL_KEY is not set, or is not 32 bytes in base64.")
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(seed)
    return hashlib.sha256(key).hexdigest()[:8], key
