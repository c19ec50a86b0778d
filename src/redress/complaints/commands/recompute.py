"""Projecting clocks again when the calendar learnt a year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from redress.casework.command import Facts
from redress.complaints.case import Case
from redress.complaints.commands.base import Automatic
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.rulebook import State


class RecomputeClocks(Automatic):
    """The working calendar now reaches further: deadlines that were provisional are computed again (CLK-06).

    The journal says so, because a deadline that moves must never move silently.
    """

    name = "recompute_clocks"
    act = None
    label = gettext_lazy("Recompute deadlines")
    icon = "refresh"
    cite = ("CLK-06",)
    within = frozenset(State)

    def do(self, case: Case, actor: Actor) -> Facts:
        case.reproject = True
        return {"calendar_until": calendar_of(case.row.unit).coverage[1].isoformat()}
