"""What timed work does to a claim: a step of a clock, and clocks computed anew (CLM-09, CLK-06)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework.refusals import Forbidden
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.states import ClaimState
from redress.clocks.models import Clock
from redress.clocks.stepping import Recompute, Step
from redress.organisation.actor import Actor


class Automatic(ClaimCommand):
    """A command that only the system gives."""

    automatic = True
    duties = frozenset()
    within = frozenset(ClaimState)

    @classmethod
    def admit(cls, file: OpenClaim, actor: Actor) -> None:
        if not actor.system:
            raise Forbidden(
                "SEC-01", _("%(command)s is done by the system alone. Wait for it.") % {"command": cls.label}
            )


class AdvanceClaim(Step, Automatic):
    """The next step of one clock is reached: the journal says so, once. Nobody is sent a message of claims yet; the
    list of risks shows what has passed."""

    name = "advance_clock"
    label = gettext_lazy("Clock step")
    icon = "alarm"
    cite = ("FLW-04", "CLK-01")

    def tell(self, file: OpenClaim, clock: Clock, action: str, whom: str, *, late: bool) -> None:
        """Whom it is for stands in the entry."""


class RecomputeClaim(Recompute, Automatic):
    """The working calendar now reaches further: deadlines that were provisional are computed again (CLK-06)."""

    name = "recompute_clocks"
    label = gettext_lazy("Recompute deadlines")
    icon = "refresh"
    cite = ("CLK-06",)
