"""Where people are signed in, and since when nothing came from there (SEC-05).

What a page asks for by itself, its figures every twenty seconds, is no sign of a person and keeps no session alive.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Final

from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.organisation import ending, sessions, sign_ins
from redress.organisation.addresses import client_address
from redress.organisation.kinds import SignInEvent
from redress.organisation.models import StaffSession, User
from redress.organisation.refusals import RuleStands

TOUCHED_TO: Final = 60.0
"""Seconds: a request writes when it was only if the last one written is older, so that most write nothing."""
_MOST: Final = 10_000
_touched: OrderedDict[str, float] = OrderedDict()

_TOUCH = """
    INSERT INTO organisation_staffsession (session, user_id, created_at, last_seen, address, agent, agent_digest)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (session) DO UPDATE SET last_seen = EXCLUDED.last_seen, address = EXCLUDED.address
"""


def begin(request: HttpRequest, user: User) -> None:
    """Somebody has just signed in: what was remembered of the session says nothing any more."""
    if key := request.session.session_key:
        _touched.pop(sessions.stored(key), None)
        touch(request, user)


def touch(request: HttpRequest, user: User) -> None:
    """A person asked for something: at most one statement a minute, a session, a process."""
    key = request.session.session_key
    if key is None:
        return
    stored, now = sessions.stored(key), time.monotonic()
    if now - _touched.get(stored, -TOUCHED_TO) < TOUCHED_TO:
        return
    _touched[stored] = now
    _touched.move_to_end(stored)
    while len(_touched) > _MOST:
        _touched.popitem(last=False)
    at = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _TOUCH,
            [
                stored,
                user.pk,
                at,
                at,
                client_address(request),
                sign_ins.agent(request),
                sign_ins.agent_digest(request),
            ],
        )


def of(user: User) -> list[StaffSession]:
    """Where the person is signed in now, the latest first: one query."""
    now = timezone.now()
    live = Session.objects.filter(expire_date__gt=now).values("session_key")
    return list(
        StaffSession.objects.filter(user=user, session__in=live, last_seen__gte=now - sessions.idle_limit())
    )


def here(request: HttpRequest) -> str:
    """The session that this request came with, as the table holds it."""
    key = request.session.session_key
    return sessions.stored(key) if key else ""


def end(user: User, key: str, request: HttpRequest) -> None:
    """The person ends one of their own sessions; the one that asks is signed out."""
    if key == here(request):
        logout(request)
        return
    if not StaffSession.objects.filter(user=user, session=key).exists():
        raise RuleStands("SEC-05", _("This session has ended already. Nothing needs to be done."))
    ending.end_sessions([key])
    sign_ins.note(SignInEvent.SESSION_ENDED, user=user, by=user.pk, request=request)
