"""Who is signed in, told at every request: Django's sessions and accounts, read by statements written once (ADR 15)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from redress.organisation.models import User
from redress.organisation.statements import Statement

_LIVE = Statement(Session, "WHERE t.session_key = %s AND t.expire_date > %s")
_USER = Statement(User, "WHERE t.id = %s")


class SessionStore(db.SessionStore):
    """Django's sessions in the database; only the reading of one is written down."""

    def _get_session_from_db(self) -> Session | None:
        found = _LIVE.row([self.session_key, timezone.now()])
        if found is None:
            self._session_key = None
        return found


class StaffBackend(ModelBackend):
    """Django's accounts with a password; only the reading of who is signed in already is written down."""

    def get_user(self, user_id: Any) -> User | None:
        user = _USER.row([user_id])
        return user if user and self.user_can_authenticate(user) else None
