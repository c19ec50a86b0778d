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


def may(actor: Actor, duties: frozenset[Duty], unit_id: int | None) -> bool:
    """Whether the actor has one of the duties over that unit, its own or one below; the system has them all."""
    return actor.system or (actor.has(duties) and unit_id in actor.below)


def need(actor: Actor, duties: frozenset[Duty], unit: Unit) -> None:
    """Raises NotYourDuty unless the actor may."""
    if not may(actor, duties, unit.pk):
        raise NotYourDuty(duties, unit)
