"""Orders between the levels of one department: down, for papers, up for instruction (FLW-19)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Moment, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.families import Family
from redress.complaints.handling import answering
from redress.complaints.handling.commands.dispatch import OrderCommand
from redress.complaints.kinds import OrderKind
from redress.complaints.models import Order
from redress.complaints.queries import offers, options
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.models import Department


class _Chained(OrderCommand):
    """A new order of the chain: its parent is the order that the department has."""

    family = Family.FLOW

    times = {"planned_at": Span(NOW, "FLW-19", FURTHEST)}

    asks: RequiredText = Field(title=gettext_noop("What is asked"))
    planned_at: Moment | None = Field(default=None, title=gettext_noop("Planned reply"))

    def check(self, case: Case, actor: Actor) -> None:
        super().check(case, actor)

    def _issue(self, case: Case, kind: OrderKind, to: Department, event: str, actor: Actor) -> Facts:
        parent = common.open_order(case, self.order)
        order = common.issue(case, kind, to, self.asks, actor, planned_at=self.planned_at, parent=parent)
        case.event(event, about=order.number, due=self.planned_at)
        return {"order": order.number, "parent": parent.number, "to": to.pk}

    def _check_one_at_a_time(self, case: Case, to: Department, field: str) -> None:
        if any(order.department_id == to.pk for order in case.open_orders()):
            refuse(
                "FLW-19",
                _("This department already has an open order of this case. Wait for its answer, or urge it."),
                field=field,
            )


class HandDown(_Chained):
    """Hand the order down to the counterpart in a subordinate unit, or only ask it for papers (FLW-19)."""

    name = "hand_down"
    act = "work"
    label = gettext_lazy("Hand down to a subordinate")
    icon = "arrow-down"
    cite = ("FLW-19",)
    writes = Writes(add=("complaints_order",), change=("complaints_order",))
    prompts = {"order": Prompt(choices=offers.own_orders), "to": Prompt(choices=options.counterparts)}

    to: int = Field(title=gettext_noop("Department"))
    papers_only: bool = Field(default=False, title=gettext_noop("Only papers are asked for"))

    example = {"order": "L2026-0000123-01", "to": 31, "asks": "请核实柜面受理经过并补充影像。"}

    def check(self, case: Case, actor: Actor) -> None:
        super().check(case, actor)
        own: Order = common.open_order(case, self.order)
        to = common.department(case, self.to, "to")
        below = to.unit.path.startswith(own.department.unit.path) and to.unit_id != own.department.unit_id
        if to.kind != own.department.kind or not below:
            refuse(
                "FLW-19",
                _(
                    "An order is handed down to the same department of a subordinate unit. Choose"
                    " such a department."
                ),
                field="to",
            )
        answering.check(case, to, common.ANSWERS, "to")
        self._check_one_at_a_time(case, to, "to")

    def do(self, case: Case, actor: Actor) -> Facts:
        to = common.department(case, self.to, "to")
        if self.papers_only:
            return self._issue(case, OrderKind.PAPERS, to, "papers_asked", actor)
        return self._issue(case, OrderKind.HANDED_DOWN, to, "handed_down", actor)


class AskInstruction(_Chained):
    """Ask the department above for instruction: whoever handed the order down, else the counterpart above (FLW-19)."""

    name = "ask_instruction"
    act = "work"
    label = gettext_lazy("Ask for instruction")
    icon = "message-question"
    cite = ("FLW-19", "FLW-09")
    writes = Writes(add=("complaints_order",))
    prompts = {"order": Prompt(choices=offers.own_orders)}
    example = {"order": "L2026-0000123-02", "asks": "请示可否通融赔付。"}

    def check(self, case: Case, actor: Actor) -> None:
        super().check(case, actor)
        to = self._above(case)
        answering.check(case, to, common.ANSWERS, "order")
        waiting = any(
            order.kind == OrderKind.INSTRUCTION and order.department_id == to.pk
            for order in case.open_orders()
        )
        if waiting:
            refuse("FLW-19", _("You have asked already; wait for the answer."), field="order")

    def _above(self, case: Case) -> Department:
        own: Order = common.open_order(case, self.order)
        if own.parent_id and own.parent is not None:
            return Department.objects.select_related("unit").get(pk=own.parent.department_id)
        paths = own.department.unit.paths()[1:-1]
        above = Department.objects.filter(unit__path__in=paths, kind=own.department.kind)
        levels = list(above.select_related("unit").order_by("-unit__path"))
        found = next((each for each in levels if holders.people_in(each.pk, common.ANSWERS)), None)
        found = found or next(iter(levels), None)
        if found is None:
            refuse(
                "FLW-19",
                _("No superior unit has such a department. Ask the head of your unit's customer service."),
                field="order",
            )
        return found

    def do(self, case: Case, actor: Actor) -> Facts:
        return self._issue(case, OrderKind.INSTRUCTION, self._above(case), "instruction_asked", actor)
