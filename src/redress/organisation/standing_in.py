"""Who is reached when a person is meant: the person, or who stands in (ORG-12, CLK-08)."""

from __future__ import annotations

from collections.abc import Collection


def reached(people: Collection[int]) -> dict[int, int]:
    """Person -> who is reached for them today."""
    return {person: person for person in people}
