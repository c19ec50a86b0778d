"""Whom the words say a complaint is about: colleagues, however their names are written in them (ORG-13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection

from redress.organisation.models import User
from redress.organisation.statements import array, given
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise


@lru_cache(maxsize=16_384)
def _plain(person: str) -> str:
    """A colleague's name as names are compared: of a whole department at every button of a case."""
    return normalise(person, Kind.NAME)


_STAFF = "SELECT id, name, username FROM organisation_user"
THESE = f"{_STAFF} WHERE id = ANY ({given('%s')})"
TEAM = f"{_STAFF} WHERE department_id = ANY ({given('%s')}) AND is_active"


def named(about_whom: str, users: str, of: Iterable[int]) -> list[int]:
    """Which of these users the words say the complaint is about, by name, however it is written, or by sign-in name.

    `users` is the statement that reads them, `of` what it is given. One query, asked by nearly every page of a case.
    """
    with connection.cursor() as cursor:
        cursor.execute(users, [array(of)])
        return among(about_whom, cursor.fetchall())


def among(about_whom: str, people: Iterable[tuple[int, str, str]]) -> list[int]:
    """The same of people who were read: their keys, names and sign-in names."""
    said, words = normalise(about_whom, Kind.AGENT), _words(about_whom)
    return [
        user
        for user, name, username in people
        if (len(_plain(name)) > 1 and _plain(name) in said) or username.casefold() in words
    ]


def complained_of(about_whom: str) -> list[int]:
    """All colleagues whom the words name: one query."""
    return among(about_whom, User.objects.filter(is_active=True).values_list("pk", "name", "username"))


def _words(about_whom: str) -> frozenset[str]:
    """Its words: a sign-in name stands there as one of its own."""
    return frozenset(re.split(r"[^\w.@-]+", about_whom.casefold()))
