"""What ends with a case, whoever ends it and by whichever command (INT-11..13, CLO-01, CLO-08).

Pauses, reviews, what waits for a superior or a committee, the emergency process: nothing of it may go on warning people
about a case that is over. At its closing the gate has asked for the rest; pauses and the emergency end with it. The
papers of a case that ended before a result are kept for the period of the rulebook from then on (CLO-10). Clocks end
by the events themselves (`rulebook.sections.clocks.schema`).
"""

from __future__ import annotations

from typing import Final

from redress.casework import retention
from redress.complaints.case import Case
from redress.complaints.deciding import approvals
from redress.complaints.kinds import EmergencyState
from redress.complaints.law.commands import pausing, review
from redress.complaints.models import Emergency
from redress.complaints.rulings import rulings
from redress.organisation.actor import Actor
from redress.rulebook import State

BEFORE_A_RESULT: Final = frozenset({State.WITHDRAWN, State.DECLINED, State.TRANSFERRED, State.MERGED})
"""The ends of a case that leave nothing to be told, signed or performed."""

OVER: Final = BEFORE_A_RESULT | {State.CLOSED}
"""The ends of a case that its handling comes to; archiving and taking an import back find nothing that hangs on it."""


def follow(case: Case, actor: Actor) -> None:
    """End what hangs on the case when the command ended it, whichever command it was."""
    row = case.row
    if not case.became("state") or row.state not in OVER:
        return
    at = case.since or case.now
    if row.state in BEFORE_A_RESULT:
        row.retain_until = retention.until(case.rulebook, at)
    if row._state.adding:
        return
    pausing.end(case, at)
    _end_emergency(case, actor)
    if row.state in BEFORE_A_RESULT:
        approvals.end_all(case)
        review.end(case)
        rulings().end(case, actor)


def _end_emergency(case: Case, actor: Actor) -> None:
    if case.row.emergency == EmergencyState.RUNNING:
        process = Emergency.objects.get(complaint=case.row)
        process.ended_at, process.ended_by_id = case.now, actor.id
        case.change(process, "ended_at", "ended_by")
        case.row.emergency = EmergencyState.ENDED
        case.event("emergency_ended")
