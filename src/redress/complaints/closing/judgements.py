"""Who may see and who may judge a responsible person (CLO-13)."""

from __future__ import annotations

from redress.complaints.models import Complaint, Judgement
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, Duty

JUDGES = frozenset({Duty.CS_HEAD, Duty.COMPLAINT_OFFICER})
"""Duties that name, hear and judge; an appeal is for the head and the manager."""
APPEALS = frozenset({Duty.CS_HEAD, Duty.MANAGER})
_READERS = JUDGES | APPEALS | {Duty.AUDITOR}


def visible(row: Complaint, actor: Actor) -> list[Judgement]:
    """The judgements of a case that the actor may read: all, those about oneself, those of one's department to head."""
    found = list(
        row.judgements.select_related("person", "department__unit", "named_by", "judged_by", "decided_by")
    )
    reads_all = actor.has_over(_READERS, row.unit_id) or (
        row.owner_id == actor.id and actor.has_over(CASE_DUTIES, row.unit_id)
    )
    return [each for each in found if reads_all or _concerns(each, actor)]


def _concerns(judgement: Judgement, actor: Actor) -> bool:
    if actor.id is not None and judgement.person_id == actor.id:
        return True
    return actor.has_in({Duty.DEPARTMENT_HEAD}, judgement.department_id)


def count(row: Complaint, actor: Actor) -> int:
    """How many of them the actor may read."""
    return len(visible(row, actor))
