"""The superior unit revises a subordinate's closure (CLO-03)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.refusals import Forbidden, refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import CAUSES, CauseGiven, check_causes
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.deciding import authority
from redress.complaints.kinds import Validity
from redress.complaints.models import Cause, Revision
from redress.complaints.rulings import rulings
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty, UnitKind
from redress.organisation.models import Appointment
from redress.rulebook import State

_REVISES = frozenset({UnitKind.PROVINCE, UnitKind.HEAD_OFFICE, UnitKind.COMPANY, UnitKind.GROUP})


class ReviseClosure(Command):
    """Change validity and causes of a case that a subordinate unit closed, with the reasons (CLO-03).

    What stood before is kept in the revision and in the journal. The departments that answered for it, and those
    that do now, are told: whoever disagrees may put it to the committee.
    """

    name = "revise_closure"
    act = "decide"
    label = gettext_lazy("Revise the closure")
    icon = "edit-circle"
    cite = ("CLO-03",)
    family = Family.CLOSING
    duties = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD})
    within = frozenset({State.CLOSED, State.ARCHIVED})
    writes = Writes(
        add=("complaints_cause", "complaints_revision"),
        delete=("complaints_cause", "complaints_signoff"),
        columns=("closed_at", "closed_by_id", "validity"),
    )
    prompts = CAUSES

    validity: Validity = Field(title=gettext_noop("Validity"))
    reasons: RequiredText = Field(title=gettext_noop("Reasons"))
    causes: list[CauseGiven] = Field(default=[], max_length=10, title=gettext_noop("Causes"))

    example = {
        "validity": "substantiated",
        "reasons": "抽查发现付款确有延迟",
        "causes": [{"code": "delay", "department": 14}],
    }

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        super().admit(case, actor)
        if not actor.system and not cls._levels(case, actor):
            raise Forbidden("CLO-03", _("A closure is revised by the province or above. Ask one of these."))

    @classmethod
    def _levels(cls, case: Case, actor: Actor) -> set[int]:
        """The units, of the province or above, in which the actor has the duty over the case."""
        posts = actor.reaching(cls.duties, case.row.unit_id)
        return {post.unit for post in posts if post.level in _REVISES}

    def check(self, case: Case, actor: Actor) -> None:
        check_causes(self.causes, case)
        if not actor.system and not self._levels(case, actor) - _closed_by(case):
            raise Forbidden(
                "CLO-03", _("Your own unit closed this case; a revision is for the unit above it. Ask it to.")
            )
        rulings().check_determination(case, self.validity, [(c.code, c.department) for c in self.causes])
        if _now(case) == self._wanted():
            refuse("CLO-03", _("Nothing differs from the closure; change validity or causes."))

    def _wanted(self) -> dict[str, object]:
        return {
            "validity": str(self.validity),
            "causes": sorted([cause.code, cause.department] for cause in self.causes),
        }

    def do(self, case: Case, actor: Actor) -> Facts:
        row, before = case.row, _now(case)
        told = {cause.department_id for cause in row.causes.all()} | {c.department for c in self.causes}
        row.validity, row.validity_reasons = self.validity, self.reasons
        row.causes.all().delete()
        for given in self.causes:
            is_system = case.rulebook.method.causes[given.code].system
            case.add(
                Cause(complaint=row, code=given.code, department_id=given.department, is_system=is_system)
            )
        case.add(
            Revision(
                complaint=row,
                at=case.now,
                by_id=actor.id,
                reasons=self.reasons,
                before=before,
                after=self._wanted(),
            )
        )
        for department in sorted(told):
            case.share("revision", department=department)
            case.alert(AlertKind.REVISED, department_id=department)
        if row.owner_id != actor.id:
            case.alert(AlertKind.REVISED, user_id=row.owner_id)
        return {"validity_before": str(before["validity"]), "validity": str(self.validity)}


def _now(case: Case) -> dict[str, object]:
    causes = [[cause.code, cause.department_id] for cause in case.row.causes.all()]
    return {"validity": str(case.row.validity), "causes": sorted(causes)}


def _closed_by(case: Case) -> set[int]:
    """The units for which the case was closed: those of the closer's duties over it on that day, else the receiver's.

    Imported history and the system's work belong to the receiver.
    """
    row, received = case.row, {case.row.received_unit_id}
    if row.closed_by_id is None or row.closed_at is None:
        return received
    held = Appointment.objects.filter(
        user_id=row.closed_by_id,
        duty__in=Close.duties,
        period__contains=timezone.localdate(row.closed_at),
        department__unit__in=[level.unit for level in authority.chain_of(case).levels],
    )
    return set(held.values_list("department__unit_id", flat=True)) or received
