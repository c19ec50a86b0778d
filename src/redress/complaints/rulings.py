"""What is ruled on a case. Committees stand above complaints: what they bind is asked through a place they fill."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Protocol

from redress.complaints.case import Case
from redress.organisation.actor import Actor


class Ruled(Protocol):
    """A ruling on how a case is handled."""

    @property
    def number(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...


class Ruling(Protocol):
    """Who rules on cases."""

    def on_handling(self, case: Case) -> Ruled | None:
        """The latest ruling on how the case is handled."""

    def check_determination(self, case: Case, validity: str, causes: Collection[tuple[str, int]]) -> None:
        """Refuse a determination that differs from a ruling, or comes before one that is waited for."""

    def check_proposal(self, case: Case, plan: str, amount: Decimal | None) -> None:
        """Refuse an opinion that does not carry out the ruled plan, or comes before the ruling that is waited for."""

    def end(self, case: Case, actor: Actor) -> None:
        """The case is over: there is nothing left to be ruled."""


REFERRED = "referred"
"""The key of what is settled by putting a case before who rules."""
_who: list[Ruling] = []


def ruled_by(who: Ruling) -> None:
    """Who rules. Asked once, from above."""
    _who[:] = [who]


def rulings() -> Ruling:
    """Who rules on cases."""
    return _who[0]
