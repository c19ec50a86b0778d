"""Cases that a flow has handed to somebody without an order, and that wait for that person's step (ORG-10, FLW-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from redress.casework import moment
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import FlowStep
from redress.complaints.models.scope import seen, seen_by
from redress.organisation.actor import Actor
from redress.organisation.statements import Asked, Statement, given
from redress.organisation.tickets import ids
from redress.rulebook import OPEN_STATES

MOST = 50


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A case that waits for the actor's step: who handed it on, when, and what is asked."""

    case: CaseRow
    by: str
    at: datetime
    words: str


_OPEN = ", ".join(f"'{state.value}'" for state in sorted(OPEN_STATES))
_WAITING = Statement(
    FlowStep,
    f"""JOIN complaints_complaint c ON c.id = t.complaint_id LEFT JOIN organisation_user b ON b.id = t.by_id
        WHERE t.waits AND t.holder_id = ANY ({given("%s")}) AND c.state IN ({_OPEN}) AND {seen("c")}
        ORDER BY t.id LIMIT {MOST}""",
    only=("id", "complaint_id", "at", "words"),
    extra_columns={"by_name": "coalesce(b.name, '')"},
)


def ask_handed(actor: Actor) -> Asked:
    """Asks for what waits for the actor, longest first; `handed_in` reads it."""
    return _WAITING.ask([ids(actor.people), *seen_by(actor)])


def handed_in(asked: Asked, actor: Actor) -> list[HandedRow]:
    """What was asked for the actor: no further query where nothing waits, two otherwise."""
    found = _WAITING.made(asked)
    if not found:
        return []
    read = rows.read(actor, {each.complaint_id for each in found}, moment.now())
    cases = {row.id: row for row in read}
    return [
        HandedRow(cases[each.complaint_id], each.by_name, each.at, each.words)  # type: ignore[attr-defined]
        for each in found
    ]
