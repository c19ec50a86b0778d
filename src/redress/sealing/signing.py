"""The house's seal: an Ed25519 key that signs dossiers and checkpoints; anybody verifies with its public half."""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


@lru_cache(maxsize=2)
def private(encoded: str) -> Ed25519PrivateKey:
    """The private key from REDRESS_SEAL_KEY, 32 bytes in base64. Raises ImproperlyConfigured."""
    try:
        seed = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        seed = b""
    if len(seed) != KEY_BYTES:
        raise ImproperlyConfigured("REDRESS_SEAL_KEY is not set, or is not 32 bytes in base64.")
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """SHA-256 of the raw public key, by which people compare keys."""
    return hashlib.sha256(_read(pem).public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


def sign(key: Ed25519PrivateKey, content: bytes) -> bytes:
    return base64.b64encode(key.sign(content)) + b"\n"


def signed(pem: bytes, content: bytes, signature: bytes) -> bool:
    """Whether the signature was made over the content with the private half of the key."""
    try:
        _read(pem).verify(base64.b64decode(signature.strip(), validate=True), content)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _read(pem: bytes) -> Ed25519PublicKey:
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key


def house_keys() -> list[bytes]:
    """The public keys (PEM) of this house's seals, the present one first; none where the house has no seal."""
    seeds = [each for each in (settings.REDRESS_SEAL_KEY, *settings.REDRESS_OLD_SEAL_KEYS) if each]
    return [public_pem(private(each).public_key()) for each in seeds]
