"""A letter under review goes on to another counsel when it comes out that those who have it must keep out (ORG-13).

The executor asks `follow` after every command; who must keep out, and why, `complaints.recusing.recusal` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redress.complaints.handling import answering
from redress.complaints.recusing import standing_aside
from redress.letters import queries
from redress.letters.commands.review import REVIEWERS
from redress.letters.kinds import LetterState
from redress.messages.models import AlertKind
from redress.organisation import holders
from redress.organisation.kinds import DepartmentKind

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor


def follow(case: Case, actor: Actor) -> None:
    """Address anew what lies with a legal department all of whose counsel must keep out now.

    The nearest with a counsel who is free has it and is told. Where there is none it stays where it is: a superior may
    set a conflict aside, and a counsel who is appointed finds it there.
    """
    if case.row._state.adding or not standing_aside.comes_out(case):
        return
    waiting = list(case.row.letters.filter(state=LetterState.IN_REVIEW))
    if not waiting:
        return
    case.ask_conflicts_again()
    barred: set[int | None] = {*standing_aside.barred_now(case, "review")}
    for letter in waiting:
        without = barred | queries.authors(letter)
        if letter.reviewing_id and answering.free(
            case, holders.people_in(letter.reviewing_id, REVIEWERS), without, "review"
        ):
            continue
        other = answering.nearest_free(case, DepartmentKind.LEGAL, REVIEWERS, without, "review")
        if other is None or other.pk == letter.reviewing_id:
            continue
        letter.reviewing = other
        case.change(letter, "reviewing")
        case.share("letter", department=other.pk)
        case.alert(AlertKind.REVIEW, department=other, words=letter.number)
