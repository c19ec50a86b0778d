"""Corrective actions and drafts of articles of somebody who leaves (CLO-11, CLO-12)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.assessment.kinds import ActionState, ArticleState, What
from redress.assessment.models import CorrectiveAction, KnowledgeArticle
from redress.assessment.recording import record
from redress.casework import moment
from redress.casework.refusals import Refusal, refuse
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.models import User
from redress.sealing.doors import atomic

MOST = 200


def open_actions(owner: User) -> list[int]:
    """Actions that the person answers for and that are not verified, the most urgent first: one query."""
    with acting_as(SYSTEM):
        found = CorrectiveAction.objects.filter(owner=owner).exclude(state=ActionState.VERIFIED)
        return list(found.order_by("due", "id").values_list("pk", flat=True)[:MOST])


def drafts(author: User) -> int:
    """How many articles the person drafted that nobody published: they stay for the unit to publish."""
    with acting_as(SYSTEM):
        return KnowledgeArticle.objects.filter(drafted_by=author, state=ArticleState.DRAFT).count()


def hand_over(actor: Actor, owner: User, successor: User) -> dict[int, Refusal | None]:
    """The successor answers for the person's open actions: action -> why not, None where it was done.

    Whoever calls has seen that the actor may hand over this person's work.
    """
    with acting_as(SYSTEM):
        return {action: _handed(actor, action, successor) for action in open_actions(owner)}


def _handed(actor: Actor, action_id: int, successor: User) -> Refusal | None:
    try:
        with atomic("assessment"):
            _hand(actor, action_id, successor)
    except Refusal as refusal:
        return refusal
    return None


def _hand(actor: Actor, action_id: int, successor: User) -> None:
    action = CorrectiveAction.objects.select_related("unit").select_for_update(of=("self",)).get(pk=action_id)
    company = "/".join(action.unit.path.split("/")[:3]) + "/"
    sits = successor.department
    if sits is None or not successor.is_active or not sits.unit.path.startswith(company):
        refuse(
            "CLO-11",
            _("The owner is a member of staff of this company. Name a colleague of this company."),
            field="owner",
        )
    before, action.owner, action.department = action.owner_id, successor, sits
    action.save(update_fields=["owner", "department"])
    record(
        actor, What.ACTION_HANDED_ON, action, action.unit_id, moment.now(), before=before, owner=successor.pk
    )
