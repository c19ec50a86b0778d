"""Conditions are sets of values, so that they can be listed, compared, explained, and found to overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from redress.rulebook.words import Words

OTHER = "*"
"""Stands for every value that no condition mentions."""


def _sets(raw: object) -> object:
    if isinstance(raw, Mapping):
        return {key: [value] if isinstance(value, str) else value for key, value in raw.items()}
    return raw


Condition = Annotated[dict[str, frozenset[str]], BeforeValidator(_sets)]
"""{attribute: allowed values}; all must hold; an empty condition always holds."""


class Match(NamedTuple):
    """How one attribute fared."""

    attribute: str
    value: str
    allowed: frozenset[str]

    @property
    def holds(self) -> bool:
        return self.value in self.allowed


def matches(condition: Mapping[str, frozenset[str]], subject: Mapping[str, str]) -> bool:
    """Whether every attribute's value is among those allowed."""
    # Asked dozens of times a command: a loop takes half as long as a generator.
    for attribute, allowed in condition.items():  # noqa: SIM110
        if subject.get(attribute, "") not in allowed:
            return False
    return True


def explain(condition: Mapping[str, frozenset[str]], subject: Mapping[str, str]) -> tuple[Match, ...]:
    """Each attribute of the condition with the fact it met, in the condition's order."""
    return tuple(Match(attr, subject.get(attr, ""), allowed) for attr, allowed in condition.items())


def overlap(a: Mapping[str, frozenset[str]], b: Mapping[str, frozenset[str]]) -> bool:
    """Whether some subject satisfies both."""
    return all(a[attribute] & b[attribute] for attribute in a.keys() & b.keys())


def covers(wide: Mapping[str, frozenset[str]], narrow: Mapping[str, frozenset[str]]) -> bool:
    """Whether every subject of `narrow` also satisfies `wide`."""
    return all(attr in narrow and narrow[attr] <= allowed for attr, allowed in wide.items())


def subjects(
    conditions: Iterable[Mapping[str, frozenset[str]]],
    known: Mapping[str, Iterable[str]] | None = None,
) -> Iterator[dict[str, str]]:
    """One subject for each case that the conditions can tell apart.

    Values that no condition mentions behave alike, so one of them stands for all; where `known` lists every
    value and all are mentioned, none is left over.
    """
    mentioned: dict[str, set[str]] = {}
    for condition in conditions:
        for attribute, allowed in condition.items():
            mentioned.setdefault(attribute, set()).update(allowed)
    axes = []
    for attribute, values in mentioned.items():
        rest = sorted(set((known or {}).get(attribute, ())) - values)
        extra = rest[:1] if known and attribute in known else [OTHER]
        axes.append([(attribute, value) for value in [*sorted(values), *extra]])
    return (dict(choice) for choice in product(*axes))


def words(condition: Mapping[str, frozenset[str]]) -> Words:
    """The condition in plain codes, for messages."""
    parts = [f"{attr} ∈ {{{', '.join(sorted(allowed))}}}" for attr, allowed in condition.items()]
    return Words("、".join(parts) or "任何情形", " and ".join(parts) or "any case")
