"""Corrective actions and drafts of articles of somebody who leaves (CLO-11, CLO-12)."""

from __future__ import annotations

from redress.assessment.actions import HandOnAction, give
from redress.assessment.kinds import ActionState, ArticleState
from redress.assessment.models import CorrectiveAction, KnowledgeArticle
from redress.casework.refusals import Refusal
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.models import User

MOST = 200


def open_actions(owner: User) -> list[str]:
    """Numbers of actions that the person answers for, not verified, the most urgent first: one query."""
    with acting_as(SYSTEM):
        found = CorrectiveAction.objects.filter(owner=owner).exclude(state=ActionState.VERIFIED)
        return list(found.order_by("due", "id").values_list("number", flat=True)[:MOST])


def drafts(author: User) -> int:
    """How many articles the person drafted that nobody published: they stay for the unit to publish."""
    with acting_as(SYSTEM):
        return KnowledgeArticle.objects.filter(drafted_by=author, state=ArticleState.DRAFT).count()


def hand_over(actor: Actor, owner: User, successor: User) -> dict[str, Refusal | None]:
    """The successor answers for the person's open actions: action -> why not, None where it was done.

    Whoever calls has seen that the actor may hand over this person's work.
    """
    with acting_as(SYSTEM):
        return {action: _handed(actor, action, successor) for action in open_actions(owner)}


def _handed(actor: Actor, number: str, successor: User) -> Refusal | None:
    try:
        give(HandOnAction(owner=successor.pk), actor, number)
    except Refusal as refusal:
        return refusal
    return None
