"""What the sweeper does when a clock reaches a step: warn, urge, tell, or note the breach (FLW-04, CLK-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pydantic import PrivateAttr

from redress.casework import command as casework
from redress.casework.writes import Writes
from redress.clocks.models import Clock
from redress.clocks.stepping import Step
from redress.complaints.case import Case
from redress.complaints.commands.base import Automatic
from redress.complaints.deciding import reapproval
from redress.complaints.kinds import OrderKind, OrderState
from redress.complaints.models import Order, UrgingNotice
from redress.messages.alerting import alert_of
from redress.messages.models import Alert

_DESKS = ("main_department", "coordinator")
"""Whom an urging order for an order goes to; whoever else is urged is not the order's department."""
_AT_ONCE = timedelta(minutes=1)
"""Limits that pass together urge an order once: what one of them has just urged the others do not urge again."""


class AdvanceClock(Step, Automatic):
    """Take the next step of one clock's ladder. Refuses a step that was taken already: each happens once."""

    act = None

    reads = (
        *(
            "number",
            "state",
            "state_since",
            "version",
            "journal_head",
            "owner_id",
            "received_at",
            "disposed_at",
        ),
        *("emergency", "external_source", *reapproval.TOLD_APART),
    )
    """What finds the case, what moves it on, and the facts that rules of messages and of emergencies ask for."""
    writes = Writes(add=("complaints_urgingnotice",))

    _order: Order | None = PrivateAttr(default=None)
    _urged: tuple[str, ...] = PrivateAttr(default=())
    """Clocks that have just urged the same order or, of the case itself, the same owner."""

    @classmethod
    def prepare(cls, work: Sequence[tuple[casework.Command, Case]]) -> None:
        """Besides clocks and heads, read the open orders of all cases of a batch: one query more."""
        super().prepare(work)
        mine = [(command, case) for command, case in work if isinstance(command, AdvanceClock)]
        open_orders = Order.objects.filter(
            complaint__in=[case.row.pk for _c, case in mine], state=OrderState.OPEN
        )
        orders: dict[int, list[Order]] = {}
        for order in open_orders:
            orders.setdefault(order.complaint_id, []).append(order)
        for command, case in mine:
            command._order = _order_of(orders.get(case.row.pk, []), command._clock)
        _just_urged(mine)

    def _urges(self) -> bool:
        clock = self._clock
        return (
            clock is not None
            and clock.step < len(clock.steps_do)
            and clock.steps_do[clock.step][:4] == "urge"
        )

    def told_by(self, clock: Clock, action: str) -> str:
        again = action == "urge" and any(key != clock.key for key in self._urged)
        return self._urged[0] if again else ""

    def tell(self, file: Case, clock: Clock, action: str, whom: str, *, late: bool) -> None:
        alert = file.alert(alert_of(action, late=late), words=clock.key, due_at=clock.due_at)
        self._address(alert, whom, file)
        if self._order is not None and (action == "urge" or clock.about == self._order.number):
            alert.about = self._order.number
        if action == "urge":
            name = f"{clock.key}#{self.step}"
            file.add(UrgingNotice(complaint=file.row, order=self._urged_order(whom), clock=name, at=file.now))

    def _urged_order(self, whom: str) -> Order | None:
        return self._order if whom in _DESKS else None

    def _address(self, alert: Alert, whom: str, case: Case) -> None:
        """A department's desk, a head, the superior's head; the owner where there is nobody else."""
        if whom in _DESKS and self._order is not None:
            alert.department_id = self._order.department_id
            return
        head = self._posts.find(whom, case.row.unit_id)
        alert.user_id = head or case.row.owner_id


def _order_of(orders: list[Order], clock: Clock | None) -> Order | None:
    """The order a clock is about; for a clock of the case, or of something else in it, its open main order."""
    if clock is None:
        return None
    about = [order for order in orders if order.number == clock.about]
    return next(iter(about or [order for order in orders if order.kind == OrderKind.MAIN]), None)


def _just_urged(work: Sequence[tuple[AdvanceClock, Case]]) -> None:
    """Tell each command which clocks have just urged what it would urge: one query a batch."""
    since = min(case.now for _command, case in work) - _AT_ONCE
    found: dict[tuple[int, int | None], list[str]] = {}
    notices = UrgingNotice.objects.filter(
        complaint__in=[case.row.pk for _command, case in work], at__gt=since, clock__gt=""
    )
    for case_id, order, name in notices.values_list("complaint_id", "order_id", "clock"):
        found.setdefault((case_id, order), []).append(name.partition("#")[0])
    for command, case in work:
        clock = command._clock
        if clock is None or not command._urges():
            continue
        mine = command._urged_order(clock.steps_do[clock.step].partition(":")[2])
        command._urged = tuple(found.get((case.row.pk, mine.pk if mine else None), ()))
