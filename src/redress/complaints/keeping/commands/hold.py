"""Legal hold of a complaint (CLO-10)."""

from __future__ import annotations

from redress.casework.writes import Writes
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.disposal.holding import Lift, Place
from redress.rulebook import State


class PlaceHold(Place, Command):
    """Stop the disposal of a case, for a lawsuit, an inspection or a dispute (CLO-10)."""

    act = None
    family = Family.CLOSING
    within = frozenset(State)


class LiftHold(Lift, Command):
    """Lift every hold on the case, with the reason (CLO-10)."""

    act = "work"
    family = Family.CLOSING
    within = frozenset(State)
    writes = Writes(change=("complaints_legalhold",))
