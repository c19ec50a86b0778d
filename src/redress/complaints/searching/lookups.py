"""Looking up whether somebody has complained: for whom it is work (SEC-01)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import Forbidden
from redress.organisation.actor import Actor
from redress.organisation.kinds import TAKING_DUTIES


def admit(actor: Actor) -> None:
    """Refuse whoever takes no complaints: what a register form finds out is told to those who fill it in."""
    if not actor.system and not actor.over(TAKING_DUTIES):
        raise Forbidden(
            "SEC-01",
            _(
                "Looking up complaints is for those who take or handle them. Ask customer service of your unit."
            ),
        )
