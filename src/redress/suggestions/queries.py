"""What is said of a text, and what is known of the versions (INT-16)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models.functions import Length

from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.suggestions.kinds import SEES_MEASURES, Question
from redress.suggestions.learned import Guess, Learned, NotLearned, digest
from redress.suggestions.models import LearnedVersion

_AGAIN_AFTER: Final = 300.0
"""Seconds until a version that did not open is tried again."""
_broken: dict[int, float] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says of a text: what it is sure enough of, the class first."""

    version: int
    guesses: tuple[tuple[Question, Guess], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A learned version with how good it was (`measuring.Measures.said`, for each question)."""

    version: int
    learned_at: datetime
    files: int
    measures: list[dict[str, Any]]
    least: int
    in_use: bool


def suggest(unit: Unit, text: str) -> Said | None:
    """By the version in use at the unit, or at the nearest above; None where there is none. It writes nothing.

    What it says is the person's to take: nothing follows from it.
    """
    row = in_use(unit)
    if row is None or (learned := opened(row)) is None:
        return None
    found = learned.guesses(text)
    sure = [
        (question, guess)
        for question in Question
        if (guess := found.get(question)) is not None and guess.confidence * 100 >= row.least
    ]
    return Said(row.version, tuple(sure))


def in_use(unit: Unit) -> LearnedVersion | None:
    """The version by which the unit is given suggestions, without its body."""
    rows = LearnedVersion.objects.filter(unit__path__in=unit.paths(), in_use=True)
    return rows.defer("body", "measures").order_by(Length("unit__path").desc()).first()


def opened(row: LearnedVersion) -> Learned | None:
    """Once a process; None where it was changed, or is in no form that this house reads: then nothing is suggested."""
    if time.monotonic() < _broken.get(row.pk, 0.0):
        return None
    try:
        return _opened(row.pk, row.digest)
    except NotLearned:
        _broken[row.pk] = time.monotonic() + _AGAIN_AFTER
        return None


@lru_cache(maxsize=4)
def _opened(key: int, expected: str) -> Learned:
    """Raises NotLearned."""
    text = str(LearnedVersion.objects.get(pk=key).body)
    if digest(text) != expected:
        raise NotLearned("changed")
    return Learned.read(text)


def versions(actor: Actor, unit: Unit, most: int = 20) -> list[Version]:
    """The newest versions of the unit; nothing for who may not see how good they were."""
    if not actor.has_over(SEES_MEASURES, unit.pk):
        return []
    rows = LearnedVersion.objects.filter(unit=unit).defer("body").order_by("-version")[:most]
    return [
        Version(row.version, row.learned_at, row.files, row.measures, row.least, row.in_use) for row in rows
    ]
