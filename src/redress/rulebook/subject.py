"""What conditions look at: the facts of a case as plain codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

FIXED: Final[dict[str, tuple[str, ...]]] = {
    "source": ("direct", "superior", "regulator", "department"),
    "complexity": ("simple", "complex"),
    "unit": ("group", "company", "head_office", "province", "counter_a", "counter_b"),
    "company": ("life", "property", "health", "group"),
    "signatures": ("partial", "complete"),
    "sale_stage": ("none", "pre_sale", "in_sale", "post_sale"),
    "grade": ("none", "general", "difficult"),
    "insures": ("life", "persons", "property"),
    "injury": ("none", "injured", "dead"),
    "outcome": ("pay", "part", "refuse"),
    "originals": ("none", "held"),
}
"""Attributes whose values the house fixes."""

BY_RULEBOOK: Final = (
    "channel", "class", "level", "complainant", "flow", "further_flow", "processing", "callback_finding",
    "line", "loss_cause", "loss",
)  # fmt: skip
"""Attributes whose values are codes that the rulebook lists."""

ATTRIBUTES: Final = (*BY_RULEBOOK, *FIXED)

DEFAULTS: Final[dict[str, str]] = {
    "flow": "standard",
    "further_flow": "none",
    "sale_stage": "none",
    "grade": "none",
    "callback_finding": "none",
}
"""What holds while nobody has said otherwise."""


class Subject(Mapping[str, str]):
    """The facts of one case, unchangeable; `class` has no keyword in Python, so it is given as `class_`.

    >>> Subject(channel="visit", class_="claims")["class"]
    'claims'
    """

    __slots__ = ("_facts", "_hash")

    def __init__(self, facts: Mapping[str, str] | None = None, /, **more: str) -> None:
        named = {key.removesuffix("_"): str(value) for key, value in more.items()}
        self._facts: dict[str, str] = {**DEFAULTS, **(facts or {}), **named}
        self._hash: int | None = None

    def __getitem__(self, attribute: str) -> str:
        return self._facts[attribute]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._facts.items()))
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._facts == dict(other)

    def __repr__(self) -> str:
        return f"Subject({self._facts!r})"

    def with_(self, facts: Mapping[str, str] | None = None, /, **more: str) -> Subject:
        """The same subject with some facts changed."""
        return Subject({**self._facts, **(facts or {})}, **more)
