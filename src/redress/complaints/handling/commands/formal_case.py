"""What was established moves on as a formal case (立案), from sales to sales supervision (ORG-08)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Facts
from redress.casework.inputs import RequiredText
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.handling import answering
from redress.complaints.kinds import GONE_BACK, OrderKind, OrderState
from redress.complaints.models import Order
from redress.organisation import queries as organisation
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Department
from redress.rulebook import State
from redress.rulebook.conditions import matches
from redress.rulebook.sections.handling.schema import FormalCase


class OpenFormalCase(Command):
    """Hand established misconduct on as a formal case to the department that supervises (ORG-08).

    While the department it comes from still investigates, its main order ends and the supervising department becomes
    the main department; later it gets an order of its own.
    """

    name = "open_formal_case"
    act = "work"
    label = gettext_lazy("Open a formal case")
    icon = "folder-plus"
    cite = ("ORG-08",)
    family = Family.FLOW
    duties = common.HANDLING | {Duty.DEPARTMENT_HEAD}
    within = frozenset(
        {State.INVESTIGATING, State.PROPOSED, State.REJECTED, State.ANSWERED, State.DETERMINED}
    )
    writes = Writes(
        add=("complaints_link", "complaints_order"),
        change=("complaints_order",),
        columns=("main_department_id",),
    )

    established: RequiredText = Field(title=gettext_noop("What was established"))

    example = {"established": "代理人隐瞒退保损失，诱导客户转保。"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Customer service of the case, or the head of the department whose order it is."""
        own = any(
            actor.has_in({Duty.DEPARTMENT_HEAD}, order.department_id) for order in case.row.orders.all()
        )
        if not own:
            super().admit(case, actor)

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        _rule(case)

    def check(self, case: Case, actor: Actor) -> None:
        rule = _rule(case)
        to = _department(case, rule.to)
        answering.check(case, to, common.ANSWERS)
        if not any(order.department.kind == rule.source for order in case.row.orders.all()):
            refuse(
                "ORG-08",
                _(
                    "The department it would come from had no order in this case. Dispatch the case "
                    "to that department first."
                ),
            )
        if case.row.orders.filter(department=to).exclude(state__in=GONE_BACK).exists():
            refuse(
                "ORG-08",
                _("%(department)s has this as a formal case already. Wait for its answer, or urge it.")
                % {"department": to},
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        rule = _rule(case)
        to, handed = _department(case, rule.to), self._hand_over(case, rule)
        kind = OrderKind.MAIN if handed else OrderKind.CO_HANDLING
        order = common.issue(case, kind, to, self.established, actor)
        if handed:
            case.row.main_department = to
        case.event("dispatched" if handed else "co_ordered", about=order.number)
        return {"order": order.number, "to": to.pk, "handed": handed}

    def _hand_over(self, case: Case, rule: FormalCase) -> str | None:
        """The open main order of the department it comes from, ended; None when there is none."""
        for order in case.open_orders():
            if order.kind == OrderKind.MAIN and order.department.kind == rule.source:
                return self._end(case, order)
        return None

    def _end(self, case: Case, order: Order) -> str:
        order.state, order.reply, order.replied_at = OrderState.ENDED, self.established, case.now
        # At once, not with the other changes: a case has one open main order, and the next is about to be inserted.
        order.save(update_fields=["state", "reply", "replied_at"])
        case.event("order_replied", about=order.number)
        return order.number


def _rule(case: Case) -> FormalCase:
    """The rule for such a case; refused where there is none."""
    found = next(
        (rule for rule in case.rulebook.method.formal_cases if matches(rule.when, case.subject)), None
    )
    if found is None:
        refuse(
            "ORG-08",
            _("Cases of this class do not become formal cases. Dispatch the case to the department instead."),
        )
    return found


def _department(case: Case, kind: str) -> Department:
    wanted = DepartmentKind(kind)
    found = answering.nearest(case, wanted, common.ANSWERS) or organisation.department_of(
        case.row.unit, wanted
    )
    if found is None:
        refuse(
            "ORG-08",
            _("This company has no such department: %(kind)s. Ask the administrator to set it up.")
            % {"kind": DepartmentKind(kind).label},
        )
    return found
