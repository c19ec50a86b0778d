"""Who may change the organisation, and where."""

from __future__ import annotations

from typing import Final

from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit
from redress.organisation.refusals import NotYourDuty

ADMINISTRATORS: Final = frozenset({Duty.ADMINISTRATOR})

CLOSERS: Final = frozenset({Duty.MANAGER, Duty.ADMINISTRATOR})
"""Who closes a period of a unit for entry, and opens it again (INT-02)."""


def need(actor: Actor, duties: frozenset[Duty], unit: Unit) -> Actor:
    """The way in which the actor may, alone or in an absent person's place; raises NotYourDuty."""
    way = actor.way(lambda each: each.has_over(duties, unit.pk))
    if way is None:
        raise NotYourDuty(duties, unit)
    return way
