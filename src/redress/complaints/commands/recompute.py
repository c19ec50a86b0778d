"""Projecting the clocks of a case again when the calendar learnt a year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from redress.clocks.stepping import Recompute
from redress.complaints.commands.base import Automatic
from redress.rulebook import State


class RecomputeClocks(Recompute, Automatic):
    """The working calendar is another or reaches further: deadlines that hang on it are computed again (CLK-06)."""

    name = "recompute_clocks"
    act = None
    label = gettext_lazy("Recompute deadlines")
    icon = "refresh"
    cite = ("CLK-06",)
    within = frozenset(State)
