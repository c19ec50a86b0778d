"""Corrective actions: opened, reported as done, verified by somebody else (CLO-11)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.assessment.door import AssessmentCommand, AssessmentDoor, Kept
from redress.assessment.kinds import LEADS, ActionState, What
from redress.assessment.models import CorrectiveAction
from redress.assessment.queries.actions import NoSuchAction, visible
from redress.assessment.rules import rulebook_of
from redress.casework.command import Facts
from redress.casework.handing_over import HANDS_OVER
from redress.casework.inputs import Code, RequiredText
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.casework.stated import AGES, FURTHEST, NOW, TODAY, Mark, Span
from redress.complaints.queries.case import find
from redress.organisation.actor import Actor
from redress.organisation.models import Department, Unit, User

OPENED = Mark(gettext_lazy("the order of the measure"), lambda _command, file: file.row.opened_at)


class OpenAction(AssessmentCommand):
    """A measure against a cause. `case`: number of the case it comes from; empty when it is about a period.

    It is opened for a unit under the actor; its owner is a member of that unit, of one below or above in its company.
    """

    name = "open_action"
    label = gettext_lazy("Open a corrective action")
    cite = ("CLO-11",)
    what = What.ACTION_OPENED
    creates = True
    times = {"since": Span(AGES, until=TODAY), "due": Span(NOW, until=FURTHEST)}

    unit: Code = Field(min_length=1)
    case: Code = ""
    cause: Code = Field(min_length=1)
    class_code: Code = ""
    since: date
    measure: RequiredText
    owner: int
    due: date

    example = {
        "unit": "sc",
        "cause": "sales",
        "class_code": "solicitation",
        "since": "2026-01-01",
        "measure": "修订双录话术,对全体业务员复训并考试。",
        "owner": 17,
        "due": "2026-04-30",
    }

    @classmethod
    def admit(cls, file: Kept[CorrectiveAction], actor: Actor) -> None:
        """Who may depends on the unit, which its input names: `check` asks."""

    def check(self, file: Kept[CorrectiveAction], actor: Actor) -> None:
        unit = Unit.objects.filter(code=self.unit).first()
        if unit is None or not actor.has_over(LEADS, unit.pk):
            raise not_theirs()
        _check_codes(unit, self)
        _department_of(self.owner, unit)

    def do(self, file: Kept[CorrectiveAction], actor: Actor) -> Facts:
        row, unit = file.row, Unit.objects.get(code=self.unit)
        row.unit = unit
        row.complaint = find(actor, self.case) if self.case else None
        row.cause, row.class_code, row.since, row.measure = (
            self.cause,
            self.class_code,
            self.since,
            self.measure,
        )
        row.owner_id, row.department, row.due = self.owner, _department_of(self.owner, unit), self.due
        row.opened_by_id, row.opened_at = _person(actor), file.now
        return {"cause": self.cause, "owner": self.owner, "due": self.due.isoformat(), "case": self.case}


class ReportActionDone(AssessmentCommand):
    """The owner, or who leads the unit, says that it is done: what shows it, and from when on the measure works."""

    name = "report_action_done"
    label = gettext_lazy("Report completion")
    cite = ("CLO-11",)
    what = What.ACTION_DONE
    within = (ActionState.OPEN,)
    times = {"in_force": Span(OPENED, until=TODAY)}
    elsewhere = gettext_lazy(
        "The action is no longer open. Look at its state; open another one if more is to be done."
    )

    evidence: RequiredText
    in_force: date

    example = {"evidence": "复训签到表和考试成绩已归档。", "in_force": "2026-04-15"}

    @classmethod
    def admit(cls, file: Kept[CorrectiveAction], actor: Actor) -> None:
        if file.row.owner_id not in (actor.id, actor.on_behalf_of) and not actor.has_over(
            LEADS, file.row.unit_id
        ):
            raise Forbidden(
                "CLO-11",
                _("The owner of the action reports its completion. Ask the owner, or who leads the unit."),
            )

    def do(self, file: Kept[CorrectiveAction], actor: Actor) -> Facts:
        row = file.row
        row.state, row.evidence, row.in_force = ActionState.DONE, self.evidence, self.in_force
        row.done_by_id, row.done_at = actor.id, file.now
        return {"in_force": self.in_force.isoformat()}


class VerifyAction(AssessmentCommand):
    """Somebody who neither owns it nor reported it looks whether it was done (four eyes)."""

    name = "verify_action"
    label = gettext_lazy("Record the verification")
    cite = ("CLO-11",)
    what = What.ACTION_VERIFIED
    within = (ActionState.DONE,)
    elsewhere = gettext_lazy(
        "The completion of this action is not reported yet. Wait for the report, then verify."
    )

    accepted: bool
    verdict: RequiredText

    example = {"accepted": True, "verdict": "抽查二十单,复核到位。"}

    @classmethod
    def admit(cls, file: Kept[CorrectiveAction], actor: Actor) -> None:
        row = file.row
        if not actor.has_over(LEADS, row.unit_id):
            raise Forbidden(
                "CLO-11",
                _("Verifying is for the complaint post or the heads of the unit or above. Ask one of them."),
            )
        if actor.people & {row.owner_id, row.done_by_id}:
            raise Forbidden(
                "CLO-11",
                _("Who answers for the action or reported it does not verify it. Ask a third person."),
            )

    def do(self, file: Kept[CorrectiveAction], actor: Actor) -> Facts:
        row = file.row
        if self.accepted:
            row.state, row.verified_by_id, row.verified_at = ActionState.VERIFIED, actor.id, file.now
        else:
            row.state, row.done_by_id, row.done_at, row.in_force = ActionState.OPEN, None, None, None
        row.verdict = self.verdict
        return {}

    def entered_as(self, file: Kept[CorrectiveAction]) -> What:
        return What.ACTION_VERIFIED if self.accepted else What.ACTION_RETURNED


class HandOnAction(AssessmentCommand):
    """Somebody else of the company answers for it from now on, because its owner leaves."""

    name = "hand_on_action"
    label = gettext_lazy("Give to another owner")
    cite = ("CLO-11",)
    what = What.ACTION_HANDED_ON
    within = (ActionState.OPEN, ActionState.DONE)
    elsewhere = gettext_lazy("A verified action has nothing left to be handed on. Nothing needs to be done.")

    house = True

    owner: int

    example = {"owner": 23}

    @classmethod
    def admit(cls, file: Kept[CorrectiveAction], actor: Actor) -> None:
        """Whoever hands over the work of the person who leaves, also who sees none of it (ORG-12)."""
        sits = file.row.owner.department
        if sits is None or not actor.has_over(HANDS_OVER | LEADS, sits.unit_id):
            raise Forbidden(
                "CLO-11",
                _("You hand over nothing in the unit of this person. Ask its head or its administrator."),
            )

    def check(self, file: Kept[CorrectiveAction], actor: Actor) -> None:
        _department_of(self.owner, file.row.unit)

    def do(self, file: Kept[CorrectiveAction], actor: Actor) -> Facts:
        row = file.row
        before, row.owner_id, row.department = row.owner_id, self.owner, _department_of(self.owner, row.unit)
        return {"before": before, "owner": self.owner}


DOOR: AssessmentDoor[CorrectiveAction] = AssessmentDoor(CorrectiveAction, ActionState, visible, NoSuchAction)

give = DOOR.execute
"""Give one command on a corrective action, or the one that opens it. Raises Refusal; then nothing was written."""


def not_theirs() -> Forbidden:
    """Who opens actions."""
    because = _(
        "Corrective actions are opened by the complaint post or the heads of the unit or "
        "above. Ask one of them."
    )
    return Forbidden("CLO-11", because)


def _person(actor: Actor) -> int:
    if actor.id is None:
        raise Forbidden("CLO-11", _("This is done by a person. Sign in and do it yourself."))
    return actor.id


def _department_of(owner: int, unit: Unit) -> Department:
    company = "/".join(unit.path.split("/")[:3]) + "/"
    person = User.objects.filter(pk=owner, is_active=True).select_related("department__unit").first()
    if person is None or person.department is None or not person.department.unit.path.startswith(company):
        refuse(
            "CLO-11",
            _("The owner is a member of staff of this company. Name a colleague of this company."),
            field="owner",
        )
    return person.department


def _check_codes(unit: Unit, asked: OpenAction) -> None:
    method = rulebook_of(unit).method
    check_code("CLO-11", "cause", asked.cause, method.causes)
    check_code("CLO-11", "class_code", asked.class_code, method.class_sets["method"].codes)
