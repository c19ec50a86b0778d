"""Cases that a flow has handed to somebody without an order, and that wait for that person's step (ORG-10, FLW-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from redress.complaints import moment
from redress.complaints.models import Complaint
from redress.complaints.models.scope import seen, seen_by
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


_WAITING = f"""
    SELECT f.complaint_id, b.name, f.at, f.words
      FROM complaints_flowstep f JOIN complaints_complaint t ON t.id = f.complaint_id
      LEFT JOIN organisation_user b ON b.id = f.by_id
     WHERE f.waits AND f.holder_id = ANY (%s) AND t.state = ANY (%s) AND {seen("t")}
     ORDER BY f.id LIMIT %s
"""  # noqa: S608 - no input in it


def handed(actor: Actor, most: int = MOST) -> list[HandedRow]:
    """Longest waiting first. One query where nothing waits, three otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [sorted(actor.people), sorted(OPEN_STATES), *seen_by(actor), most])
        found = cursor.fetchall()
    if not found:
        return []
    read = rows.read(
        Complaint.objects.visible_to(actor).filter(id__in=[each[0] for each in found]), moment.now()
    )
    cases = {row.id: row for row in read}
    return [HandedRow(cases[case], by or "", at, words) for case, by, at, words in found]
