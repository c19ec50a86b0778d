"""How good it is: on files of people of whom nothing was learned (INT-16)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from redress.suggestions.learned import Guess, Learned
from redress.suggestions.text import NOBODY, Names
from redress.suggestions.training import Example, fold_of, train

SHARES: Final = 5
"""One in so many people is held out."""
_BINS: Final = 10
_SURE: Final = 1.96


@dataclass(frozen=True, slots=True)
class OfCode:
    """Of one code: how many held-out files have it, how many of these were found, how often it was said."""

    code: str
    learned_from: int
    held_out: int
    found: int
    said: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one question. Shares are 0 to 1; `low` and `high` are where accuracy lies in 95 of 100 such samples."""

    question: str
    learned_from: int
    held_out: int
    accuracy: float
    low: float
    high: float
    majority: float
    """What would be right if the commonest code were always said."""
    top2: float
    calibration_error: float
    """By how much confidence and share of right answers differ, in ten steps of confidence."""
    spoken: int
    """Held-out files where the confidence was enough to say something."""
    spoken_right: int
    codes: tuple[OfCode, ...]

    @property
    def said(self) -> dict[str, Any]:
        """As it is kept with a version."""
        whole = {name: getattr(self, name) for name in self.__slots__ if name != "codes"}
        rounded = {name: round(each, 4) if isinstance(each, float) else each for name, each in whole.items()}
        codes = [{name: getattr(each, name) for name in each.__slots__} for each in self.codes]
        return rounded | {"codes": codes}


def measure(examples: Sequence[Example], least: float, names: Names = NOBODY) -> list[Measures]:
    """Learn from four fifths of the people, ask about the files of the others. Raises TooFew.

    A code of which nothing was learned counts as wrong wherever a held-out file has it.
    """
    learning, held = split(examples)
    learned = train(learning, names)
    guesses = [(each, learned.guesses(each.text)) for each in held]
    return [_of(name, learned, learning, guesses, least) for name in sorted(learned.heads)]


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """To learn from, and to ask about: all files of a person on one side."""
    rows = sorted(examples, key=lambda each: each.key)
    held = [each for each in rows if fold_of(f"held out {each.whose}", SHARES) == 0]
    return [each for each in rows if fold_of(f"held out {each.whose}", SHARES) != 0], held


def _of(
    name: str,
    learned: Learned,
    learning: Sequence[Example],
    guesses: Sequence[tuple[Example, dict[str, Guess]]],
    least: float,
) -> Measures:
    asked = [(each.answers[name], found.get(name)) for each, found in guesses if each.answers.get(name)]
    from_code = Counter(each.answers[name] for each in learning if each.answers.get(name))
    commonest = max(from_code, key=lambda code: (from_code[code], code))
    right = sum(guess is not None and guess.code == code for code, guess in asked)
    either = sum(guess is not None and code in (guess.code, guess.second) for code, guess in asked)
    spoken = [(code, guess) for code, guess in asked if guess is not None and guess.confidence >= least]
    low, high = interval(right, len(asked))
    return Measures(
        question=name,
        learned_from=sum(from_code[code] for code in learned.heads[name].codes),
        held_out=len(asked),
        accuracy=_share(right, len(asked)),
        low=low,
        high=high,
        majority=_share(sum(code == commonest for code, _guess in asked), len(asked)),
        top2=_share(either, len(asked)),
        calibration_error=_calibration_error(asked),
        spoken=len(spoken),
        spoken_right=sum(guess.code == code for code, guess in spoken),
        codes=tuple(
            _of_code(code, from_code[code], asked) for code in sorted({*from_code, *(c for c, _g in asked)})
        ),
    )


def _of_code(code: str, learned_from: int, asked: Sequence[tuple[str, Guess | None]]) -> OfCode:
    has = [guess for own, guess in asked if own == code]
    said = sum(guess is not None and guess.code == code for _own, guess in asked)
    return OfCode(code, learned_from, len(has), sum(g is not None and g.code == code for g in has), said)


def _calibration_error(asked: Sequence[tuple[str, Guess | None]]) -> float:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for code, guess in asked:
        if guess is not None:
            at = min(int(guess.confidence * _BINS), _BINS - 1)
            bins[at].append((guess.confidence, guess.code == code))
    whole = sum(map(len, bins))
    off = sum(abs(sum(c for c, _r in each) - sum(r for _c, r in each)) for each in bins)
    return off / whole if whole else 0.0


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's: where the share lies in 95 of 100 samples as small as this one. (0, 1) of none."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, _SURE**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _SURE * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
