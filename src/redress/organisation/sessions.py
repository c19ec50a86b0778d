"""Who is signed in, told at every request: Django's sessions and accounts, read by statements written once (ADR 15)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from redress.organisation.models import User
from redress.organisation.statements import Statement

_LIVE = Statement(
    Session,
    "WHERE t.session_key = %s AND t.expire_date > %s AND NOT EXISTS"
    " (SELECT FROM organisation_staffsession s WHERE s.session = t.session_key AND s.last_seen < %s)",
)
_USER = Statement(User, "WHERE t.id = %s")


def stored(session_key: str) -> str:
    """The key of a session as the table holds it."""
    return session_key


def idle_limit() -> timedelta:
    """After so long without a sign of its person a session has ended (REDRESS_IDLE_MINUTES)."""
    return timedelta(minutes=settings.REDRESS_IDLE_MINUTES)


class SessionStore(db.SessionStore):
    """Django's sessions in the database; only the reading of one is written down."""

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        found = _LIVE.row([self.session_key, now, now - idle_limit()])
        if found is None:
            self._session_key = None
        return found


class StaffBackend(ModelBackend):
    """Django's accounts with a password; only the reading of who is signed in already is written down."""

    def get_user(self, user_id: Any) -> User | None:
        user = _USER.row([user_id])
        return user if user and self.user_can_authenticate(user) else None
