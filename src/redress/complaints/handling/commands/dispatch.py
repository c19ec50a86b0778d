"""Dispatch to the main department, and its right to return what is not its duty."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Moment, PastMoment, RequiredText, ShortLine, Text
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.flows import course
from redress.complaints.handling import solving
from redress.complaints.intake import matters
from redress.complaints.kinds import OrderKind, OrderState
from redress.complaints.models import Order
from redress.complaints.queries import offers, options
from redress.complaints.stated import HANDED_ON, ORDER
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.rulebook import State


class Dispatch(Command):
    """Send the case to the department that must investigate it (FLW-02, FLW-07, ORG-08)."""

    name = "dispatch"
    act = "work"
    label = gettext_lazy("Dispatch")
    went = gettext_lazy("Dispatched to %(department)s.")
    icon = "send"
    cite = ("FLW-02", "FLW-07", "ORG-08")
    duties = common.INTAKE_TOO
    moves = {
        State.REGISTERED: State.INVESTIGATING,
        State.RETURNED: State.INVESTIGATING,
        State.REJECTED: State.INVESTIGATING,
    }
    primary = True

    times = {"planned_at": Span(NOW, "FLW-12", FURTHEST), "transferred_at": Span(HANDED_ON, "FLW-12")}
    writes = Writes(add=("complaints_order",), columns=("main_department_id",))
    prompts = {
        "to": Prompt(choices=offers.departments),
        "copies": Prompt(choices=offers.departments),
        "transferred_at": Prompt(step="dispatch", unknown=True),
        "their_opinion": Prompt(step="dispatch"),
    }

    to: int = Field(title=gettext_noop("Main department"))
    copies: list[int] = Field(default=[], max_length=10, title=gettext_noop("Copies to"))
    opinion: Text = Field(default="", title=gettext_noop("Preliminary opinion"))
    planned_at: Moment | None = Field(default=None, title=gettext_noop("Planned reply"))
    transferred_at: PastMoment | None = Field(default=None, title=gettext_noop("Transferred at"))
    their_opinion: Text = Field(default="", title=gettext_noop("Opinion of the department"))

    example = {"to": 12, "copies": [14], "opinion": "请核实退保款的付款时间。"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The departments that the rulebook's routing names (ORG-08)."""
        main, copies = options.routed(case)
        return {"to": main.pk if main else None, "copies": [copy.pk for copy in copies]}

    def check(self, case: Case, actor: Actor) -> None:
        if self.to in self.copies:
            refuse(
                "FLW-02", _("The main department needs no copy. Take it out of the copies."), field="copies"
            )
        to = common.addressed(case, self.to, "to")
        solving.check_main(case, to, "to")
        for copy in self.copies:
            common.addressed(case, copy, "copies")
        if "opinion_given" in case.rulebook.dispatch_checks(case.subject) and not self.opinion:
            refuse("FLW-07", _("Give your preliminary opinion with the order."), field="opinion")
        self._check_flow(case)
        last = case.row.orders.filter(state=OrderState.REFUSED).order_by("-id").first()
        returned = case.state is State.RETURNED and last is not None and last.department_id == to.pk
        if last is not None and returned and common.somebody_else(case, to):
            refuse(
                "FLW-03",
                _(
                    "This department returned the order as not its duty (%(reason)s). Choose another department."
                )
                % {"reason": last.return_reason},
                field="to",
            )
        if case.row.orders.filter(kind=OrderKind.MAIN, state=OrderState.OPEN).exists():
            refuse("FLW-02", _("The main order is still open; wait for its answer or urge it."), field="to")

    def _check_flow(self, case: Case) -> None:
        """What the flow of the case asks of the order, and what must come before it (FLW-12)."""
        words = {
            "planned_at": _("State by when the department plans to answer."),
            "transferred_at": _("State when the case was transferred to the department."),
            "their_opinion": _("Write down the opinion of the department."),
        }
        for code, step in course.steps(case, "dispatch").items():
            course.check_order(case, code, step, "to")
            for need in step.needs:
                if not getattr(self, need):
                    refuse(step.cite[0], words[need], field=need)

    def do(self, case: Case, actor: Actor) -> Facts:
        to = common.department(case, self.to, "to")
        several = matters.several(case)
        order = common.issue(
            case,
            OrderKind.MAIN,
            to,
            matters.describe(case, self.opinion, several) if several else self.opinion,
            actor,
            class_code=case.row.class_code if several else "",
            planned_at=self.planned_at,
            transferred_at=self.transferred_at,
            their_opinion=self.their_opinion,
        )
        case.row.main_department = to
        for copy in self.copies:
            common.copy(case, copy, order)
        case.event("dispatched", about=order.number, due=self.planned_at)
        told: Facts = {"order": order.number, "to": to.pk, "copies": list(self.copies)}
        if several:
            further = matters.further_orders(case, order, to, several, actor)
            told["further_orders"] = [each.number for each in further]
        return told


