"""To whom papers of a complaint are not given (ORG-13)."""

from __future__ import annotations

from redress.casework import moment
from redress.casework.refusals import Unknown
from redress.complaints.case import Case
from redress.complaints.linking.queries.links import merged_into
from redress.complaints.models import Complaint
from redress.complaints.queries.case import find
from redress.complaints.recusing import recusal
from redress.organisation.actor import Actor


def kept_out_of(row: Complaint, actor: Actor) -> list[str]:
    """As `kept_out`, of a case that is not open."""
    return kept_out(Case(row, moment.now()), actor)


def kept_out(case: Case, actor: Actor) -> list[str]:
    """Why the actor is given no file of the case; of a merged one also why not of the case that goes on with it."""
    if actor.system:
        return []
    reasons = recusal.kept_out(case, actor)
    while not reasons and (onward := merged_into(case.row)):
        try:
            case = Case(find(actor, onward), case.now)
        except Unknown:  # who does not see it goes on with nothing of it
            break
        reasons = recusal.kept_out(case, actor)
    return reasons
