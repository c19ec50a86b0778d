"""A proposed case whose letters the tests draft, and who works on them."""

import pytest

from tests.letters.inputs import proposed


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def counsel(actor):
    return actor("sc.legal")


@pytest.fixture
def number(officer, actor, wednesday):
    return proposed(officer, actor("sc.claims"))