class OrderCommand(Command):
    """A command of the department that an order went to; customer service has no coordinator and answers its own."""

    duties = common.ANSWERS
    within = frozenset({State.INVESTIGATING, State.PROPOSED, State.REJECTED, State.DECIDED, State.ANSWERED})

    order: ShortLine = Field(min_length=1, title=gettext_noop("Order"))

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if actor.system or any(actor.has_in(cls.duties, order.department_id) for order in case.open_orders()):
            return
        raise cls.forbidden()

    def check(self, case: Case, actor: Actor) -> None:
        order = common.open_order(case, self.order)
        if not (actor.system or actor.has_in(self.duties, order.department_id)):
            raise self.forbidden()


class RefuseOrder(OrderCommand):
    """Give an order back that is not the department's duty, with the reason (FLW-03)."""

    name = "refuse_order"
    act = "work"
    label = gettext_lazy("Return the order")
    icon = "arrow-back-up"
    cite = ("FLW-03",)
    branches = {State.INVESTIGATING: (State.RETURNED, State.INVESTIGATING)}
    writes = Writes(change=("complaints_order",), columns=("main_department_id",))
    prompts = {"order": Prompt(choices=offers.own_orders)}

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"order": "L2026-0000123-01", "reason": "付款环节由财务部负责。"}

    def leads_to(self, case: Case) -> State:
        main = case.row.orders.filter(number=self.order, kind=OrderKind.MAIN).exists()
        return State.RETURNED if main and case.state is State.INVESTIGATING else case.state

    def do(self, case: Case, actor: Actor) -> Facts:
        order = common.open_order(case, self.order)
        order.state, order.return_reason = OrderState.REFUSED, self.reason
        order.replied_at, order.replied_by_id = case.now, actor.id
        case.change(order)
        case.row.returns += 1
        common.tell_above(case, order, AlertKind.RETURNED)
        if order.kind == OrderKind.MAIN:
            case.row.main_department = None
            case.event("main_returned")
        case.alert(AlertKind.RETURNED, user_id=case.row.owner_id, words=order.number)
        case.event("order_returned", about=order.number)
        return {"order": order.number, "department": order.department_id, "returns": case.row.returns}


class ReplyOrder(OrderCommand):
    """Answer an order. The reply counts at the time it was sent, not when it was entered (FLW-14)."""

    name = "reply_order"
    act = "work"
    label = gettext_lazy("Reply to the order")
    icon = "message-reply"
    cite = ("FLW-03", "FLW-14")
    primary = True

    times = {"sent_at": Span(ORDER, "FLW-14")}
    writes = Writes(change=("complaints_order",))
    prompts = {"order": Prompt(choices=offers.own_orders)}

    reply: RequiredText = Field(title=gettext_noop("Reply"))
    sent_at: PastMoment | None = Field(default=None, title=gettext_noop("Sent at"))

    example = {
        "order": "L2026-0000123-01",
        "reply": "经核实，款项因账号录入错误被退回，已重新付款。",
        "sent_at": "2026-03-03T16:00:00+08:00",
    }

    def check(self, case: Case, actor: Actor) -> None:
        super().check(case, actor)
        order: Order = common.open_order(case, self.order)
        common.check_below(case, order)

    def do(self, case: Case, actor: Actor) -> Facts:
        order = common.open_order(case, self.order)
        sent = self.sent_at or case.now
        order.state, order.reply, order.reply_sent_at = OrderState.REPLIED, self.reply, sent
        order.replied_at, order.replied_by_id = case.now, actor.id
        case.change(order)
        common.tell_above(case, order, AlertKind.REPLIED)
        case.alert(AlertKind.REPLIED, user_id=case.row.owner_id, words=order.number)
        case.event("order_replied", at=sent, about=order.number)
        return {"order": order.number, "department": order.department_id, "sent_at": sent.isoformat()}
