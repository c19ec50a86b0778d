"""Corrective actions of a person, of a unit, overdue; and what each has changed (CLO-11)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.assessment.effect import Effect, effect
from redress.assessment.kinds import ActionState
from redress.assessment.models import AssessmentEntry, CorrectiveAction
from redress.assessment.recording import about
from redress.casework import moment
from redress.casework.refusals import NotThere
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.days import midnight
from redress.organisation.models import Unit

MOST = 200
LONGEST = 365
"""Days compared on each side at most."""


class Which(StrEnum):
    """The lists of actions."""

    MINE = "mine"
    UNIT = "unit"
    OVERDUE = "overdue"
    VERIFIED = "verified"


class NoSuchAction(NotThere):
    """No such action for this actor."""

    def __init__(self) -> None:
        super().__init__(
            "CLO-11",
            _("There is no such action that you may see. Check the number, or ask whoever leads the unit."),
        )


def visible(actor: Actor) -> QuerySet[CorrectiveAction]:
    """Actions of the actor's units, own ones, and those of the actor's departments."""
    found = CorrectiveAction.objects.all()
    if actor.system:
        return found
    return found.filter(
        Q(unit_id__in=actor.units) | Q(owner_id=actor.id) | Q(department_id__in=actor.departments)
    )


def listed(actor: Actor, which: Which) -> list[CorrectiveAction]:
    """One list, most urgent first: one query."""
    today, found = timezone.localdate(moment.now()), visible(actor)
    match which:
        case Which.MINE:
            found = found.filter(owner_id=actor.id).exclude(state=ActionState.VERIFIED)
        case Which.OVERDUE:
            found = found.filter(due__lt=today, state=ActionState.OPEN)
        case Which.VERIFIED:
            found = found.filter(state=ActionState.VERIFIED)
        case Which.UNIT:
            found = found.exclude(state=ActionState.VERIFIED)
    return list(found.select_related("unit", "owner", "department__unit").order_by("due", "id")[:MOST])


def of_case(actor: Actor, case_id: int) -> list[CorrectiveAction]:
    """Actions that come from a case: one query."""
    return list(visible(actor).filter(complaint_id=case_id).select_related("owner", "unit"))


def opened(actor: Actor, action_id: int) -> CorrectiveAction:
    """One action with its people. Raises NoSuchAction."""
    found = (
        visible(actor)
        .filter(pk=action_id)
        .select_related("unit", "owner", "department__unit", "opened_by", "done_by", "verified_by")
        .first()
    )
    if found is None:
        raise NoSuchAction
    return found


def case_of(actor: Actor, action: CorrectiveAction) -> str:
    """The number of the case it comes from; '' where there is none that the actor sees."""
    if action.complaint_id is None:
        return ""
    seen = Complaint.objects.visible_to(actor).filter(pk=action.complaint_id)
    return seen.values_list("number", flat=True).first() or ""


def history(action: CorrectiveAction) -> list[AssessmentEntry]:
    """What was done with it, newest first."""
    return list(AssessmentEntry.objects.filter(about=about(action)).select_related("by"))


def measured(actor: Actor, action: CorrectiveAction) -> Effect | None:
    """Cases with the cause, by day of registration, over equally many days before and after the measure worked.

    None while it does not work yet, or for an actor who does not see all cases of the unit: a part of them would give
    a wrong figure. Two queries.
    """
    if action.in_force is None or not (actor.system or action.unit_id in actor.units):
        return None
    today = timezone.localdate(moment.now())
    days_after = min((today - action.in_force).days, LONGEST)
    days = max(days_after, 1)
    span = timedelta(days=days)
    before = _count(actor, action, action.in_force - span, action.in_force)
    after = _count(actor, action, action.in_force, action.in_force + span)
    waiting = _cases(actor, action, action.in_force, action.in_force + span).filter(validity="").count()
    return effect(before, days, after, days, waiting)


def _cases(actor: Actor, action: CorrectiveAction, first: date, until: date) -> QuerySet[Complaint]:
    path = action.unit.path
    units = list(Unit.objects.filter(path__startswith=path).values_list("pk", flat=True))
    found = Complaint.objects.visible_to(actor).filter(
        unit_id__in=units, registered_at__gte=midnight(first), registered_at__lt=midnight(until)
    )
    return found.filter(class_code=action.class_code) if action.class_code else found


def _count(actor: Actor, action: CorrectiveAction, first: date, until: date) -> int:
    found = _cases(actor, action, first, until).filter(causes__code=action.cause)
    return found.values("pk").distinct().count()
