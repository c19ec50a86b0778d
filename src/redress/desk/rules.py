"""The rule behind something on a page: a § that says its article when pointed at or read aloud (COM-10).

Ids are words for those who build and check the house; who works at the desk knows articles by their names.
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

_SHIPPED = "group-flows"
"""It extends the others, so that its sources are all of them."""


def sign(cites: str | Iterable[str] | None) -> SafeString:
    """The sign for one id, several with commas, or a list of them; nothing for none."""
    keys = cites.split(",") if isinstance(cites, str) else [str(each) for each in cites or ()]
    return _sign(tuple(filter(None, (key.strip() for key in keys))), get_language() or "zh-hans")


@lru_cache(maxsize=1024)
def _sign(keys: tuple[str, ...], language: str) -> SafeString:
    if not keys:
        return SafeString("")
    titles = _titles(language_of(language))
    named = listed(f"{titles[key]} ({key})" if key in titles else key for key in keys)
    return filled(
        '<span class="rule" title="{}">§<span class="visually-hidden"> {}</span></span>', named, named
    )


@cache
def _titles(language: Language) -> dict[str, str]:
    return {key: source.title.get(language) for key, source in load(_SHIPPED).method.sources.items()}
