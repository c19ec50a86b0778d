"""What timed work does to a claim: a step of a clock, and clocks computed anew (CLM-09, CLK-06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import PrivateAttr

from redress.casework import command as casework
from redress.casework.command import Facts
from redress.casework.open_served import OpenServed
from redress.casework.refusals import Forbidden, refuse
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.states import ClaimState
from redress.clocks.models import Clock
from redress.clocks.stepping import Recompute, Step
from redress.messages.alerting import alert_of
from redress.organisation import holders
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
    """The next step of one clock is reached: the journal says so, once, and whoever it is for is alerted.

    The clock of visits tells nobody in the house: its step reminds the customer (CLM-07).
    """

    name = "advance_clock"
    label = gettext_lazy("Clock step")
    icon = "alarm"
    cite = ("FLW-04", "CLK-01")

    _posts: holders.Posts = PrivateAttr()

    @classmethod
    def prepare(cls, work: Sequence[tuple[casework.Command, OpenClaim]]) -> None:
        """Besides clocks, the heads of all units of a batch: two queries more."""
        super().prepare(work)
        mine = [(command, file) for command, file in work if isinstance(command, AdvanceClaim)]
        posts = holders.posts({file.row.unit_id for _command, file in mine})
        for command, _file in mine:
            command._posts = posts

    def do(self, file: OpenServed[Any], actor: Actor) -> Facts:
        """What nears or passes counts towards the risk (CLM-14)."""
        file.reproject = True
        return super().do(file, actor)

    def tell(self, file: OpenClaim, clock: Clock, action: str, whom: str, *, late: bool) -> None:
        if clock.key == file.rulebook.method.promises["visit"].clock and not late:
            file.event("visit_reminded", about=clock.about, due=clock.due_at)
            return
        head = self._posts.find(whom, file.row.unit_id)
        file.alert(
            alert_of(action, late=late),
            user_id=head or file.row.owner_id,
            words=clock.key,
            due_at=clock.due_at,
        )


class WeighClaim(Automatic):
    """Days have passed: the claim is weighed again, so that the list of risks finds it (CLM-14)."""

    name = "weigh_claim"
    label = gettext_lazy("Weighed again")
    icon = "scale-outline"
    cite = ("CLM-14",)

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.row.risk_again_at is None or file.row.risk_again_at > file.now:
            refuse("CLM-14", _("Nothing has changed by time alone. Nothing needs to be done."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.reproject = True
        return {}


class RecomputeClaim(Recompute, Automatic):
    """The working calendar now reaches further: deadlines that were provisional are computed again (CLK-06)."""

    name = "recompute_clocks"
    label = gettext_lazy("Recompute deadlines")
    icon = "refresh"
    cite = ("CLK-06",)
