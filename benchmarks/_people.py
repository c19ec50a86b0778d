"""Handlers of the generated house, signed in, each with a case of their own and words of its narrative."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redress.organisation.models import User

_RUNS = re.compile("[一-鿿]{6,}")


@dataclass(frozen=True)
class Person:
    """`number` is one of their cases, `words` stand in its narrative; `cookie` is their session.

    `digested`: the words as the index of the search is asked for them.
    """

    id: int
    cookie: str
    number: str
    words: str
    digested: str
    token: str = ""
    """With which they come to the API."""

    @property
    def comes(self) -> dict[str, str]:
        """What their requests say of them."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {"Cookie": self.cookie}


def people(count: int) -> list[Person]:
    """So many different handlers, by chance but always the same."""
    from redress.complaints import search
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
            words = _words(chance, case.facts)
            found.append(
                Person(user.pk, signed_in_as(user), case.number, words, search.query(words).document)
            )
    return [found[n % len(found)] for n in range(count)]


def with_tokens(given: Sequence[Person], scope: str) -> list[Person]:
    """The same people, as they come to the API: one token for each."""
    from redress.api import tokens
    from redress.organisation.models import User

    users = User.objects.in_bulk({each.id for each in given})
    made = {key: tokens.create(user, "bench", [scope], timedelta(days=1)) for key, user in users.items()}
    return [replace(each, token=made[each.id]) for each in given]


def signed_in(username: str) -> str:
    """The cookie of that user's session."""
    from redress.organisation.models import User

    return signed_in_as(User.objects.get(username=username))


def signed_in_as(user: User) -> str:
    """The cookie of a session as signing in leaves it."""
    from django.conf import settings
    from django.test import Client

    from redress.sealing.doors import door

    client = Client()
    with door("bench"):
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _words(chance: random.Random, facts: str) -> str:
    """Three to six characters in a row of a narrative, as somebody remembers them."""
    run = chance.choice(_RUNS.findall(facts) or ["退保金额未到账"])
    length = chance.randrange(3, 7)
    start = chance.randrange(len(run) - length + 1)
    return str(run[start : start + length])
