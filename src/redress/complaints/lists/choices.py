"""What a list can be narrowed to: the codes of the rulebooks that the actor's units follow."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from redress.casework.rulebooks import in_force, opened
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage
from redress.organisation.models import Unit
from redress.rulebook import Rulebook

_FRESH_SECONDS = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Code -> title, in the language of the request. The same object as long as nothing changes, for who keeps what
    is made of it."""

    channels: Mapping[str, str]
    classes: Mapping[str, str]
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The rulebooks as they were asked for at that moment, and what their codes are called in a language on a day."""

    at: float
    books: Sequence[Rulebook]
    said: dict[tuple[str, date], Choices] = field(default_factory=dict)


_kept: dict[tuple[int, frozenset[int]], _Kept] = {}


def choices(actor: Actor) -> Choices:
    """Codes of the actor's own rulebook first, then those of units below that follow another one.

    Asked of the database once a minute for those who sit and work in the same units.
    """
    kept, spoken = _rulebooks(actor), (get_language() or "zh", timezone.localdate())
    if spoken not in kept.said:
        kept.said[spoken] = _choices(kept.books, *spoken)
    return kept.said[spoken]


def _choices(books: Sequence[Rulebook], language: str, day: date) -> Choices:
    channels: dict[str, str] = {}
    classes: dict[str, str] = {}
    levels: dict[str, str] = {}
    for book in books:
        for code, entry in book.method.channels.items():
            channels.setdefault(code, entry.title.get(language))
        for code, kind in book.classes(day).items():
            classes.setdefault(code, kind.title.get(language))
        for code, level in book.method.levels.items():
            levels.setdefault(code, level.title.get(language))
    return Choices(channels, classes, levels)


def _rulebooks(actor: Actor) -> _Kept:
    unit = actor.unit
    if unit is None:
        return _Kept(0.0, ())
    key = (unit, frozenset(post.unit for post in actor.posts))  # what is below follows from these
    kept = _kept.get(key)
    if kept is None or time.monotonic() - kept.at >= _FRESH_SECONDS:
        books = [opened(in_force(n, timezone.localdate())) for n in _names(actor, unit)]
        kept = _kept[key] = _Kept(time.monotonic(), books)
    return kept


def _names(actor: Actor, unit: int) -> list[str]:
    named = Unit.objects.filter(id__in=actor.reach).exclude(rulebook="").values_list("rulebook", flat=True)
    own = Unit.objects.get(pk=unit)
    found = lineage(own.code)
    return list(
        dict.fromkeys([*([found.rulebook] if found and found.rulebook else []), *named.order_by("path")])
    )
