"""Co-handling orders (会办单) and urging."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Option, Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Moment, RequiredText, ShortLine
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, NOW, Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.handling import answering
from redress.complaints.kinds import OrderKind
from redress.complaints.models import UrgingNotice
from redress.complaints.queries import offers
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State


class CoHandle(Command):
    """Bring another department in. The main department may do it itself, as may customer service (FLW-03)."""

    name = "co_handle"
    act = "work"
    label = gettext_lazy("Order co-handling")
    went = gettext_lazy("%(department)s was asked to co-handle.")
    icon = "users-plus"
    cite = ("FLW-03",)
    duties = common.HANDLING | common.DEPARTMENT
    within = frozenset({State.INVESTIGATING, State.PROPOSED, State.REJECTED, State.DECIDED, State.ANSWERED})

    times = {"planned_at": Span(NOW, "FLW-03", FURTHEST)}
    writes = Writes(add=("complaints_order",))
    prompts = {"to": Prompt(choices=offers.departments)}

    to: int = Field(title=gettext_noop("Department"))
    opinion: RequiredText = Field(title=gettext_noop("What is asked"))
    planned_at: Moment | None = Field(default=None, title=gettext_noop("Planned reply"))

    example = {"to": 14, "opinion": "请提供付款流水。", "planned_at": "2026-03-04T17:00:00+08:00"}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if actor.has_in(common.DEPARTMENT, case.row.main_department_id):
            return
        if not actor.has_over(common.HANDLING, case.row.unit_id):
            raise cls.forbidden()

    def check(self, case: Case, actor: Actor) -> None:
        to = common.addressed(case, self.to, "to")
        if to.pk == case.row.main_department_id:
            refuse("FLW-03", _("The main department already has the case; choose another one."), field="to")
        if any(order.department_id == to.pk for order in case.open_orders()):
            refuse(
                "FLW-03",
                _("This department already has an open order of this case. Wait for its answer, or urge it."),
                field="to",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        to = common.department(case, self.to, "to")
        order = common.issue(case, OrderKind.CO_HANDLING, to, self.opinion, actor, planned_at=self.planned_at)
        case.event("co_ordered", about=order.number, due=self.planned_at)
        return {"order": order.number, "to": to.pk}


AGAIN_AFTER: Final = timedelta(hours=1)
"""A person does not urge again what has been urged, by whomever, until this time has passed."""


def _urged(case: Case, actor: Actor) -> list[Option]:
    """Orders; without one the owner is urged: by name, and nobody urges themselves (FLW-04)."""
    found, owner = offers.open_orders(case, actor), case.row.owner
    if owner is None or owner.pk == actor.id:
        return found
    return [*found, Option("", _("Owner of the case: %(name)s") % {"name": owner.name})]


class Urge(Command):
    """Urge whoever holds the case up: the department of an open order, or the owner (FLW-04)."""

    name = "urge"
    act = "work"
    handles = False
    label = gettext_lazy("Urge")
    icon = "bell-ringing"
    cite = ("FLW-04",)
    duties = common.HANDLING
    within = OPEN_STATES
    writes = Writes(add=("complaints_urgingnotice",))
    prompts = {"order": Prompt(choices=_urged, whole=True)}

    order: ShortLine = Field(default="", title=gettext_noop("Order"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"order": "L2026-0000123-01", "reason": "客户再次来电催问。"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The order whose answer is waited for, where there is but one (FLW-04)."""
        orders = offers.open_orders(case, actor)
        return {"order": orders[0].value} if len(orders) == 1 else {}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.owner_id == actor.id and not case.open_orders():
            refuse(
                "FLW-04",
                _(
                    "Nobody is there to be urged: no order is open, and the case is in your own "
                    "hands. Go on with the case yourself."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        if not self.order and case.row.owner_id == actor.id:
            refuse(
                "FLW-04",
                _("The case is in your own hands. Choose the order whose answer you wait for."),
                field="order",
            )
        order = common.open_order(case, self.order) if self.order else None
        if order is not None:
            answering.check(case, order.department, common.ANSWERS, "order")
        last = case.row.urgings.filter(order=order, at__gt=case.now - AGAIN_AFTER).order_by("at").last()
        if last is not None:
            at = f"{timezone.localtime(last.at):%H:%M}"
            refuse("FLW-04", _("It was urged at %(at)s. Urge again after an hour.") % {"at": at}, "order")

    def do(self, case: Case, actor: Actor) -> Facts:
        order = common.open_order(case, self.order) if self.order else None
        case.add(
            UrgingNotice(complaint=case.row, order=order, reason=self.reason, by_id=actor.id, at=case.now)
        )
        alert = case.alert(AlertKind.URGED, words=self.order, about=self.order)
        if order:
            alert.department = order.department
        else:
            alert.user_id = case.row.owner_id
        case.event("urged", about=self.order)
        return {"order": self.order, **({"department": order.department_id} if order else {"whom": "owner"})}
