"""What timed work does to a claim: a step of a clock, and clocks computed anew (CLM-09, CLK-06)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework.command import Facts
from redress.casework.open_served import OpenServed
from redress.casework.refusals import refuse
from redress.claims.commands.base import Automatic
from redress.claims.file import OpenClaim
from redress.claims.queries import complained
from redress.clocks.models import Clock
from redress.clocks.stepping import Recompute, Step
from redress.organisation.actor import Actor


class AdvanceClaim(Step, Automatic):
    """The next step of one clock is reached: the journal says so, once, and whoever it is for is alerted.

    The clock of visits tells nobody in the house: its step reminds the customer (CLM-07).
    """

    def do(self, file: OpenServed[Any], actor: Actor) -> Facts:
        """What nears or passes counts towards the risk (CLM-14)."""
        file.reproject = True
        return super().do(file, actor)

    def tell(self, file: OpenClaim, clock: Clock, action: str, whom: str, *, late: bool) -> None:
        if clock.key == file.rulebook.method.promises["visit"].clock and not late:
            file.event("visit_reminded", about=clock.about, due=clock.due_at)
        else:
            super().tell(file, clock, action, whom, late=late)


class WeighClaim(Automatic):
    """Time has passed: the claim is weighed again, so that the list of risks finds it (CLM-14).

    The house looks how many complaints there were of the policy or the people, which who handles the claim may not see.
    """

    name = "weigh_claim"
    label = gettext_lazy("Weighed again")
    icon = "scale-outline"
    cite = ("CLM-14",)

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.row.risk_again_at is None or file.row.risk_again_at > file.now:
            refuse("CLM-14", _("Nothing has changed by time alone. Nothing needs to be done."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.row.complaints_before = complained.before(file.row)
        file.reproject = True
        return {"complaints_before": file.row.complaints_before}


class RecomputeClaim(Recompute, Automatic):
    """The working calendar is another or reaches further: deadlines that hang on it are computed again (CLK-06)."""
