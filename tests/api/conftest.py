from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from redress.api import tokens
from redress.organisation.models import User
from tests.api.client import Caller

EVERYTHING = ("read", "register", "command", "administer", "evidence")


@pytest.fixture
def caller(db: None) -> Callable[..., Caller]:
    """caller('sc.officer') may all that its user may; caller('sc.officer', 'read') only reads."""

    def make(username: str, *scopes: str) -> Caller:
        user = User.objects.get(username=username)
        return Caller(tokens.create(user, "test", scopes or EVERYTHING, timedelta(days=1)))

    return make
