"""What the system does to a file of any kind because time goes on: a step of a clock, and clocks computed anew.

Kinds bring commands of these (`Kind.advance`, `Kind.recompute`), with their own base and whom a step is told to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, PrivateAttr

from redress.casework.command import Command, Facts
from redress.casework.open_served import OpenServed
from redress.casework.refusals import refuse
from redress.clocks.models import Clock
from redress.messages.alerting import alert_of
from redress.messages.models import Alert
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of

_EVENTS = {"warn": "warned", "urge": "urged", "breach": "breached", "tell": "warned", "notify": "warned"}


class Step(Command):
    """Take the next step of one clock's ladder. Refuses a step that was taken already: each happens once (FLW-04)."""

    name = "advance_clock"
    label = gettext_lazy("Clock step")
    icon = "alarm"
    cite = ("FLW-04", "CLK-01")

    clock: int
    step: int = Field(ge=0)

    _clock: Clock | None = PrivateAttr(default=None)
    _posts: holders.Posts = PrivateAttr()

    @classmethod
    def prepare(cls, work: Sequence[tuple[Command, Any]]) -> None:
        """Read the clocks of all files of a batch under their locks, and the heads of their units: three queries."""
        steps = [command for command, _file in work if isinstance(command, Step)]
        clocks = Clock.objects.in_bulk([command.clock for command in steps])
        posts = holders.posts({file.row.unit_id for _command, file in work})
        for command in steps:
            command._clock, command._posts = clocks.get(command.clock), posts

    def check(self, file: OpenServed[Any], actor: Actor) -> None:
        clock = self._clock
        if (
            clock is None
            or clock.file_id != file.row.pk
            or clock.step != self.step
            or not clock.next_step_at
            or clock.next_step_at > file.now
        ):
            refuse(
                "FLW-04",
                _("This step of the clock was already taken or is not due. Nothing needs to be done."),
            )

    def do(self, file: OpenServed[Any], actor: Actor) -> Facts:
        clock = self._clock
        assert clock is not None
        action, _colon, whom = clock.steps_do[self.step].partition(":")
        told = self.told_by(clock, action)
        if not told:
            late = clock.due_at is not None and clock.due_at <= file.now
            self.tell(file, clock, action, whom, late=late)
        clock.step += 1
        file.change(clock, "step")
        file.event(_EVENTS[action], about=clock.about)
        due = timezone.localtime(clock.due_at).isoformat() if clock.due_at else None
        facts: Facts = {"clock": clock.key, "about": clock.about, "action": action, "whom": whom, "due": due}
        return facts | ({"with": told} if told else {})

    def told_by(self, clock: Clock, action: str) -> str:
        """The clock that has just told the same, so that this one need not; ''."""
        return ""

    def tell(self, file: Any, clock: Clock, action: str, whom: str, *, late: bool) -> None:
        """Tell whoever the step is for: a head, a superior's head; the owner where there is nobody else.

        `action`: warn, urge, breach, tell or notify; `late`: the limit has passed, so that it is no longer near.
        """
        row, kind = file.row, alert_of(action, late=late)
        user = self._posts.find(whom, row.unit_id) or row.owner_id
        file.add(
            Alert(file_id=row.pk, kind=kind, words=clock.key, due_at=clock.due_at, user_id=user, at=file.now)
        )


class Recompute(Command):
    """The working calendar is another or reaches further: deadlines that hang on it are computed again (CLK-06).

    The journal says so, because a deadline that moves must never move silently.
    """

    name = "recompute_clocks"
    label = gettext_lazy("Recompute deadlines")
    icon = "refresh"
    cite = ("CLK-06",)

    def do(self, file: OpenServed[Any], actor: Actor) -> Facts:
        file.reproject = True
        return {"calendar_until": calendar_of(file.row.unit).coverage[1].isoformat()}
