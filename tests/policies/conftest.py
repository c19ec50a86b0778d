"""Policy systems as nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from redress.policies import system as chosen
from redress.policies.http.system import Http
from redress.policies.port import PolicySystem
from redress.policies.table.storing import store, store_products
from redress.policies.table.system import Table
from redress.policies.values import Policy
from tests.api.conftest import caller as caller
from tests.policies.far_end import SECRET, FarEnd, serving

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


@pytest.fixture
def far_end(settings) -> Iterator[FarEnd]:
    """A policy system that answers over HTTP, and the house set up to ask it."""
    with serving(FarEnd()) as end:
        settings.REDRESS_POLICIES_URL = end.url
        settings.REDRESS_POLICIES_KEY = "redress"
        settings.REDRESS_POLICIES_SECRET = SECRET
        settings.REDRESS_POLICIES_SECONDS = 1
        yield end


@pytest.fixture
def http(far_end: FarEnd) -> Holding:
    """http([policy, ...]) is a policy system behind HTTP that holds these."""

    def holding(policies: Sequence[Policy]) -> PolicySystem:
        far_end.policies = policies
        return Http()

    return holding
