"""Time that stands where a test puts it, also for the server that a browser talks to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from redress.casework import moment


class Everywhere:
    """Stands in for the context variable of `moment`, which is each thread's own."""

    def __init__(self) -> None:
        self.now: datetime | None = None

    def get(self) -> datetime | None:
        return self.now

    def set(self, now: datetime) -> datetime | None:
        before, self.now = self.now, now
        return before

    def reset(self, before: datetime | None) -> None:
        self.now = before


@pytest.fixture
def one_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`moment.at(...)` of the test holds in every thread."""
    monkeypatch.setattr(moment, "_fixed", Everywhere())
    yield
