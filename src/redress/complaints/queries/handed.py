"""Cases that a flow has handed to somebody without an order, and that wait for that person's step (ORG-10, FLW-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from redress.complaints import moment
from redress.complaints.models import Complaint, FlowStep
from redress.complaints.queries import rows
from redress.complaints.queries.rows import CaseRow
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES

MOST = 50


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A case that waits for the actor's step: who handed it on, when, and what is asked."""

    case: CaseRow
    by: str
    at: datetime
    words: str


def handed(actor: Actor, most: int = MOST) -> list[HandedRow]:
    """Longest waiting first. One query where nothing waits, three otherwise."""
    waiting = FlowStep.objects.filter(
        waits=True,
        holder__in=actor.people,
        complaint__in=Complaint.objects.visible_to(actor).filter(state__in=OPEN_STATES),
    )
    found = list(waiting.order_by("id").values_list("complaint_id", "by__name", "at", "words")[:most])
    if not found:
        return []
    read = rows.read(
        Complaint.objects.visible_to(actor).filter(id__in=[each[0] for each in found]), moment.now()
    )
    cases = {row.id: row for row in read}
    return [HandedRow(cases[case], by or "", at, words) for case, by, at, words in found]
