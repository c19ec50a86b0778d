"""Did the cause fall? Two counts over two lengths of time, compared as rates of a Poisson process. Pure.

Given that a + b cases came in all, the number a of the time before is binomial with p = T1 r1 / (T1 r1 + T2 r2),
whatever the level of the rate. The exact (Clopper-Pearson) interval for p gives one for the ratio of the rates, which
stays honest when the counts are small: few cases give a wide interval and no verdict. See Lehmann & Romano, Testing
Statistical Hypotheses, 4.5 (comparing two Poisson populations).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, log1p, sqrt
from typing import Final

CONFIDENCE: Final = 0.95
MANY: Final = 2000
"""Cases beyond which the normal approximation on the logarithm of the ratio is as good, and much quicker."""
SHORTEST: Final = 28
"""Days after the measure below which nothing is said."""


class Verdict(StrEnum):
    """What the counts say."""

    FELL = "fell"
    ROSE = "rose"
    UNCLEAR = "unclear"
    """The interval holds 1: the counts do not tell a change from chance."""
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Effect:
    """Cases with the cause before and after, over how many days, how many are still undetermined; the ratio of the
    rates after : before with its interval (None: no upper bound, or nothing to compare)."""

    before: int
    days_before: int
    after: int
    days_after: int
    undetermined: int
    ratio: float | None
    low: float
    high: float | None
    verdict: Verdict


def effect(before: int, days_before: int, after: int, days_after: int, undetermined: int = 0) -> Effect:
    """Compare. A fall is only called one when it would stand even if every case of the time after whose cause is not
    determined yet turned out to have it."""
    ratio = (after / days_after) / (before / days_before) if before and days_after else None
    low, high = interval(before, days_before, after, days_after)
    if days_after < SHORTEST:
        verdict = Verdict.TOO_EARLY
    else:
        worst = interval(before, days_before, after + undetermined, days_after)[1]
        verdict = (
            Verdict.ROSE if low > 1 else Verdict.FELL if worst is not None and worst < 1 else Verdict.UNCLEAR
        )
    return Effect(before, days_before, after, days_after, undetermined, ratio, low, high, verdict)


def interval(before: int, days_before: int, after: int, days_after: int) -> tuple[float, float | None]:
    """The exact two-sided interval for the ratio of the rates after : before."""
    n = before + after
    if not n or not days_before or not days_after:
        return 0.0, None
    if n > MANY and before and after:
        away = exp(1.959964 * sqrt(1 / before + 1 / after))
        ratio = after / days_after / (before / days_before)
        return ratio / away, ratio * away
    tail = (1 - CONFIDENCE) / 2
    # p is the share of the time after: p / (1 - p) = (T2 r2) / (T1 r1).
    low = 0.0 if after == 0 else _solve(lambda p: _at_least(after, n, p), tail)
    high = None if before == 0 else _solve(lambda p: 1 - _at_least(after + 1, n, p), tail, falling=True)
    scale = days_before / days_after
    return low / (1 - low) * scale, None if high is None else high / (1 - high) * scale


def _at_least(k: int, n: int, p: float) -> float:
    """P(X >= k) of a binomial; summed over the shorter tail."""
    if k <= 0:
        return 1.0
    if k > n:
        return 0.0
    if k > n // 2:
        return sum(_point(i, n, p) for i in range(k, n + 1))
    return 1 - sum(_point(i, n, p) for i in range(k))


def _point(k: int, n: int, p: float) -> float:
    if p in (0.0, 1.0):
        return float(k == n * p)
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))


def _solve(of: Callable[[float], float], wanted: float, *, falling: bool = False) -> float:
    """The p between 0 and 1 at which a monotone function has the wanted value, to ten digits."""
    low, high = 0.0, 1.0
    for _ in range(45):
        middle = (low + high) / 2
        if (of(middle) < wanted) != falling:
            low = middle
        else:
            high = middle
    return (low + high) / 2
