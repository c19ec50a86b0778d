"""Policy systems as nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from redress.policies import system as chosen
from redress.policies.port import PolicySystem
from redress.policies.table.storing import store, store_products
from redress.policies.table.system import Table
from redress.policies.values import Policy

Holding = Callable[[Sequence[Policy]], PolicySystem]


@pytest.fixture(autouse=True)
def chosen_anew() -> Iterator[None]:
    """Settings of one test choose no system for the next."""
    chosen.system.cache_clear()
    yield
    chosen.system.cache_clear()


@pytest.fixture
def table(db: None) -> Holding:
    """table([policy, ...]) is the house's own tables with these in them."""

    def holding(policies: Sequence[Policy]) -> PolicySystem:
        store_products(list({each.product.code: each.product for each in policies}.values()))
        store(policies)
        return Table()

    return holding
