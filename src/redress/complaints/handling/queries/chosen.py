"""Of several chosen cases: the order that each waits for, and the units that handle them (FLW-04, FLW-05)."""

from __future__ import annotations

from collections.abc import Collection

from redress.complaints.kinds import OrderState
from redress.complaints.models import Complaint, Order
from redress.organisation.actor import Actor
from redress.organisation.models import Unit


def one_open_order(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Of each case the one order that waits for an answer; one with several is urged on its own page."""
    seen = Complaint.objects.visible_to(actor).filter(number__in=numbers)
    open_ = Order.objects.filter(complaint__in=seen, state=OrderState.OPEN)
    found: dict[str, list[str]] = {}
    for case, order in open_.values_list("complaint__number", "number").order_by("id"):
        found.setdefault(case, []).append(order)
    return {case: orders[0] for case, orders in found.items() if len(orders) == 1}


def units(actor: Actor, numbers: Collection[str]) -> list[Unit]:
    """The units that handle those of them that the actor sees."""
    seen = Complaint.objects.visible_to(actor).filter(number__in=numbers)
    return list(Unit.objects.filter(pk__in=seen.values("unit_id")).order_by("path"))
