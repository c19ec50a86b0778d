"""What the codes of a case are called: by the rulebook frozen on it, in the language of the request."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from redress.complaints.models import RulebookVersion
from redress.complaints.rulebooks import opened
from redress.rulebook import Rulebook, UnknownCodeError
from redress.rulebook.words import Title

_by_id: dict[int, Rulebook] = {}
# A published version never changes (CLK-09), so what is kept here is never out of date.


def rulebooks(ids: Iterable[int]) -> dict[int, Rulebook]:
    """The rulebooks of those versions: no query for one that this process has read before."""
    wanted = set(ids)
    unknown = wanted - _by_id.keys()
    if unknown:
        _by_id.update(
            {version.pk: opened(version) for version in RulebookVersion.objects.filter(id__in=unknown)}
        )
    return {key: _by_id[key] for key in wanted}


def class_(rulebook: Rulebook, code: str) -> str:
    """Title of a class; the code itself when the rulebook does not know it."""
    try:
        return _say(rulebook.class_(code).title)
    except UnknownCodeError:
        return code


def level(rulebook: Rulebook, code: str) -> str:
    found = rulebook.method.levels.get(code)
    return _say(found.title) if found else code


def channel(rulebook: Rulebook, code: str) -> str:
    found = rulebook.method.channels.get(code)
    return _say(found.title) if found else code


def clock(rulebook: Rulebook, key: str) -> str:
    found = rulebook.method.clocks.get(key)
    return _say(found.title) if found else key


def _say(title: Title) -> str:
    return title.get(get_language() or "zh")
