"""What the codes of a case are called: by the rulebook frozen on it, in the language of the request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import get_language

from redress.casework.models import RulebookVersion
from redress.casework.rulebooks import opened
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


class Titles(dict[str, str]):
    """Code -> title, each looked up once."""

    def __init__(self, title: Callable[[str], str]) -> None:
        self._title = title

    def __missing__(self, code: str) -> str:
        found = self[code] = self._title(code)
        return found


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the codes of a version are called in one language: for lists, which ask the same few in every row."""

    classes: Titles
    levels: Titles
    channels: Titles
    clocks: Titles
    rulebook: Rulebook


def spoken(ids: Iterable[int]) -> dict[int, Spoken]:
    """The titles of those versions in the language of the request: no query for one that was read before."""
    return {
        key: Spoken(
            classes=Titles(partial(class_, book)),
            levels=Titles(partial(level, book)),
            channels=Titles(partial(channel, book)),
            clocks=Titles(partial(clock, book)),
            rulebook=book,
        )
        for key, book in rulebooks(ids).items()
    }


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


def again(rulebook: Rulebook, words: str) -> str:
    """Words that were kept as the rulebook said them then, in the language of the request now; others stay."""
    return next((_say(title) for title in _kept(rulebook) if words in (title.zh, title.en)), words)


def _kept(rulebook: Rulebook) -> Iterator[Title]:
    """What commands write down by its title: why an emergency began, places in its team, steps of flows."""
    if emergency := rulebook.method.emergency:
        yield emergency.title
        yield from (post.title for post in emergency.team)
    yield from (step.title for flow in rulebook.method.flows.values() for step in flow.steps.values())


def _say(title: Title) -> str:
    return title.get(get_language() or "zh")
