"""How well points rank claims that became disputes before others, and which points a history asks for (CLM-14).

Pure: arrays in, numbers out. A claim is a row of marks, one for each rule of the rulebook that gave it points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log
from typing import Final

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.bool_]
"""(claims, rules): whether the rule gave points."""
Scores = npt.NDArray[np.float64]

POINTS_DOUBLE: Final = 10
"""So many points mean twice the odds of a dispute, as is usual of score cards."""
FEW: Final = 5
"""A rule that gave points in fewer claims of the history is left as it is: nothing is known of it."""
RIDGE: Final = 1.0
"""How strongly weights are drawn to nothing: as if each rule had been seen once more without effect."""
_ROUNDS, _ENOUGH = 50, 1e-8


def auc(scores: Scores, disputed: Marks) -> float:
    """The share of pairs of a disputed and another claim in which the disputed one has more points; as many points
    count half (Mann-Whitney, by midranks). Needs one of either."""
    _values, place, many = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(many)
    ranks = (ends - (many - 1) / 2)[place]
    ours, others = int(disputed.sum()), int((~disputed).sum())
    return float((ranks[disputed].sum() - ours * (ours + 1) / 2) / (ours * others))


@dataclass(frozen=True, slots=True)
class Hits:
    """Of the first so many claims by points, how many became disputes; where the last place is shared by claims of as
    many points, the part of them that a draw would give."""

    looked_at: int
    found: float
    of: int


def hits(scores: Scores, disputed: Marks, share: float = 0.05) -> Hits:
    """Who looks at that share of all claims, those with most points first, finds how many of the disputes."""
    wanted = max(1, ceil(len(scores) * share))
    least = np.sort(scores)[::-1][wanted - 1]
    above, tied = scores > least, scores == least
    left = wanted - int(above.sum())
    found = float(disputed[above].sum()) + left * float(disputed[tied].mean())
    return Hits(wanted, found, int(disputed.sum()))


def weights(marks: Marks, disputed: Marks) -> Scores:
    """By how much each rule raises the log odds of a dispute, the others held: logistic regression with a ridge, by
    Newton's steps. A rule that does not raise them counts 0, and the others are weighed again without it."""
    found = np.zeros(marks.shape[1])
    used = marks.sum(axis=0) >= FEW
    while used.any():
        found[:] = 0
        found[used] = _newton(marks[:, used].astype(float), disputed.astype(float))
        falls = found < 0
        if not falls.any():
            break
        used &= ~falls
        found[falls] = 0
    return found


def _newton(of: npt.NDArray[np.float64], became: npt.NDArray[np.float64]) -> Scores:
    rows = np.column_stack([np.ones(len(of)), of])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 0  # how often claims are disputed at all is not drawn to anything
    found = np.zeros(rows.shape[1])
    found[0] = log((became.sum() + 0.5) / (len(became) - became.sum() + 0.5))
    for _round in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(rows @ found)))
        slope = rows.T @ (became - chance) - ridge * found
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < _ENOUGH:
            break
    return found[1:]


def points(marks: Marks, disputed: Marks, now: Sequence[int]) -> list[int]:
    """The points that the history asks for, from 1 to 100: those of now where it knows too little of a rule."""
    found = weights(marks, disputed) * POINTS_DOUBLE / log(2)
    known = marks.sum(axis=0) >= FEW
    return [
        int(min(100, max(1, round(asked)))) if knows else before
        for asked, knows, before in zip(found, known, now, strict=True)
    ]


def out_of_fold(marks: Marks, disputed: Marks, now: Sequence[int], folds: int = 5) -> Scores:
    """What each claim scores under points that were found without it: every fifth is left out in turn."""
    scores = np.zeros(len(marks))
    fold = np.empty(len(marks), dtype=int)
    # Disputed and other claims are dealt out apart, so that each part has its share of both.
    for those in (disputed, ~disputed):
        fold[those] = np.arange(int(those.sum())) % folds
    for left_out in range(folds):
        inside = fold != left_out
        asked = points(marks[inside], disputed[inside], now)
        scores[~inside] = marks[~inside] @ np.array(asked, dtype=float)
    return scores


def listed_from(scores: Scores, listed: int) -> int:
    """From how many points on at least so many claims are listed; 1 at the least."""
    if listed == 0:
        return int(scores.max(initial=0)) + 1
    return max(1, int(np.sort(scores)[::-1][listed - 1]))
