"""What a person chose the last time, kept in the browser for that person alone: a code, and nothing about anybody."""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings
from django.http import HttpResponse

from redress.desk.decorators import StaffRequest

_HOLDS: Final = 180 * 24 * 60 * 60
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def channel(request: StaffRequest) -> str:
    """The channel of the complaint that the person registered last in this browser; '' where none is known."""
    found = request.COOKIES.get(_name(request), "")
    return found if _CODE.fullmatch(found) else ""


def keep(request: StaffRequest, answer: HttpResponse, channel: str) -> HttpResponse:
    """The answer, with which the browser keeps the channel."""
    if _CODE.fullmatch(channel):
        answer.set_cookie(
            _name(request),
            channel,
            max_age=_HOLDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


def _name(request: StaffRequest) -> str:
    return f"redress-channel-{request.actor.id}"
