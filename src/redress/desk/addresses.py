"""Addresses of pages about one case or row, of which a page shows dozens: worked out once and then filled in."""

from __future__ import annotations

import re
from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, reverse

_WORD = re.compile(r"[\w-]+", re.ASCII)


def address(name: str, *parts: object) -> str:
    """As `reverse`: the address of that name with these numbers and keys in it. Raises NoReverseMatch."""
    kinds = tuple(map(_kind, parts))
    pattern = None if None in kinds else _pattern(name, kinds, get_script_prefix())
    return reverse(name, args=parts) if pattern is None else pattern.format(*parts)


def _kind(part: object) -> type | None:
    """What stands in an address as it is; None for what must be quoted, or is no part of one."""
    if type(part) is int and part >= 0:
        return int
    return str if isinstance(part, str) and _WORD.fullmatch(part) else None


@cache
def _pattern(name: str, kinds: tuple[type | None, ...], _prefix: str) -> str | None:
    places = [900_000_000 + n if kind is int else f"place-{n}" for n, kind in enumerate(kinds)]
    try:
        found = reverse(name, args=places)
    except NoReverseMatch:
        return None
    for n, place in enumerate(places):
        found = found.replace(str(place), f"{{{n}}}")
    return found
