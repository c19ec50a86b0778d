"""How often somebody asks whether a letter is genuine, counted by the database for all processes together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from redress.letters.models import Attempt
from redress.privacy.cipher import keyed

KEPT = timedelta(minutes=10)

_COUNT = """
INSERT INTO letters_attempt AS a (asker, minute, n) VALUES (%s, %s, 1)
ON CONFLICT (asker, minute) DO UPDATE SET n = a.n + 1
RETURNING n
"""


def count(asker: str, at: datetime) -> int:
    """The questions of this asker in this minute, this one included; a keyed hash of the asker is kept, briefly."""
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [keyed(asker, "asker"), minute])
        n = int(cursor.fetchone()[0])
    if n == 1:
        Attempt.objects.filter(minute__lt=minute - KEPT).delete()
    return n
