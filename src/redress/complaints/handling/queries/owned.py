"""What somebody who leaves has on the desk, by numbers of cases: told to whoever hands it over (FLW-05, ORG-11)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from redress.casework.models import Draft, SavedView
from redress.complaints.deciding.queries.approvals import AskedOf
from redress.complaints.kinds import OrderState
from redress.complaints.models import Approval, Complaint, FlowStep, Order
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import User
from redress.organisation.queries import actor
from redress.rulebook import OPEN_STATES

MOST = 200
_OPEN = sorted(state.value for state in OPEN_STATES)


@dataclass(frozen=True, slots=True)
class Desk:
    """Numbers of cases, the oldest first, at most `MOST` of each; drafts and saved views are only counted.

    `orders` wait in departments that the person coordinates, `approvals` for a duty that the person has, `steps` for
    the person by name.
    """

    cases: list[str]
    orders: list[str]
    approvals: list[str]
    steps: list[str]
    drafts: int
    views: int


def open_numbers(owner: User) -> list[str]:
    """Numbers alone, the oldest first: an administrator who ends a duty learns what stays, not what it is about."""
    with acting_as(SYSTEM):
        return _owned(owner)


def desk_of(person: User, coordinates: Collection[int]) -> Desk:
    """All that waits for the person, with the departments that this one coordinates: seven queries."""
    with acting_as(SYSTEM):
        orders = Order.objects.filter(state=OrderState.OPEN, department__in=list(coordinates))
        approvals = Approval.objects.filter(AskedOf(actor(person.pk).ways[0].posts))
        steps = FlowStep.objects.filter(waits=True, holder=person, complaint__state__in=_OPEN)
        return Desk(
            cases=_owned(person),
            orders=list(orders.order_by("id").values_list("complaint__number", flat=True)[:MOST]),
            approvals=list(approvals.order_by("id").values_list("complaint__number", flat=True)[:MOST]),
            steps=list(steps.order_by("id").values_list("complaint__number", flat=True)[:MOST]),
            drafts=Draft.objects.filter(user=person).count(),
            views=SavedView.objects.filter(user=person).count(),
        )


def _owned(owner: User) -> list[str]:
    found = Complaint.objects.filter(owner=owner, state__in=_OPEN)
    return list(found.order_by("id").values_list("number", flat=True)[:MOST])
