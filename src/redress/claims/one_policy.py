"""What is done on one policy is done one after the other: reports, so that of two in the same second the later sees the
earlier; decisions, so that two do not share out the same money.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise

_ONE_BY_ONE: Final = "SELECT pg_advisory_xact_lock(hashtextextended('claim of ' || %s, 0))"


def in_turn(number: str) -> None:
    """Wait for whoever works on the policy; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_BY_ONE, [normalise(number, Kind.POLICY)])
