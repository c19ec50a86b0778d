"""Corrective actions: opened, reported as done, verified by somebody else (CLO-11)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from redress.assessment.kinds import LEADS, ActionState, What
from redress.assessment.models import CorrectiveAction
from redress.assessment.queries.actions import locked
from redress.assessment.recording import record
from redress.assessment.rules import rulebook_of
from redress.casework import moment
from redress.casework.inputs import Code, RequiredText
from redress.casework.refusals import Forbidden, check_code, refuse
from redress.complaints.queries.case import find
from redress.organisation.actor import Actor
from redress.organisation.models import Department, Unit, User
from redress.sealing.doors import atomic


class OpenAction(BaseModel):
    """A measure against a cause. `case`: number of the case it comes from; empty when it is about a period."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Code = Field(min_length=1)
    case: Code = ""
    cause: Code = Field(min_length=1)
    class_code: Code = ""
    since: date
    measure: RequiredText
    owner: int
    due: date


class ReportDone(BaseModel):
    """What shows that the measure was carried out, and from when on it works."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    evidence: RequiredText
    in_force: date


class Verify(BaseModel):
    """What a second person found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accepted: bool
    verdict: RequiredText


def open_action(actor: Actor, asked: OpenAction) -> CorrectiveAction:
    """Open it for a unit under the actor; the owner is a member of that unit, of one below or above in its company."""
    actor, unit = _unit(actor, asked.unit)
    today = timezone.localdate(moment.now())
    if asked.due < today:
        refuse("CLO-11", _("The due date lies in the past. Give today or a later day."), field="due")
    if asked.since > today:
        refuse(
            "CLO-11", _("The period begins in the future. Give a first day that has passed."), field="since"
        )
    _check_codes(unit, asked)
    department = _department_of(asked.owner, unit)
    complaint = find(actor, asked.case) if asked.case else None
    with atomic("assessment"):
        action = CorrectiveAction.objects.create(
            unit=unit,
            complaint=complaint,
            cause=asked.cause,
            class_code=asked.class_code,
            since=asked.since,
            measure=asked.measure,
            owner_id=asked.owner,
            department=department,
            due=asked.due,
            opened_by_id=_person(actor),
            opened_at=moment.now(),
        )
        record(
            actor,
            What.ACTION_OPENED,
            action,
            unit.pk,
            moment.now(),
            cause=asked.cause,
            owner=asked.owner,
            due=asked.due.isoformat(),
            case=asked.case,
        )
    return action


@atomic("assessment")
def report_done(actor: Actor, action_id: int, said: ReportDone) -> CorrectiveAction:
    """The owner, or who leads the unit, says that it is done."""
    action = locked(actor, action_id)
    way = actor.way(
        lambda each: action.owner_id in (each.id, each.on_behalf_of) or each.has_over(LEADS, action.unit_id)
    )
    if way is None:
        raise Forbidden(
            "CLO-11",
            _("The owner of the action reports its completion. Ask the owner, or who leads the unit."),
        )
    if action.state != ActionState.OPEN:
        refuse(
            "CLO-11",
            _("The action is no longer open. Look at its state; open another one if more is to be done."),
        )
    if said.in_force > timezone.localdate(moment.now()):
        refuse(
            "CLO-11",
            _("A measure that does not work yet is not done. Report it once it is in force."),
            field="in_force",
        )
    if said.in_force < timezone.localdate(action.opened_at):
        refuse(
            "CLO-11",
            _(
                "The measure cannot have worked before it was asked for. Give the day of the "
                "order or a later one."
            ),
            field="in_force",
        )
    action.state, action.evidence, action.in_force = ActionState.DONE, said.evidence, said.in_force
    action.done_by_id, action.done_at = actor.id, moment.now()
    action.save()
    record(way, What.ACTION_DONE, action, action.unit_id, moment.now(), in_force=said.in_force.isoformat())
    return action


@atomic("assessment")
def verify(actor: Actor, action_id: int, said: Verify) -> CorrectiveAction:
    """Somebody who neither owns it nor reported it looks whether it was done (four eyes)."""
    action = locked(actor, action_id)
    way = actor.way(lambda each: each.has_over(LEADS, action.unit_id))
    if way is None:
        raise Forbidden(
            "CLO-11",
            _("Verifying is for the complaint post or the heads of the unit or above. Ask one of them."),
        )
    if actor.people & {action.owner_id, action.done_by_id}:
        raise Forbidden(
            "CLO-11", _("Who answers for the action or reported it does not verify it. Ask a third person.")
        )
    if action.state != ActionState.DONE:
        refuse(
            "CLO-11",
            _("The completion of this action is not reported yet. Wait for the report, then verify."),
        )
    if said.accepted:
        action.state, action.verified_by_id, action.verified_at = (
            ActionState.VERIFIED,
            actor.id,
            moment.now(),
        )
    else:
        action.state, action.done_by_id, action.done_at, action.in_force = ActionState.OPEN, None, None, None
    action.verdict = said.verdict
    action.save()
    what = What.ACTION_VERIFIED if said.accepted else What.ACTION_RETURNED
    record(way, what, action, action.unit_id, moment.now())
    return action


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


def _unit(actor: Actor, code: str) -> tuple[Actor, Unit]:
    unit = Unit.objects.filter(code=code).first()
    way = actor.way(lambda each: each.has_over(LEADS, unit.pk)) if unit else None
    if unit is None or way is None:
        raise not_theirs()
    return way, unit


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
