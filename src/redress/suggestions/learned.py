"""What was learned, and what it says of a text: plain numbers, read without running anything (SEC-01).

NumPy alone; scikit-learn is asked only by `redress suggest train` and `measure`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from redress.suggestions.text import cleaned, groups

FORMAT: Final = 1
WORDS: Final = 3
"""Most words that are said to have weighed."""
FEWEST: Final = 8
"""Groups of a text that must be known: of fewer nothing is said, however sure the sums are."""
Numbers = NDArray[np.float32]


class NotLearned(Exception):
    """A text that is none of what `Learned.text` writes."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A code with its confidence, 0 to 1, and the words of the text that weighed most for it, the weightiest first."""

    code: str
    confidence: float
    because: tuple[str, ...] = ()
    second: str = ""
    """The next likely code."""


@dataclass(frozen=True, slots=True)
class Head:
    """One question: a column of weights for each code, by group of characters."""

    codes: tuple[str, ...]
    weights: Numbers
    """Groups by codes."""
    bias: Numbers
    sharpness: float
    """By how much the sums are multiplied so that confidence means how often it is right."""

    def chances(self, places: NDArray[np.int64], values: Numbers) -> NDArray[np.float64]:
        """How likely each code is, for a text with these groups."""
        sums = (values @ self.weights[places] + self.bias).astype(np.float64) * self.sharpness
        raised = np.exp(sums - sums.max())
        shares: NDArray[np.float64] = raised / raised.sum()
        return shares


@dataclass(frozen=True)
class Learned:
    """All questions that an insurer's closed files answer, and the groups of characters they are answered by."""

    groups: tuple[str, ...]
    rarity: Numbers
    """Of each group: how few texts have it."""
    heads: Mapping[str, Head]

    @cached_property
    def place(self) -> dict[str, int]:
        return {group: at for at, group in enumerate(self.groups)}

    def guesses(self, text: str) -> dict[str, Guess]:
        """The likeliest code of each question; nothing of a text that says too little."""
        places, values = weighed(groups(cleaned(text)), self.place, self.rarity)
        if len(places) < FEWEST:
            return {}
        return {name: self._guess(head, places, values) for name, head in self.heads.items()}

    def _guess(self, head: Head, places: NDArray[np.int64], values: Numbers) -> Guess:
        chances = head.chances(places, values)
        order = np.argsort(-chances, kind="stable")
        best = int(order[0])
        rows = head.weights[places]
        for_it = values * (rows[:, best] - rows.mean(axis=1))
        pulled = {self.groups[place]: float(by) for place, by in zip(places, for_it, strict=True)}
        return Guess(head.codes[best], float(chances[best]), _words(pulled), head.codes[int(order[1])])

    @property
    def text(self) -> str:
        """As it is kept: JSON, the same for the same."""
        heads = {
            name: {
                "codes": head.codes,
                "weights": _written(head.weights),
                "bias": _written(head.bias),
                "sharpness": head.sharpness,
            }
            for name, head in sorted(self.heads.items())
        }
        said = {"format": FORMAT, "groups": self.groups, "rarity": _written(self.rarity), "heads": heads}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def read(cls, text: str) -> Learned:
        """Raises NotLearned."""
        try:
            said = json.loads(text)
            if said["format"] != FORMAT:
                raise NotLearned(f"format {said['format']}")
            known = tuple(map(str, said["groups"]))
            heads = {str(name): _head(each, len(known)) for name, each in said["heads"].items()}
            return cls(known, _numbers(said["rarity"], len(known)), heads)
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            raise NotLearned(str(problem)) from problem


def digest(text: str) -> str:
    """By which a version is known: of its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def weighed(
    counted: Counter[str], place: Mapping[str, int], rarity: Numbers
) -> tuple[NDArray[np.int64], Numbers]:
    """Places of the known groups of a text, in order, with their weights: of length one together."""
    known = sorted((place[group], count) for group, count in counted.items() if group in place)
    places = np.array([at for at, _count in known], dtype=np.int64)
    values = np.array([1 + math.log(count) for _at, count in known], dtype=np.float32) * rarity[places]
    length = float(np.linalg.norm(values))
    return places, (values / length if length else values).astype(np.float32)


def _words(pulled: Mapping[str, float]) -> tuple[str, ...]:
    """Groups that read as words and weighed most, together with what stands within them; none within another."""

    def total(group: str) -> float:
        within = {group[a:b] for a in range(len(group)) for b in range(a + 1, len(group) + 1)}
        return sum(pulled.get(part, 0.0) for part in within) / math.sqrt(len(group))

    strong = {group: by for group in pulled if len(group) > 1 and (by := total(group)) > 0}
    found: list[str] = []
    for group in sorted(strong, key=lambda each: (-strong[each], each)):
        if not any(_overlap(group, other) for other in found):
            found.append(group)
        if len(found) == WORDS:
            break
    return tuple(found)


def _overlap(one: str, other: str) -> bool:
    """One stands within the other, or begins with what the other ends with."""
    if one in other or other in one:
        return True
    sizes = range(1, min(len(one), len(other)))
    return any(one.endswith(other[:size]) or other.endswith(one[:size]) for size in sizes)


def _written(numbers: Numbers) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers, dtype="<f4").tobytes()).decode()


def _numbers(text: str, *shape: int) -> Numbers:
    """Finite numbers of that shape. Raises ValueError."""
    found = (
        np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4").reshape(shape).astype(np.float32)
    )
    if not np.isfinite(found).all():
        raise ValueError("a weight is no number")
    return found


def _head(said: Any, known: int) -> Head:
    codes = tuple(map(str, said["codes"]))
    if len(codes) < 2:
        raise ValueError("a question with one answer")
    weights, bias = _numbers(said["weights"], known, len(codes)), _numbers(said["bias"], len(codes))
    sharpness = float(said["sharpness"])
    if not 0 < sharpness < math.inf:
        raise ValueError("a sharpness is no number")
    return Head(codes, weights, bias, sharpness)
