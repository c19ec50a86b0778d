"""The rule behind something on a page: a § that says its article when pointed at or read aloud (COM-10).

Ids are words for those who build and check the house; who works at the desk knows articles by their names. The key of
an article of law is not said at all, its title says everything; a requirement's id follows its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from redress.casework.listing import listed
from redress.desk.markup import filled
from redress.rulebook import load
from redress.rulebook.words import Language, language_of

_SHIPPED = ("group-flows", "claims-service", "property-method")
"""What they extend is in them, so that their sources are all of them; one that is not asked for is not read."""


def sign(cites: str | Iterable[str] | None) -> SafeString:
    """The sign for one id, several with commas, or a list of them; nothing for none."""
    keys = cites.split(",") if isinstance(cites, str) else [str(each) for each in cites or ()]
    return _sign(tuple(filter(None, (key.strip() for key in keys))), get_language() or "zh-hans")


@lru_cache(maxsize=1024)
def _sign(keys: tuple[str, ...], language: str) -> SafeString:
    if not keys:
        return SafeString("")
    named = listed(_named(key, language_of(language)) for key in keys)
    return filled(
        '<span class="rule" title="{}">§<span class="visually-hidden"> {}</span></span>', named, named
    )


def _named(key: str, language: Language) -> str:
    title = next((found[key] for name in _SHIPPED if key in (found := _titles(name, language))), "")
    if not title:
        return key
    return title if "/" in key or key in title else f"{title} ({key})"


@cache
def _titles(rulebook: str, language: Language) -> dict[str, str]:
    return {key: source.title.get(language) for key, source in load(rulebook).method.sources.items()}
