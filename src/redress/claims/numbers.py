"""Numbers of claims: the letter C, the year, and a running number, e.g. C2026-0000123."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone

from redress.casework.kinds import SPAN

NUMBER: Final = re.compile(r"C\d{4}-\d{7,12}", re.ASCII)
"""A number of a claim as the house writes it."""
SERIES: Final = 1
"""Keys of claims lie from SERIES * SPAN on."""


def take(count: int = 1) -> list[int]:
    """Keys for new claims, from the database's sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT redress_next('claims_claim_number', %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def number(reported: datetime, key: int) -> str:
    """The number people read and write."""
    return f"C{timezone.localtime(reported).year}-{key - SERIES * SPAN:07d}"
