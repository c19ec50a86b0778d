"""What timed work does to a claim: a step of a clock, and clocks computed anew (CLM-09, CLK-06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, PrivateAttr

from redress.casework.command import Facts
from redress.casework.refusals import Forbidden, refuse
from redress.claims.commands.base import ClaimCommand
from redress.claims.file import OpenClaim
from redress.claims.states import ClaimState
from redress.clocks.models import Clock
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of

_EVENTS = {"warn": "warned", "urge": "urged", "breach": "breached", "tell": "warned", "notify": "warned"}


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


class AdvanceClaim(Automatic):
    """The next step of one clock is reached: the journal says so, once. Nobody is sent a message of claims yet; the
    list of risks shows what has passed."""

    name = "advance_clock"
    label = gettext_lazy("Clock step")
    icon = "alarm"
    cite = ("FLW-04", "CLK-01")

    clock: int
    step: int = Field(ge=0)

    _clock: Clock | None = PrivateAttr(default=None)

    @classmethod
    def prepare(cls, work: Sequence[tuple[Any, Any]]) -> None:
        """Read the clocks of a batch under the locks of their claims: one query."""
        mine = [command for command, _file in work if isinstance(command, AdvanceClaim)]
        clocks = Clock.objects.in_bulk([command.clock for command in mine])
        for command in mine:
            command._clock = clocks.get(command.clock)

    def check(self, file: OpenClaim, actor: Actor) -> None:
        clock = self._clock
        if (
            clock is None
            or clock.step != self.step
            or not clock.next_step_at
            or clock.next_step_at > file.now
        ):
            refuse(
                "FLW-04",
                _("This step of the clock was already taken or is not due. Nothing needs to be done."),
            )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        clock = self._clock
        assert clock is not None
        action, _colon, whom = clock.steps_do[self.step].partition(":")
        clock.step += 1
        file.change(clock, "step")
        file.event(_EVENTS[action], about=clock.about)
        due = timezone.localtime(clock.due_at).isoformat() if clock.due_at else None
        return {"clock": clock.key, "about": clock.about, "action": action, "whom": whom, "due": due}


class RecomputeClaim(Automatic):
    """The working calendar now reaches further: deadlines that were provisional are computed again (CLK-06)."""

    name = "recompute_clocks"
    label = gettext_lazy("Recompute deadlines")
    icon = "refresh"
    cite = ("CLK-06",)

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.reproject = True
        return {"calendar_until": calendar_of(file.row.unit).coverage[1].isoformat()}
