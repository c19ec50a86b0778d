"""Numbers of cases: the letter of the line, the year, and a running number, e.g. L2026-0000123."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

_LETTERS = {"life": "L", "property": "P", "health": "H", "group": "G"}


def take(count: int = 1) -> list[int]:
    """Ids for new cases, from the database's sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('complaints_complaint_number') FROM generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def number(line: str, received: datetime, case_id: int) -> str:
    """The number people read and write."""
    return f"{_LETTERS[line]}{timezone.localtime(received).year}-{case_id:07d}"
