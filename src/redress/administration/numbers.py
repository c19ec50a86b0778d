"""Numbers of people's files; that of a unit's is its code."""

from __future__ import annotations


def person_number(key: int) -> str:
    """'P-000017' of the account with that key."""
    return f"P-{key:06d}"


def person_key(number: str) -> int:
    """The key of the account whose file has that number."""
    return int(number.removeprefix("P-"))
