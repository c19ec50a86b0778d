"""What waits for a department: open orders to answer, determinations to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from redress.casework import moment
from redress.casework.due import Due, due
from redress.casework.paging import SIZE, Cursor, Page
from redress.clocks.models import Clock
from redress.complaints.closing import signers
from redress.complaints.kinds import OrderState
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Complaint, Order, SignOff
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.conditions import Among, Is
from redress.organisation.models import Department
from redress.rulebook import ClockStatus, State


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An open order with its case; `due` is the order's own deadline."""

    case: CaseRow
    number: str
    kind: str
    department: Department
    issued_at: datetime
    due: Due | None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A signature that is waited for."""

    case: CaseRow
    department: Department
    because: str


def orders(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[OrderRow]:
    """Open orders of the actor's departments, longest waiting first: four queries, whatever their number."""
    waiting = Order.objects.filter(
        Is("state", OrderState.OPEN),
        Among("department_id", actor.departments),
        complaint__in=Complaint.objects.visible_to(actor),
    ).select_related("department__unit")
    if after and after.at:
        waiting = waiting.filter(Q(issued_at__gt=after.at) | Q(issued_at=after.at, id__gt=after.id))
    found = list(waiting.order_by("issued_at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(
        _order_rows(actor, found[:size]),
        Cursor(last.issued_at, last.pk).pack() if last else "",
        continued=after is not None,
    )


def signatures(actor: Actor, after: Cursor | None = None, size: int = SIZE) -> Page[SignatureRow]:
    """Signatures the actor is waited for to give, longest waiting first: four queries, whatever their number."""
    signing = signers.of(actor)
    waiting = SignOff.objects.filter(
        Among("department_id", signing.departments) | Among("id", signing.signatures),
        signed_at=None,
        complaint__in=Complaint.objects.visible_to(actor).filter(Is("state", State.DETERMINED)),
    ).select_related("department__unit")
    if aside := signers.kept_out(actor):
        waiting = waiting.exclude(Among("id", aside))
    if after:
        waiting = waiting.filter(id__gt=after.id)
    found = list(waiting.order_by("id")[: size + 1])
    cases = _cases(actor, [sign.complaint_id for sign in found[:size]])
    return Page(
        [SignatureRow(cases[s.complaint_id], s.department, s.because) for s in found[:size]],
        Cursor(None, found[size - 1].pk).pack() if len(found) > size else "",
        continued=after is not None,
    )


def _cases(actor: Actor, ids: list[int]) -> dict[int, CaseRow]:
    return {row.id: row for row in rows.read(actor, set(ids), moment.now())}


def _order_rows(actor: Actor, orders: list[Order]) -> list[OrderRow]:
    cases = _cases(actor, [order.complaint_id for order in orders])
    limits = _limits(orders)
    now = moment.now()
    return [
        OrderRow(
            case=cases[order.complaint_id],
            number=order.number,
            kind=order.get_kind_display(),
            department=order.department,
            issued_at=order.issued_at,
            due=_due(limits.get(order.number), now, cases[order.complaint_id]),
        )
        for order in orders
    ]


def _due(limit: tuple[datetime, str] | None, now: datetime, case: CaseRow) -> Due | None:
    if limit is None:
        return None
    at, clock = limit
    return due(at, now, calendar_at(case.unit_path), case.counted(clock))


def _limits(orders: list[Order]) -> dict[str, tuple[datetime, str]]:
    """The earliest running deadline of each order and its clock, by the order's number."""
    running = Clock.objects.filter(
        Among("file_id", [order.complaint_id for order in orders]),
        Among("about", [order.number for order in orders], "text"),
        Is("status", ClockStatus.RUNNING),
        due_at__isnull=False,
    )
    latest_first = running.order_by("-due_at").values_list("about", "due_at", "key")
    return {about: (at, key) for about, at, key in latest_first if at is not None}
