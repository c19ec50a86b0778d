"""How a person has the desk look (FLW-18, COM-10)."""

from __future__ import annotations

from typing import Any

from redress.casework.models import DeskSettings
from redress.organisation.actor import Actor


def of(actor: Actor) -> DeskSettings:
    """The actor's settings; those of somebody who never said anything where there are none."""
    own = actor.id or 0
    return DeskSettings.objects.filter(user_id=own).first() or DeskSettings(user_id=own)


def keep(actor: Actor, **said: Any) -> None:
    """Keep what the actor says of the own desk; the rest stays as it is."""
    if actor.id is not None:
        DeskSettings.objects.update_or_create(user_id=actor.id, defaults=said)
