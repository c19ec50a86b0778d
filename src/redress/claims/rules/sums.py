"""What is paid on a claim: item by item, exact to the cent, each step shown (CLM-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Item:
    """One position of a claim. Amounts are yuan; `ratio` is the share that the clause pays, 0.8 for 80 %."""

    title: str
    amount: Decimal
    clause: str
    deductible: Decimal = Decimal(0)
    ratio: Decimal = Decimal(1)
    at_most: Decimal | None = None
    """What is left of the cover, where that is less than the sum comes to."""

    @property
    def whole(self) -> Decimal:
        """What the deductible leaves of it, times the ratio, to the cent (half a cent upwards)."""
        left = max(Decimal(0), self.amount - self.deductible)
        return (left * self.ratio).quantize(CENT, ROUND_HALF_UP)

    @property
    def payable(self) -> Decimal:
        """What is paid of it."""
        return self.whole if self.at_most is None else min(self.whole, self.at_most)

    @property
    def shown(self) -> str:
        """`(12,000.00 - 500.00) × 80% = 9,200.00`, with `> 5,000.00` where only so much of the cover is left; the sum
        alone where nothing was to be computed."""
        taken = f"{self.amount:,.2f}"
        if self.deductible:
            taken = f"({taken} - {self.deductible:,.2f})"
        if self.ratio != 1:
            taken = f"{taken} × {percent(self.ratio)}"
        sum_ = f"{self.whole:,.2f}"
        if taken != sum_:
            sum_ = f"{taken} = {sum_}"
        return sum_ if self.payable == self.whole else f"{sum_} > {self.payable:,.2f}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a policy says of one cover: the deductible once, the share of the rest, at most what is left."""

    deductible: Decimal
    ratio: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Loss:
    """A position before the policy is applied to it: recognised amount, and the code of the cover."""

    title: str
    clause: str
    amount: Decimal
    cover: str


def under(losses: Sequence[Loss], terms: Mapping[str, Terms], *, cut: bool) -> list[Item]:
    """The items of losses under the covers of a policy.

    A deductible is the cover's, not the item's: the items of one cover use it up from the first on. `cut`: so they use
    up what is left of the cover, and an item is paid no more than that.
    """
    deductible = {code: each.deductible for code, each in terms.items()}
    left = {code: each.left for code, each in terms.items()}
    items = []
    for loss in losses:
        taken = min(max(loss.amount, Decimal(0)), deductible[loss.cover])
        deductible[loss.cover] -= taken
        item = Item(loss.title, loss.amount, loss.clause, taken, terms[loss.cover].ratio)
        if cut and item.whole > left[loss.cover]:
            item = replace(item, at_most=left[loss.cover])
        left[loss.cover] -= item.payable
        items.append(item)
    return items


def percent(ratio: Decimal) -> str:
    """`80%`, `33.3333%`: no zero that says nothing."""
    return f"{(ratio * 100).normalize():f}%"


def total(items: Sequence[Item]) -> Decimal:
    """The sum of what is payable of each."""
    return sum((item.payable for item in items), Decimal(0)).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with the sum: in which item (None: in all), which field, and which of the known mistakes."""

    item: int | None
    field: str
    what: str


def mistakes(items: Sequence[Item], cover_left: Decimal | None) -> list[Wrong]:
    """Every mistake, item by item, then of the sum. `cover_left`: what the policy still covers; None: not limited."""
    found = []
    for place, item in enumerate(items):
        if item.amount <= 0:
            found.append(Wrong(place, "amount", "not_positive"))
        if item.deductible < 0:
            found.append(Wrong(place, "deductible", "negative"))
        if not 0 < item.ratio <= 1:
            found.append(Wrong(place, "ratio", "not_a_share"))
    if not found and cover_left is not None and total(items) > cover_left:
        found.append(Wrong(None, "cover_left", "above_cover"))
    return found
