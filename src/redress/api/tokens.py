"""Making, finding and ending tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from redress.api.models import Token
from redress.organisation import as_of
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.models import User
from redress.sealing.doors import atomic

PREFIX = "rdr_"
HINT_CHARACTERS = 12
LAST_USE_IS_KNOWN_TO = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who comes with a token, and what it may be used for."""

    actor: Actor
    scopes: frozenset[str]
    token_id: int
    as_of: UUID | None
    """The stamp of the organisation as which the actor was found (redress.organisation.as_of)."""


def create(user: User, name: str, scopes: Collection[str], lifetime: timedelta) -> str:
    """A new token. This is the only time it can be read."""
    token = PREFIX + secrets.token_urlsafe(32)
    with atomic("token"):
        Token.objects.create(
            user=user,
            name=name,
            hint=token[:HINT_CHARACTERS],
            digest=_digest(token),
            scopes=sorted(set(scopes)),
            expires_at=timezone.now() + lifetime,
        )
    return token


_FIND = f"""
    SELECT id, user_id, scopes, last_used_at, {as_of.STAMP} FROM api_token
     WHERE digest = %s AND expires_at > %s AND revoked_at IS NULL
"""  # noqa: S608 - constants only


def find(token: str) -> Holder | None:
    """Who comes with the token now. None when it is unknown, expired or revoked, or its user is active no longer.

    One query, and another one for the person when the organisation has changed since this connection asked.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [_digest(token), now])
        row = cursor.fetchone()
    if row is None:
        return None
    token_id, user_id, scopes, last_used_at, stamp = row
    if last_used_at is None or now - last_used_at >= LAST_USE_IS_KNOWN_TO:
        _note_use(token_id, now)
    held = frozenset(scopes)
    actor = organisation.actor_as_of(stamp, user_id, held)
    return Holder(actor, held, token_id, stamp) if actor.id is not None else None


@dataclass(frozen=True, slots=True)
class Ended:
    """A token that holds no longer: whose it was, and where that person sits."""

    token_id: int
    username: str
    unit: int | None


def ended(token: str) -> Ended | None:
    """A token that was, and holds no longer; None for one that never was. Asked only of tokens that were refused."""
    found = Token.objects.filter(digest=_digest(token))
    row = found.values_list("pk", "user__username", "user__department__unit_id").first()
    return Ended(*row) if row else None


def revoke(hint: str) -> int:
    """End every token that begins like that; how many there were."""
    return Token.objects.filter(hint=hint, revoked_at=None).update(revoked_at=timezone.now())


def end_all(user_id: int, **_signal: object) -> None:
    """Every token of a person ends now."""
    Token.objects.filter(user=user_id, revoked_at=None).update(revoked_at=timezone.now())


def live(user: User) -> int:
    """How many tokens of a person could be used now."""
    return Token.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now()).count()


def listed(username: str | None) -> QuerySet[Token]:
    """Tokens, all or one user's, in the order they were made."""
    found = Token.objects.select_related("user")
    return found.filter(user__username=username) if username else found


def standing(token: Token) -> str:
    """Whether it can be used, in a word for the administrator."""
    if token.revoked_at:
        return f"revoked {token.revoked_at:%Y-%m-%d}"
    word = "until" if token.expires_at > timezone.now() else "expired"
    return f"{word} {token.expires_at:%Y-%m-%d}"


def _note_use(token_id: int, now: datetime) -> None:
    """At most one write a minute: of requests at the same moment the first one writes."""
    unknown = Q(last_used_at=None) | Q(last_used_at__lte=now - LAST_USE_IS_KNOWN_TO)
    Token.objects.filter(unknown, pk=token_id).update(last_used_at=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
