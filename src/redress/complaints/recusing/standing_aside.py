"""What a case does when it comes out that somebody must keep out of it: its owner gives way to who is free (ORG-13).

The executor asks `follow` after every command; who must keep out, and why, `recusal` says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from redress.casework.conflicts import ConflictKind
from redress.complaints.models import Recusal
from redress.complaints.recusing import recusal
from redress.messages.models import AlertKind
from redress.organisation.kinds import Duty

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor
    from redress.rulebook.sections.recusal.schema import Act

OWNING = (Duty.HANDLER, Duty.COMPLAINT_OFFICER, Duty.CS_HEAD)
"""Duties that may own a case (FLW-05)."""


def follow(case: Case, actor: Actor) -> None:
    """Give the case to somebody else when it turned out that its owner must keep out of it, whichever command it was.

    The nearest who handles complaints and is free, in the unit or above it, is told.
    """
    row = case.row
    if row._state.adding or not row.is_open or row.owner_id is None or not comes_out(case):
        return
    new = [each.kind for each in _declared_now(case) if each.person_id == row.owner_id]
    case.ask_conflicts_again()
    barred = set(recusal.barring(case, "work"))
    if not (barred & {ConflictKind(kind) for kind in new} or recusal.reasons(case, row.owner_id, "work")):
        return
    before, without = row.owner_id, {row.owner_id} | barred_now(case, "work")
    said = {each.by_id for each in _declared_now(case) if each.person_id == before and each.review_by}
    # Nobody takes a case by what they said of its owner, unless there is nobody else.
    other = free_owner(case, without | {each for each in said if each}) or free_owner(case, without)
    if other is not None:
        for each in _declared_now(case):
            if each.person_id == before:
                each.followed_by_id = other
        row.owner_id = other
        case.alert(AlertKind.ASSIGNED, user_id=other)


def comes_out(case: Case) -> bool:
    """Whether the command brought to light why somebody may have to keep out."""
    linked = bool(recusal.linked_now(case))
    return linked or case.became("about_whom") or any(True for _each in _declared_now(case))


def barred_now(case: Case, act: Act) -> set[int]:
    """People whom the command itself has barred from the act: what it writes is not yet to be read."""
    barring = set(recusal.barring(case, act))
    return {each.person_id for each in _declared_now(case) if ConflictKind(each.kind) in barring}


def _declared_now(case: Case) -> Iterator[Recusal]:
    stands = [*case.inserts, *(row for row, _fields in case.updates.values())]
    return (each for each in stands if isinstance(each, Recusal) and each.overridden_at is None)


LEADING = (Duty.MANAGER,)
"""Who takes a case that nobody may own who handles complaints: whoever is above them by post, who then assigns it."""


def free_owner(case: Case, without: Collection[int]) -> int | None:
    """Who handles complaints in the case's unit, or else above it, and need not keep out; else the nearest manager who
    need not. None when nobody is there.
    """
    for duties in (OWNING, LEADING):
        for level in case.chain.levels:
            for person in level.people(duties, without):
                if not recusal.reasons(case, person, "work"):
                    return person
    return None
