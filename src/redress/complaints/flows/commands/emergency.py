"""The emergency process of major cases: team, reports, media watch, end (FLW-16)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, Line, PastMoment, RequiredText
from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints import staff
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.flows import emergencies
from redress.complaints.kinds import EmergencyKind, EmergencyState
from redress.complaints.models import Emergency, EmergencyEntry, EmergencyMember
from redress.complaints.queries import offers, options
from redress.complaints.stated import EMERGENCY
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty

_LEADING = frozenset({Duty.CS_HEAD, Duty.MANAGER})
_WORKING = common.HANDLING | {Duty.MANAGER, Duty.LEGAL, Duty.DEPARTMENT_HEAD}
_EVENTS: Final[dict[EmergencyKind, str]] = {
    EmergencyKind.UP: "emergency_reported_up",
    EmergencyKind.SITUATION: "situation_reported",
    EmergencyKind.REGULATOR: "emergency_regulator_told",
}


class _Running(Command):
    """Something done while the process runs."""

    cite = ("FLW-16",)
    family = Family.FLOW
    duties = _WORKING

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.emergency != EmergencyState.RUNNING:
            refuse("FLW-16", _("No emergency process is running for this case. Start it first."))


class StartEmergency(Command):
    """Start the emergency process by hand; a case that becomes major starts it by itself (FLW-16)."""

    name = "start_emergency"
    act = "work"
    label = gettext_lazy("Start the emergency process")
    icon = "urgent"
    cite = ("FLW-16",)
    family = Family.FLOW
    duties = _LEADING

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "投诉人拟集体上访。"}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.rulebook.method.emergency is None:
            refuse(
                "FLW-16",
                _(
                    "The rulebook of this case knows no emergency process. Handle it like any other "
                    "case, or have the rulebook changed."
                ),
            )
        if case.row.emergency == EmergencyState.RUNNING:
            refuse("FLW-16", _("The emergency process is running already. Report in it what happens."))
        if case.row.emergency == EmergencyState.ENDED:
            refuse(
                "FLW-16", _("The emergency process of this case has ended. Record what happens as contacts.")
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        return {"team": [*emergencies.start(case, actor, self.reason)]}


class SetEmergencyMember(_Running):
    """Take somebody into the team, or out of it (FLW-16)."""

    name = "set_emergency_member"
    act = "work"
    label = gettext_lazy("Change the emergency team")
    icon = "user-plus"
    duties = _LEADING
    prompts = {"member": Prompt(choices=offers.colleagues)}

    member: Code = Field(min_length=1, title=gettext_noop("Member of staff"))
    task: Line = Field(default="", title=gettext_noop("Task"))
    leaves: bool = Field(default=False, title=gettext_noop("Leaves the team"))

    example = {"member": "sc.legal", "task": "法律意见"}

    def check(self, case: Case, actor: Actor) -> None:
        found = self._in_team(case)
        if self.leaves and found is None:
            refuse(
                "FLW-16", _("This person is not in the team. Choose somebody of the team."), field="member"
            )
        if not self.leaves:
            staff.named(case, self.member, "FLW-16", "member")
        if not self.leaves and found is not None:
            refuse(
                "FLW-16", _("This person is in the team already. Nothing needs to be done."), field="member"
            )
        if not self.leaves and not self.task:
            refuse("FLW-16", _("Say what the person is in the team for."), field="task")

    def _in_team(self, case: Case) -> EmergencyMember | None:
        team = case.row.emergency_team.filter(user__username=self.member, left_at=None)
        return team.select_related("user").first()

    def do(self, case: Case, actor: Actor) -> Facts:
        member = self._in_team(case) if self.leaves else None
        user = member.user if member else staff.named(case, self.member, "FLW-16", "member")
        if member is not None:
            member.left_at = case.now
            case.change(member, "left_at")
        else:
            case.add(EmergencyMember(complaint=case.row, user=user, task=self.task, since=case.now))
            case.share("emergency", user=user.pk)
            case.alert(AlertKind.ASSIGNED, user=user, words=self.task)
        return {"member": user.pk, "leaves": self.leaves}


def _tones(case: Case, actor: Actor) -> list[Option]:
    rule = case.rulebook.method.emergency
    return options.texts(rule.media) if rule else []


class ReportEmergency(_Running):
    """Write down what was reported up, in the media, on the situation, or to the regulator (FLW-16).

    It counts when it was reported; the next situation report is then due after the set interval.
    """

    name = "report_emergency"
    act = "work"
    label = gettext_lazy("Report in the emergency")
    icon = "report"

    times = {"at": Span(EMERGENCY, "FLW-16")}
    writes = Writes(add=("complaints_emergencyentry",))
    prompts = {"tone": Prompt(choices=_tones)}

    kind: EmergencyKind = Field(title=gettext_noop("Kind"))
    words: RequiredText = Field(title=gettext_noop("What was reported"))
    reported_to: Line = Field(default="", title=gettext_noop("To whom"))
    source: Line = Field(default="", title=gettext_noop("Medium"))
    tone: Code = Field(default="", title=gettext_noop("Tone"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))

    example = {"kind": "situation", "words": "投诉人情绪平稳，已约定面谈。"}

    def check(self, case: Case, actor: Actor) -> None:
        rule = case.rulebook.method.emergency
        if self.kind == EmergencyKind.MEDIA:
            if not self.source:
                refuse("FLW-16", _("Name the medium and where in it."), field="source")
            if rule is not None and self.tone not in rule.media:
                refuse(
                    "FLW-16",
                    _("Say how the medium speaks of us: %(codes)s.") % {"codes": listed(rule.media)},
                    field="tone",
                )
        elif self.kind in (EmergencyKind.UP, EmergencyKind.REGULATOR) and not self.reported_to:
            refuse("FLW-16", _("Say to whom it was reported."), field="reported_to")

    def do(self, case: Case, actor: Actor) -> Facts:
        at = self.at or case.now
        case.add(
            EmergencyEntry(
                complaint=case.row,
                kind=self.kind,
                to=self.reported_to,
                source=self.source,
                tone=self.tone,
                words=self.words,
                by_id=actor.id,
                at=at,
                entered_at=case.now,
            )
        )
        if self.kind in _EVENTS:
            case.event(_EVENTS[self.kind], at=at)
        return {"kind": self.kind}


class EndEmergency(_Running):
    """End the process with a summary, once it was reported up and to the regulator (FLW-16)."""

    name = "end_emergency"
    act = "work"
    label = gettext_lazy("End the emergency process")
    icon = "shield-check"
    duties = _LEADING

    summary: RequiredText = Field(title=gettext_noop("Summary"))

    example = {"summary": "二十五名投诉人均已接受处理意见。"}

    def check(self, case: Case, actor: Actor) -> None:
        if missing := emergencies.unreported(case):
            names = listed(kind.label for kind in missing)
            refuse("FLW-16", _("Still missing: %(names)s. Report these first.") % {"names": names})

    def do(self, case: Case, actor: Actor) -> Facts:
        process = Emergency.objects.get(complaint=case.row)
        process.ended_at, process.ended_by_id, process.summary = case.now, actor.id, self.summary
        case.change(process)
        case.row.emergency = EmergencyState.ENDED
        case.event("emergency_ended")
        return {}
