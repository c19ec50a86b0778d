"""Who is signed in, told at every request: Django's sessions and accounts, read by statements written once (ADR 15).

The table of sessions holds a keyed hash of the key that stands in the cookie, and what a session carries encrypted:
whoever reads it can neither take a session over nor read what somebody looked at (SEC-02, SEC-05).
"""

from __future__ import annotations

import base64
import binascii
import logging
from datetime import timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from redress.organisation.models import User
from redress.organisation.statements import Statement
from redress.privacy import cipher

log = logging.getLogger("redress.organisation")
_COLUMN = "django_session.session_data"
_LIVE = Statement(
    Session,
    "WHERE t.session_key = %s AND t.expire_date > %s AND NOT EXISTS"
    " (SELECT FROM organisation_staffsession s WHERE s.session = t.session_key AND s.last_seen < %s)",
)
_USER = Statement(User, "WHERE t.id = %s")


def stored(session_key: str) -> str:
    """The key of a session as the tables hold it: a keyed hash, from which no cookie can be made."""
    return cipher.keyed(session_key, "stored session").hex()


def idle_limit() -> timedelta:
    """After so long without a sign of its person a session has ended (REDRESS_IDLE_MINUTES)."""
    return timedelta(minutes=settings.REDRESS_IDLE_MINUTES)


class SessionStore(db.SessionStore):
    """Django's sessions in the database. `session_key` is the cookie's; every statement asks for `stored(key)`."""

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        key = stored(self.session_key) if self.session_key else None
        found = _LIVE.row([key, now, now - idle_limit()]) if key else None
        if found is None:
            self._session_key = None
        return found

    def load(self) -> dict[str, Any]:
        """What the session carries. One whose data do not open, or whose key has left the ring, has ended."""
        found = self._get_session_from_db()
        if found is None:
            return {}
        try:
            sealed = base64.b64decode(found.session_data, validate=True)
            return self.decode(cipher.decrypt(sealed, _COLUMN, found.session_key))
        except (cipher.Unreadable, binascii.Error):
            log.warning("a session does not open and has ended: %s", found.session_key)
            self._session_key = None
            return {}

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=stored(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]
        made.session_key = stored(made.session_key)
        sealed = cipher.encrypt(made.session_data, _COLUMN, made.session_key)
        made.session_data = base64.b64encode(sealed).decode()
        return made

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            Session.objects.filter(session_key=stored(key)).delete()

    async def _aget_session_from_db(self) -> NoReturn:
        """Django's asynchronous ways would ask the table for the cookie itself; nothing here is asynchronous."""
        raise NotImplementedError("sessions are read and written synchronously")

    aexists = acreate_model_instance = adelete = aload = _aget_session_from_db  # type: ignore[assignment]


class StaffBackend(ModelBackend):
    """Django's accounts with a password; only the reading of who is signed in already is written down."""

    def get_user(self, user_id: Any) -> User | None:
        user = _USER.row([user_id])
        return user if user and self.user_can_authenticate(user) else None
