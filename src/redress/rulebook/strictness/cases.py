"""Cases over all code sets, as each of two rulebooks sees them: flow and type of processing follow its bridges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Final

from redress.rulebook.conditions import Condition, matches
from redress.rulebook.schema.method import Method
from redress.rulebook.strictness.compare import Pair
from redress.rulebook.subject import DEFAULTS

MOST: Final = 4000
"""Combinations looked at for one rule; of more, every n-th, the same ones each time."""
_STANDARD: Final = "standard"


def seen(method: Method, facts: Mapping[str, str]) -> dict[str, str]:
    """The facts with what the rulebook makes of them: the type of processing, and the flow (CLS-02, FLW-11..13)."""
    subject = {**DEFAULTS, **facts}
    bridge = method.bridges.get("processing")
    rows = bridge.rows if bridge else ()
    subject["processing"] = next((row.to for row in rows if matches(row.when, subject)), "")
    rules = ((key, flow.when) for key, flow in method.flows.items() if flow.when is not None)
    subject["flow"] = next((key for key, when in rules if matches(when, subject)), _STANDARD)
    return subject


def cases(pair: Pair, conditions: Iterable[Condition]) -> Iterator[dict[str, str]]:
    """The facts of one case for each combination that these conditions can tell apart, under either rulebook."""
    values = {**pair.values, "reason": _reasons(pair)}
    axes = []
    for attribute, mentioned in sorted(_asked(pair, conditions).items()):
        known = values.get(attribute, ())
        new = _new(pair, attribute)
        rest = [value for value in known if value not in mentioned and value not in new]
        axes.append([(attribute, value) for value in [*sorted(mentioned), *new, *rest[:1]]])
    yield from (dict(chosen) for chosen in _thinned(axes))


def _thinned(axes: list[list[tuple[str, str]]]) -> Iterator[tuple[tuple[str, str], ...]]:
    total = 1
    for axis in axes:
        total *= len(axis)
    if total <= MOST:
        return iter(product(*axes))
    step = total // MOST + 1
    while any(step % prime == 0 for prime in (2, 3, 5, 7)):
        step += 1  # so that no value of an attribute is left out in step with the sizes of the others
    return islice(product(*axes), 0, None, step)


def _asked(pair: Pair, conditions: Iterable[Condition]) -> dict[str, set[str]]:
    """Attribute -> values that some condition names; what follows from other facts is put back into these."""
    asked: dict[str, set[str]] = {}
    _name(asked, conditions)
    sides = (pair.parent, pair.child)
    if "flow" in asked:
        _name(asked, [flow.when for side in sides for flow in side.flows.values() if flow.when])
        del asked["flow"]
    if "processing" in asked:
        bridges = [side.bridges["processing"] for side in sides if "processing" in side.bridges]
        _name(asked, [row.when for bridge in bridges for row in bridge.rows])
        del asked["processing"]
    return asked


def _name(asked: dict[str, set[str]], conditions: Iterable[Condition]) -> None:
    for condition in conditions:
        for attribute, values in condition.items():
            asked.setdefault(attribute, set()).update(values)


def _new(pair: Pair, attribute: str) -> list[str]:
    """Codes that the parent does not know; `added` looks at these."""
    both, parent = pair.values, pair.of_parent
    return [value for value in both.get(attribute, ()) if value not in parent.get(attribute, ())]


def _reasons(pair: Pair) -> tuple[str, ...]:
    sets = [side.class_sets["method"] for side in (pair.parent, pair.child) if "method" in side.class_sets]
    return tuple(sorted({reason for each in sets for code in each.codes.values() for reason in code.reasons}))
