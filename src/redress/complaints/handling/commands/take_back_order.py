"""Taking an order back while nobody has answered it, to address it anew (FLW-03)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import RequiredText, ShortLine
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.kinds import OrderKind, OrderState
from redress.complaints.models import Order
from redress.complaints.queries import offers
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.rulebook import State


class TakeBackOrder(Command):
    """Take back an order that was not answered, with the reason: customer service, or the department that gave it.

    With the main order the case waits for dispatch again, to the same department or to another one; what the
    department had handed on of that order goes back with it. For an order that went to the wrong department, and for
    one whose people have left.
    """

    name = "take_back_order"
    act = "work"
    label = gettext_lazy("Take the order back")
    icon = "arrow-back-up"
    cite = ("FLW-03", "ORG-04")
    duties = common.ANSWERS
    branches = {State.INVESTIGATING: (State.RETURNED, State.INVESTIGATING)}
    within = frozenset({State.INVESTIGATING, State.PROPOSED, State.REJECTED, State.DECIDED, State.ANSWERED})
    writes = Writes(change=("complaints_order",), columns=("main_department_id",))
    prompts = {"order": Prompt(choices=offers.open_orders)}

    order: ShortLine = Field(min_length=1, title=gettext_noop("Order"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"order": "L2026-0000123-01", "reason": "该部门暂无人员，改派省公司对口部门。"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not any(gave(case, actor, order) for order in case.open_orders()):
            cls._check_duty(case, actor)

    @classmethod
    def _check_duty(cls, case: Case, actor: Actor) -> None:
        if not actor.has_over(common.HANDLING, case.row.unit_id):
            raise cls.forbidden()

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if not case.open_orders():
            refuse("FLW-03", _("No order of this case waits for an answer. Nothing needs to be done."))

    def check(self, case: Case, actor: Actor) -> None:
        order = common.open_order(case, self.order)
        if not gave(case, actor, order):
            self._check_duty(case, actor)

    def leads_to(self, case: Case) -> State:
        main = any(
            order.number == self.order and order.kind == OrderKind.MAIN for order in case.row.orders.all()
        )
        return State.RETURNED if main and case.state is State.INVESTIGATING else case.state

    def do(self, case: Case, actor: Actor) -> Facts:
        order = common.open_order(case, self.order)
        gone = [order, *_beneath(order, case.open_orders())]
        for each in gone:
            each.state, each.return_reason = OrderState.TAKEN_BACK, self.reason
            each.replied_at, each.replied_by_id = case.now, actor.id
            case.change(each)
            case.alert(AlertKind.RETURNED, words=each.number, department_id=each.department_id)
            case.event("order_returned", about=each.number)
        if order.kind == OrderKind.MAIN:
            case.row.main_department = None
            case.event("main_returned")
        return {
            "order": order.number,
            "department": order.department_id,
            "with_it": [each.number for each in gone[1:]],
        }


def gave(case: Case, actor: Actor, order: Order) -> bool:
    """Whether the actor's department gave that order: the one above in its chain, or the main one for co-handling."""
    if order.kind == OrderKind.MAIN:
        return False
    by = order.parent.department_id if order.parent else case.row.main_department_id
    return actor.has_in(common.DEPARTMENT, by)


def _beneath(order: Order, open_orders: list[Order]) -> list[Order]:
    """What still waits of what was handed on from an order, however far down (FLW-19)."""
    found: list[Order] = []
    wanted = {order.pk}
    while below := [each for each in open_orders if each.parent_id in wanted and each not in found]:
        found += below
        wanted = {each.pk for each in below}
    return found
