"""Lists that go out when a working day has begun: each kind of file brings its own (ORG-05)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

Round = Callable[[], int]
"""Tells whoever is to be told now; how many messages. Told again it tells nothing twice."""


class Rounds:
    """Filled once, before anybody asks."""

    def __init__(self) -> None:
        self._rounds: tuple[Round, ...] = ()

    def assemble(self, rounds: Iterable[Round]) -> None:
        self._rounds = tuple(rounds)

    def tell(self) -> int:
        """All of them; how many messages."""
        return sum(each() for each in self._rounds)


MORNING: Final = Rounds()
