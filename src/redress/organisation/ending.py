"""Ending what somebody could still use: sessions and, through a signal, the tokens of the API (SEC-05).

Whatever takes a person's access away or gives the account new keys - a new password, disabling, a reset of the second
factor, leaving - ends all of it, here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import Signal

from redress.organisation.people_models import StaffSession

access_ended: Final = Signal()
"""Sent in the transaction, with `user_id`: rooms that hold keys of their own end them."""


@transaction.atomic
def end_access(user_id: int) -> None:
    """Every session and every token of the person ends now."""
    end_sessions(StaffSession.objects.filter(user=user_id).values_list("session", flat=True))
    access_ended.send(sender=StaffSession, user_id=user_id)


def end_sessions(keys: Collection[str]) -> int:
    """These sessions, by the keys that the table holds; how many there were."""
    ended = list(keys)
    Session.objects.filter(session_key__in=ended).delete()
    count, _each = StaffSession.objects.filter(session__in=ended).delete()
    return count
