"""The look that a person chose is kept with the person; the session brings it along, so that no page asks for it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import signals
from django.dispatch import receiver
from django.http import HttpRequest

from redress.casework import desk_settings
from redress.casework.themes import Theme
from redress.organisation.acting import acting_as
from redress.organisation.actor import Actor
from redress.organisation.models import User

KEY = "desk"


@receiver(signals.user_logged_in)
def bring(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Whoever is about to be signed in reads the own settings as that person, who sees no case meanwhile."""
    with acting_as(Actor(id=user.pk, name=user.name, former=True)):
        own = desk_settings.of(Actor(id=user.pk, name=user.name))
    request.session[KEY] = {"theme": own.theme, "toured": own.toured}


def choose(request: HttpRequest, actor: Actor, **said: str | bool) -> None:
    """Keep it with the person and in this session."""
    desk_settings.keep(actor, **said)
    request.session[KEY] = request.session.get(KEY, {}) | said


def first_day(request: HttpRequest) -> bool:
    """Whether the hints of the first day stand beneath the workbench: until their person has read them."""
    at = request.resolver_match
    if at is None or at.view_name != "desk:workbench" or KEY not in request.session:
        return False
    return not request.session[KEY].get("toured")


def theme(request: HttpRequest) -> str:
    """What the page says of itself; nobody's session says nothing, and follows the computer."""
    session = getattr(request, "session", None)
    kept = session.get(KEY, {}).get("theme") if session is not None else None
    return kept if kept in Theme.values else Theme.SYSTEM
