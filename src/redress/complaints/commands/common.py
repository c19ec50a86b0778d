"""What several commands of handling need."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.deciding import approvals
from redress.complaints.handling import answering
from redress.complaints.kinds import OrderKind, OrderState
from redress.complaints.models import Order
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.organisation.holders import somebody
from redress.organisation.kinds import Duty
from redress.organisation.models import Department
from redress.rulebook.sections.recusal.schema import Act

HANDLING = frozenset({Duty.HANDLER, Duty.COMPLAINT_OFFICER, Duty.SECOND_LINE, Duty.CS_HEAD})
"""Duties that carry a case on."""
INTAKE_TOO = HANDLING | {Duty.INTAKE}
DEPARTMENT = frozenset({Duty.COORDINATOR, Duty.DEPARTMENT_HEAD})
"""Duties that answer a department's orders."""
ANSWERS = DEPARTMENT | HANDLING
"""Duties that answer an order; customer service has no coordinator and answers its own."""
"""Duties that sign and approve for a department."""


def department(case: Case, department_id: int, field: str) -> Department:
    """The department, refused when it does not exist or belongs to another company (ORG-08)."""
    found = Department.objects.select_related("unit").filter(pk=department_id).first()
    if found is None or not found.unit.path.startswith(_company(case.row.unit.path)):
        refuse(
            "ORG-08", _("There is no such department in this company. Choose one of the list."), field=field
        )
    return found


def addressed(
    case: Case, department_id: int, field: str, duties: Collection[Duty] = ANSWERS, *, act: Act = "work"
) -> Department:
    """The department, refused also where nobody is there who could take what is addressed to it (ORG-04, ORG-13)."""
    found = department(case, department_id, field)
    answering.check(case, found, duties, field, act=act)
    return found


def somebody_else(case: Case, than: Department) -> bool:
    """Whether another department of the case's company has somebody who answers orders (ORG-04)."""
    others = Department.objects.filter(
        somebody(ANSWERS), unit__path__startswith=_company(case.row.unit.path)
    ).exclude(pk=than.pk)
    return others.exists()


def _company(path: str) -> str:
    return "/".join(path.split("/")[:3]) + "/"


def issue(case: Case, kind: OrderKind, to: Department, opinion: str, actor: Actor, **more: object) -> Order:
    """A new order, its department's share in the case, and the alert (FLW-02, FLW-03)."""
    count = case.row.orders.count() + sum(isinstance(row, Order) for row in case.inserts)
    order = Order(
        complaint=case.row,
        number=f"{case.row.number}-{count + 1:02d}",
        kind=kind,
        department=to,
        opinion=opinion,
        issued_by_id=actor.id,
        **{"issued_at": case.now, **more},
    )
    case.add(order)
    case.share("order", department=to.pk)
    case.alert(AlertKind.ORDER, department=to, words=order.number)
    return order


def open_order(case: Case, number: str) -> Order:
    """The order with that number while it waits for an answer; refused otherwise (FLW-03)."""
    found = case.row.orders.filter(number=number).select_related("department__unit").first()
    if found is None:
        refuse(
            "FLW-03",
            _("This case has no order %(number)s. Check the number.") % {"number": number},
            field="order",
        )
    if found.state != OrderState.OPEN:
        refuse(
            "FLW-03",
            _("Order %(number)s is no longer open: %(state)s. Open the page again to see its answer.")
            % {"number": number, "state": found.get_state_display()},
            field="order",
        )
    return found


def check_below(case: Case, order: Order) -> None:
    """Refuse to answer an order that was handed down while the subordinate still works on it (FLW-19)."""
    below = [
        each.number
        for each in case.open_orders()
        if each.parent_id == order.pk and each.kind == OrderKind.HANDED_DOWN
    ]
    if below:
        refuse(
            "FLW-19",
            _(
                "You handed this order down and the answer is still out: %(orders)s. Wait for "
                "that answer, or urge it."
            )
            % {"orders": listed(below)},
            field="order",
        )


def tell_above(case: Case, order: Order, kind: AlertKind) -> None:
    """The department that asked hears of the answer (FLW-19)."""
    if order.parent is not None:
        above = order.parent.department_id
        case.alert(kind, department_id=above, words=order.number)


def end_orders(case: Case) -> list[str]:
    """End every open order with the case, and every question that awaits approval; the orders' numbers."""
    approvals.end_all(case)
    orders = case.open_orders()
    for order in orders:
        order.state = OrderState.ENDED
        case.change(order)
    return [order.number for order in orders]


def copy(case: Case, department: int, order: Order) -> None:
    """The department sees the case and is told of the order that went to another (FLW-02)."""
    case.share("copy", department=department)
    case.alert(AlertKind.COPY, department_id=department, about=order.number)
