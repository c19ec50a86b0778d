"""Secrets of second factors, encrypted at rest (SEC-02)."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

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
        return cipher.decrypt(_stored(encrypted_text), *_PLACE)


def unreadable_factors() -> tuple[int, ...]:
    """Rows of which a secret does not open."""
    return tuple(factor.pk for factor in _factors() if not _opens(factor))


def _opens(factor: Authenticator) -> bool:
    try:
        for value in factor.data.values():
            _opened(value)
    except cipher.Unreadable:
        return False
    return True


def _factors() -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return found.order_by("pk")


def _opened(value: Any) -> Any:
    if isinstance(value, list):
        return [_opened(each) for each in value]
    return MfaAdapter().decrypt(value) if isinstance(value, str) else value


def renew_factors() -> tuple[int, tuple[int, ...]]:
    """Encrypt with the current key what is in clear or under another; how many rows, and those that do not open."""
    done, broken = 0, list[int]()
    for factor in _factors():
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


def _stored(text: str) -> bytes:
    """Raises Unreadable for what was cut or changed."""
    try:
        return base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except ValueError:
        raise cipher.Unreadable("a secret of a second factor is no base64") from None


def _renewed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renewed(each) for each in value]
    if not isinstance(value, str):
        return value
    current = cipher.prefix(keys.ring().current)
    if value.startswith(PREFIX) and _stored(value).startswith(current):
        return value
    adapter = MfaAdapter()
    return adapter.encrypt(adapter.decrypt(value))
