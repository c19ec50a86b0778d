"""Making, finding and ending tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from redress.administration.door import PEOPLE
from redress.administration.numbers import person_number
from redress.api.commands import MakeToken, RevokeToken
from redress.api.models import Token
from redress.organisation import acting
from redress.organisation import queries as organisation
from redress.organisation.acting import ENTERED, become
from redress.organisation.actor import NOBODY, SYSTEM, Actor
from redress.organisation.models import User

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
    """A new token, from the command line of the house. This is the only time it can be read."""
    token = PREFIX + secrets.token_urlsafe(32)
    made = MakeToken(
        hint=token[:HINT_CHARACTERS],
        digest=_digest(token),
        called=name,
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + lifetime,
    )
    PEOPLE.execute(made, SYSTEM, person_number(user.pk))
    return token


_HOLDS = """
    FROM api_token t LEFT JOIN redress_as_of s ON true
   WHERE t.digest = %s AND t.expires_at > %s AND t.revoked_at IS NULL
"""
_FIND = f"SELECT t.id, t.user_id, t.scopes, t.last_used_at, s.stamp {_HOLDS}"
_COME = f"""
    SELECT t.last_used_at, CASE WHEN s.stamp = %s AND t.user_id = %s AND t.scopes::text[] = %s::text[]
                                THEN {ENTERED} END IS NOT NULL {_HOLDS}
"""


def come(token: str, *, reads: bool) -> Holder | None:
    """Act from here on as whoever comes with the token; as nobody, and None, where `find` finds nobody.

    Where the token came before on this connection, that is one statement: the ticket goes with the question whether
    all is as it was then, and is entered if so.
    """
    digest, now = _digest(token), timezone.now()
    key = "token", digest, timezone.localdate(now)
    link: Any = connection
    with connection.cursor() as cursor:
        known: Holder | None = link.kept.last(key)
        if known is not None and _came(cursor, known, reads, digest, now):
            return known
    holder = find(token)
    become(holder.actor if holder else NOBODY, reads=reads, stamp=holder.as_of if holder else None)
    if holder is not None and holder.as_of is not None:
        link.kept.keep(holder.as_of, key, holder)
    return holder


def _came(cursor: Any, known: Holder, reads: bool, digest: str, now: datetime) -> bool:
    ticket = acting.ticket(cursor, known.actor, reads=reads, stamp=known.as_of)
    as_then = known.as_of, known.actor.id, sorted(known.scopes)
    cursor.execute(_COME, [*as_then, *ticket.given, digest, now])
    row = cursor.fetchone()
    if row is None or not row[1]:
        return False
    ticket.entered()
    _note_use(known.token_id, row[0], now)
    return True


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
    _note_use(token_id, last_used_at, now)
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
    owners = Token.objects.filter(hint=hint, revoked_at=None).values_list("user", flat=True).distinct()
    done = [PEOPLE.execute(RevokeToken(hint=hint), SYSTEM, person_number(owner)) for owner in owners]
    return sum(int(str(each.facts["ended"])) for each in done)


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


def _note_use(token_id: int, before: datetime | None, now: datetime) -> None:
    """At most one write a minute: of requests at the same moment the first one writes."""
    if before is not None and now - before < LAST_USE_IS_KNOWN_TO:
        return
    unknown = Q(last_used_at=None) | Q(last_used_at__lte=now - LAST_USE_IS_KNOWN_TO)
    Token.objects.filter(unknown, pk=token_id).update(last_used_at=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
