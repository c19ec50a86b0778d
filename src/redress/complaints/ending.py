"""What ends with a case that ends before a result, whoever ends it and by whichever command (INT-11..13, CLO-08).

Pauses, reviews, what waits for a superior or a committee, the emergency process: nothing of it may go on warning people
about a case that is over. From the same moment its papers are kept for the period of the rulebook (CLO-10). Its clocks
end by the events themselves (`rulebook.schema.clocks`).
"""

from __future__ import annotations

from typing import Final

from redress.committee import agendas
from redress.complaints import approvals, retention
from redress.complaints.case import Case
from redress.complaints.commands import pausing, review
from redress.complaints.kinds import EmergencyState
from redress.complaints.models import Emergency
from redress.organisation.actor import Actor
from redress.rulebook import State

BEFORE_A_RESULT: Final = frozenset({State.WITHDRAWN, State.DECLINED, State.TRANSFERRED, State.MERGED})
"""The ends of a case that leave nothing to be told, signed or performed."""


def follow(case: Case, actor: Actor) -> None:
    """End what hangs on the case when the command ended it, whichever command it was."""
    row = case.row
    if row.state not in BEFORE_A_RESULT or not case.became("state"):
        return
    at = case.since or case.now
    row.retain_until = retention.until(case, at)
    if row._state.adding:
        return
    approvals.end_all(case)
    pausing.end(case, at)
    review.end(case)
    agendas.end(case, actor)
    if row.emergency == EmergencyState.RUNNING:
        process = Emergency.objects.get(complaint=row)
        process.ended_at, process.ended_by_id = case.now, actor.id
        case.change(process, "ended_at", "ended_by")
        row.emergency = EmergencyState.ENDED
        case.event("emergency_ended")
