"""The items of a decision with the sums that make its amount (CLM-08)."""

from __future__ import annotations

from dataclasses import dataclass

from redress.claims.models import Decision, DecisionItem
from redress.claims.rules.sums import Item


@dataclass(frozen=True, slots=True)
class Shown:
    """One item: what it is, by which clause, and how it was computed."""

    title: str
    clause: str
    sum: str


def shown(decision: Decision | None) -> list[Shown]:
    """In the order of the decision; none without one."""
    if decision is None:
        return []
    return [Shown(row.title, row.clause, _item(row).shown) for row in decision.items.all()]


def _item(row: DecisionItem) -> Item:
    return Item(row.title, row.amount, row.clause, row.deductible, row.ratio, row.at_most)
