"""The key ring: which keys encrypt personal data, which one is current, which one indexes it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyRing:
    """AES-256 keys by id, the id that new values are written with, and the HMAC key of the blind index."""

    keys: dict[str, bytes]
    current: str
    index_key: bytes

    def key(self, key_id: str) -> bytes:
        """The key of that id; raises ImproperlyConfigured when the ring no longer holds it."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise ImproperlyConfigured(
                f"REDRESS_FIELD_KEYS has no key '{key_id}', yet stored values were written with it. "
                "Put it back behind the current key and run 'redress keys rotate'."
            ) from None


def parse(field_keys: str, index_key: str) -> KeyRing:
    """Read 'id:base64,id2:base64' (the first is current) and a base64 index key.

    Raises ImproperlyConfigured naming the setting and what is wrong with it.
    """
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in field_keys.split(","))):
        key_id, _, encoded = part.partition(":")
        if not key_id or len(key_id) > 20 or not encoded:
            raise ImproperlyConfigured(
                "REDRESS_FIELD_KEYS: write each key as id:base64, ids up to 20 characters."
            )
        keys[key_id] = decode("REDRESS_FIELD_KEYS", encoded)
    if not keys:
        raise ImproperlyConfigured(
            "REDRESS_FIELD_KEYS is empty: personal data cannot be stored without a key."
        )
    return KeyRing(keys=keys, current=next(iter(keys)), index_key=decode("REDRESS_INDEX_KEY", index_key))


def decode(setting: str, encoded: str) -> bytes:
    """The 32 bytes of a base64 key. Raises ImproperlyConfigured naming the setting."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise ImproperlyConfigured(f"{setting}: a key is not valid base64.") from None
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{setting}: a key must have {KEY_BYTES} bytes, this one has {len(key)}.")
    return key


@lru_cache(maxsize=4)
def _parsed(field_keys: str, index_key: str) -> KeyRing:
    return parse(field_keys, index_key)


@cache
def ring() -> KeyRing:
    """The key ring of the settings: asked for every value that is encrypted, so they are read once."""
    return _parsed(settings.REDRESS_FIELD_KEYS, settings.REDRESS_INDEX_KEY)


@receiver(setting_changed)
def _read_again(**_which: object) -> None:
    ring.cache_clear()
