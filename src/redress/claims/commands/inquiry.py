"""The investigation: explained, agreed beforehand, no more trouble than needed (CLM-07)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import Moment, RequiredLine, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.questions import check_promise
from redress.claims.file import OpenClaim
from redress.claims.models import Appointment
from redress.claims.states import ClaimState
from redress.organisation.actor import Actor

_NOTICE = timedelta(hours=2)
"""So long before a visit it is agreed at least."""
_REMINDED = timedelta(days=1)
"""Who hears of a visit later than so long before it needs no reminder."""


class StartInvestigation(ClaimCommand):
    """Begin to investigate; the customer is told why."""

    name = "start_investigation"
    label = gettext_lazy("Start the investigation")
    icon = "search"
    cite = ("CLM-07", "CLM-05")
    moves = {ClaimState.ADJUSTING: ClaimState.INVESTIGATING}

    reason: RequiredText = Field(title=gettext_noop("Why, as the customer was told"))

    example = {"reason": "需要核实事故经过与车辆受损情况。"}

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.said = self.reason
        file.event("inquiry_started")
        return {}


class MakeAppointment(ClaimCommand):
    """Agree a visit: for what, how it goes, who comes. One a day at most."""

    name = "make_appointment"
    label = gettext_lazy("Agree a visit")
    icon = "calendar-event"
    writes = Writes(add=("claims_appointment",))
    cite = ("CLM-07",)
    within = frozenset({ClaimState.INVESTIGATING})
    times = {"at": Span(NOW, until=FURTHEST)}

    at: Moment = Field(title=gettext_noop("When"))
    purpose: RequiredText = Field(title=gettext_noop("Purpose"))
    course: RequiredText = Field(title=gettext_noop("How it goes"))
    people: RequiredLine = Field(title=gettext_noop("Who comes"))

    example = {
        "at": "2026-03-12T10:00:00+08:00",
        "purpose": "现场查看受损车辆",
        "course": "约三十分钟，拍照并询问事故经过",
        "people": "查勘员 王某",
    }

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self.at < file.now + _NOTICE:
            refuse(
                "CLM-07",
                _("A visit is agreed at least two hours beforehand. Choose a later time with the customer."),
                field="at",
            )
        check_promise(file, "visit", self.at, "CLM-07", "at")
        days = {
            timezone.localdate(at)
            for at in Appointment.objects.filter(claim=file.row).values_list("at", flat=True)
        }
        if timezone.localdate(self.at) in days:
            refuse(
                "CLM-07",
                _("There is a visit that day already; the customer is not to be disturbed twice. Do both at once, or "
                  "agree another day."),
                field="at",
            )  # fmt: skip

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        said = {name: getattr(self, name) for name in ("at", "purpose", "course", "people")}
        number = str(Appointment.objects.filter(claim=file.row).count() + 1)
        file.add(Appointment(claim=file.row, made_at=file.now, **said))
        file.event("visit_agreed", about=number, due=self.at)
        if self.at < file.now + _REMINDED:
            file.event("visit_reminded", about=number)
        return {"at": self.at.isoformat()}


class EndInvestigation(ClaimCommand):
    """The investigation has ended; the claim is adjusted."""

    name = "end_investigation"
    label = gettext_lazy("End the investigation")
    icon = "search-off"
    cite = ("CLM-05", "CLM-07")
    moves = {ClaimState.INVESTIGATING: ClaimState.ADJUSTING}
    primary = True

    result: RequiredText = Field(title=gettext_noop("What was found"))

    example = {"result": "事故经过属实，车损与事故相符。"}

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        file.event("inquiry_ended")
        file.event("adjusting_began")
        return {}
