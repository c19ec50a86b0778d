"""Fractions written as decimals: only what is printed is rounded, unless a publisher rounds before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Mode(StrEnum):
    """What becomes of a half."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    DOWN = "down"


MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Rounding:
    """How many decimals a share has before it is divided (None: it is not rounded), and how many an index."""

    share: int | None = None
    index: int | None = None
    mode: Mode = Mode.HALF_UP

    def of_share(self, value: Fraction) -> Fraction:
        """A share as it enters the index."""
        return value if self.share is None else Fraction(rounded(value, self.share, self.mode))


def rounded(value: Fraction, places: int, mode: Mode = Mode.HALF_UP) -> Decimal:
    """Exactly `places` decimals of a fraction, decided on all of its digits.

    >>> rounded(Fraction(5, 1000), 2)
    Decimal('0.01')
    """
    whole, rest = divmod(abs(value.numerator) * 10**places, value.denominator)
    twice = 2 * rest
    up = (
        (mode is Mode.HALF_UP and twice >= value.denominator)
        or (mode is Mode.HALF_EVEN and (twice, whole % 2) > (value.denominator, 0))
    )  # fmt: skip
    number = (whole + up) * (-1 if value < 0 else 1)
    return Decimal(number).scaleb(-places)
