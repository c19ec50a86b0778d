"""What a list can be narrowed to: the codes of the rulebooks that the actor's units follow."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language

from redress.complaints.rulebooks import in_force, opened
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage
from redress.organisation.models import Unit
from redress.rulebook import Rulebook

_FRESH_SECONDS = 60.0
_kept: dict[tuple[int, frozenset[int]], tuple[float, list[Rulebook]]] = {}


@dataclass(frozen=True, slots=True)
class Choices:
    """Code -> title, in the language of the request."""

    channels: Mapping[str, str]
    classes: Mapping[str, str]
    levels: Mapping[str, str]


def choices(actor: Actor) -> Choices:
    """Codes of the actor's own rulebook first, then those of units below that follow another one.

    Asked of the database once a minute for those who sit and work in the same units.
    """
    language = get_language() or "zh"
    channels: dict[str, str] = {}
    classes: dict[str, str] = {}
    levels: dict[str, str] = {}
    for book in _rulebooks(actor):
        for code, entry in book.method.channels.items():
            channels.setdefault(code, entry.title.get(language))
        for code, kind in book.classes(timezone.localdate()).items():
            classes.setdefault(code, kind.title.get(language))
        for code, level in book.method.levels.items():
            levels.setdefault(code, level.title.get(language))
    return Choices(channels, classes, levels)


def _rulebooks(actor: Actor) -> list[Rulebook]:
    unit = actor.unit
    if unit is None:
        return []
    key = (unit, frozenset(post.unit for post in actor.posts))  # what is below follows from these
    kept = _kept.get(key)
    if kept is None or time.monotonic() - kept[0] >= _FRESH_SECONDS:
        kept = _kept[key] = (
            time.monotonic(),
            [opened(in_force(n, timezone.localdate())) for n in _names(actor, unit)],
        )
    return kept[1]


def _names(actor: Actor, unit: int) -> list[str]:
    named = Unit.objects.filter(id__in=actor.reach).exclude(rulebook="").values_list("rulebook", flat=True)
    own = Unit.objects.get(pk=unit)
    found = lineage(own.code)
    return list(
        dict.fromkeys([*([found.rulebook] if found and found.rulebook else []), *named.order_by("path")])
    )
