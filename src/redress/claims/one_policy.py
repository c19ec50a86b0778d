"""What is done on one policy is done one after the other: reports, so that of two in the same second the later sees the
earlier; decisions, so that two do not share out the same money.
"""

from __future__ import annotations

from typing import Final

from redress.organisation.statements import Asked
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise

_ONE_BY_ONE: Final = "SELECT pg_advisory_xact_lock(hashtextextended('claim of ' || %s, 0))"


def in_turn(number: str) -> None:
    """Wait for whoever works on the policy; held until the transaction ends."""
    ask_in_turn(number).all()


def ask_in_turn(number: str) -> Asked:
    """The same, sent with what is asked once it is one's turn."""
    return Asked(_ONE_BY_ONE, [normalise(number, Kind.POLICY)])
