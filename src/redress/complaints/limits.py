"""Which limits of a case are the reader's own: the queue and the head of the page say these and no others (CLK-01)."""

from __future__ import annotations

from collections.abc import Iterator

from redress.complaints.commands import common
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.queries.case import CaseFile
from redress.rulebook import ClockState
from redress.rulebook.whose import Whose, whose


def mine(file: CaseFile) -> list[ClockState]:
    """Those that run and that the reader can meet, the earliest first."""
    return sorted(_mine(file), key=lambda clock: clock.due_at)


def _mine(file: CaseFile) -> Iterator[ClockState]:
    rules, parts = file.rulebook.method.clocks, _parts(file)
    for clock in file.clocks:
        if not clock.open or clock.key not in rules or (who := whose(rules[clock.key])) not in parts:
            continue
        if who is Whose.DEPARTMENT and clock.about and clock.about not in _orders(file):
            continue
        yield clock


def _parts(file: CaseFile) -> set[Whose]:
    """What the reader is to the case."""
    parts = {Whose.HANDLER} if file.row.owner_id in file.actor.people else set()
    if _orders(file) or any(
        each.signed_at is None and file.actor.has_in(common.DEPARTMENT, each.department_id)
        for each in file.row.sign_offs.all()
    ):
        parts.add(Whose.DEPARTMENT)
    return parts | {Whose.APPROVER} if Approve in file.possible else parts


def _orders(file: CaseFile) -> set[str]:
    """Numbers of the open orders that the reader's department has."""
    return {
        order.number
        for order in file.case.open_orders()
        if file.actor.has_in(common.DEPARTMENT, order.department_id)
    }
