"""Handlers of the generated house, signed in, each with a case of their own and words of its narrative."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redress.organisation.models import User

_RUNS = re.compile("[一-鿿]{6,}")


@dataclass(frozen=True)
class Person:
    """`number` is one of their cases, `words` stand in its narrative; `cookie` is their session."""

    id: int
    cookie: str
    number: str
    words: str


def people(count: int) -> list[Person]:
    """So many different handlers, by chance but always the same."""
    from redress.complaints.models import Complaint
    from redress.organisation.models import User

    chance = random.Random(20261118)
    handlers = User.objects.filter(appointments__duty="handler").order_by("id").distinct()
    ids = list(handlers.values_list("id", flat=True))
    found: list[Person] = []
    for user in User.objects.filter(id__in=chance.sample(ids, min(len(ids), count))).order_by("id"):
        cases = Complaint.objects.filter(owner=user).order_by("id").only("number", "facts")
        if cases:
            case = chance.choice(cases)
            found.append(Person(user.pk, _sign_in(user), case.number, _words(chance, case.facts)))
    return [found[n % len(found)] for n in range(count)]


def signed_in(username: str) -> str:
    """The cookie of that user's session."""
    from redress.organisation.models import User

    return _sign_in(User.objects.get(username=username))


def _sign_in(user: User) -> str:
    """The cookie of a session as signing in would leave it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _words(chance: random.Random, facts: str) -> str:
    """Three to six characters in a row of a narrative, as somebody remembers them."""
    run = chance.choice(_RUNS.findall(facts) or ["退保金额未到账"])
    length = chance.randrange(3, 7)
    start = chance.randrange(len(run) - length + 1)
    return str(run[start : start + length])
