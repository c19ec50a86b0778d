"""Codes of the second factor count once; who must have one (SEC-05)."""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings
from django.db import connection

from redress.organisation.actor import Actor

STEP_SECONDS: Final = 30
SESSION_FLAG: Final = "second_factor"
"""In a session: its person gave a second factor, or set one up."""

_TAKE = """
    INSERT INTO organisation_secondfactoruse (user_id, step) VALUES (%s, %s)
    ON CONFLICT (user_id) DO UPDATE SET step = EXCLUDED.step
     WHERE organisation_secondfactoruse.step < EXCLUDED.step
"""


def taken_once(user_id: int) -> bool:
    """Note that a code of now was taken; False when one of this time step was taken before. One statement, so that of
    two at the same moment one is refused."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [user_id, int(time.time()) // STEP_SECONDS])
        return bool(cursor.rowcount == 1)


def required(actor: Actor) -> bool:
    """Whether one of the actor's duties asks for a second factor (REDRESS_SECOND_FACTOR)."""
    return bool(settings.REDRESS_SECOND_FACTOR) and any(
        str(post.duty) in settings.REDRESS_SECOND_FACTOR for post in actor.posts
    )
