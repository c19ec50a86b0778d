"""Secrets of second factors, encrypted at rest (SEC-02)."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from redress.privacy import cipher, keys

PREFIX = "sealed:"
_PLACE = ("mfa_authenticator.data", "secret")


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors and recovery codes stand encrypted (SEC-02)."""

    def encrypt(self, text: str) -> str:
        return PREFIX + base64.b64encode(cipher.encrypt(text, *_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was written before secrets were encrypted is taken as it is, until `redress migrate` encrypts it."""
        if not encrypted_text.startswith(PREFIX):
            return encrypted_text
        return cipher.decrypt(base64.b64decode(encrypted_text.removeprefix(PREFIX)), *_PLACE)


def renew_factors() -> tuple[int, tuple[int, ...]]:
    """Encrypt with the current key what is in clear or under another; how many rows, and those that do not open."""
    done, broken = 0, list[int]()
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk"):
        try:
            data = {name: _renewed(value) for name, value in factor.data.items()}
        except cipher.Unreadable:
            broken.append(factor.pk)
            continue
        if data != factor.data:
            factor.data = data
            factor.save(update_fields=["data"])
            done += 1
    return done, tuple(broken)


def _renewed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renewed(each) for each in value]
    if not isinstance(value, str):
        return value
    current = cipher.prefix(keys.ring().current)
    if value.startswith(PREFIX) and base64.b64decode(value.removeprefix(PREFIX)).startswith(current):
        return value
    adapter = MfaAdapter()
    return adapter.encrypt(adapter.decrypt(value))
