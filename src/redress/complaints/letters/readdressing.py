"""A letter under review goes on to another counsel when it comes out that those who have it must keep out (ORG-13).

The executor asks `follow` after every command; who must keep out, and why, `complaints.recusing.recusal` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redress.complaints.recusing import recusal, standing_aside
from redress.letters import reviewing
from redress.letters.kinds import LetterState

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor


def follow(case: Case, actor: Actor) -> None:
    """Address anew what lies with a legal department all of whose counsel must keep out now."""
    if case.row._state.adding or not standing_aside.comes_out(case):
        return
    if not any(each.state == LetterState.IN_REVIEW for each in case.row.letters.all()):
        return
    case.ask_conflicts_again()
    barred = standing_aside.barred_now(case, "review")
    moved = reviewing.readdress(
        case,
        case.chain,
        lambda person: person not in barred and not recusal.reasons(case, person, "review"),
    )
    for department in moved:
        case.share("letter", department=department.pk)
