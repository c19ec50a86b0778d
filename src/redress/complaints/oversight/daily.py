"""The coordinator's day: orders and copies that reached a department, on a page and as a morning message (ORG-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone, translation

from redress.casework import moment
from redress.complaints.kinds import OrderState
from redress.complaints.lists import rows
from redress.complaints.lists.rows import CaseRow
from redress.complaints.models import Complaint, Order
from redress.messages.models import Alert, AlertKind
from redress.messages.notices.telling import tell
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.calendars import calendar_at
from redress.organisation.holders import coordinators
from redress.organisation.models import Department
from redress.worktime import Calendar

MOST = 200
LISTED = 50
WINDOW = timedelta(hours=2)
"""A morning message goes out within so long of the opening; a house that starts later has missed that morning."""
_KINDS = (AlertKind.ORDER, AlertKind.COPY)


@dataclass(frozen=True, slots=True)
class DailyRow:
    """Something that reached a department on the day: an order, or a copy (then `order` is empty)."""

    case: CaseRow
    department: Department
    at: datetime
    copy: bool
    order: str
    state: str


def day_of(actor: Actor, day: date) -> list[DailyRow]:
    """What reached the actor's departments on a day, in the order of arrival, at most MOST: four queries."""
    zone = timezone.get_current_timezone()
    since = datetime.combine(day, time(), tzinfo=zone)
    visible = Complaint.objects.visible_to(actor)
    found = list(
        Alert.objects.filter(
            department_id__in=actor.departments,
            kind__in=_KINDS,
            at__gte=since,
            at__lt=since + timedelta(days=1),
            file_id__in=visible.values("pk"),
        )
        .select_related("department__unit")
        .order_by("at", "id")[:MOST]
    )
    orders = {
        each.number: each for each in Order.objects.filter(number__in=[a.words for a in found if a.words])
    }
    cases = {row.id: row for row in rows.read(actor, {alert.file_id for alert in found}, moment.now())}
    return [_row(alert, cases[alert.file_id], orders.get(alert.words)) for alert in found]


def _row(alert: Alert, case: CaseRow, order: Order | None) -> DailyRow:
    return DailyRow(
        case=case,
        department=alert.department,  # type: ignore[arg-type]
        at=alert.at,
        copy=alert.kind == AlertKind.COPY,
        order=order.number if order else "",
        state=str(order.get_state_display()) if order else "",
    )


def morning() -> int:
    """Tell every coordinator whose working day has just begun what came since the last one began; how many messages."""
    now = moment.now()
    with acting_as(SYSTEM):
        posts = coordinators()
        begun = [(post, since) for post in posts if (since := _begun(calendar_at(post.path), now))]
        return sum(_tell(post.department, post.people, since, now) for post, since in begun)


def _begun(calendar: Calendar, now: datetime) -> datetime | None:
    """When the working day before began, if today's began within the window; None otherwise."""
    local = now.astimezone(calendar.zone)
    today = local.date()
    opening = _opening(calendar, today)
    if opening is None or not opening <= local < opening + WINDOW:
        return None
    return _opening(calendar, calendar.add_working_days(today, -1)) or opening - timedelta(days=1)


def _opening(calendar: Calendar, day: date) -> datetime | None:
    hours = calendar.hours_on(day)
    if not hours:
        return None
    return datetime.combine(day, time(), tzinfo=calendar.zone) + timedelta(minutes=hours[0].start)


def _tell(department: int, people: list[int], since: datetime, now: datetime) -> int:
    came = Alert.objects.filter(department_id=department, kind__in=_KINDS, at__gte=since, at__lt=now)
    count = dict(came.values_list("kind").annotate(n=Count("id")))
    open_orders = Order.objects.filter(department_id=department, state=OrderState.OPEN)
    still = open_orders.count()
    if not count and not still:
        return 0
    where = Department.objects.select_related("unit").get(pk=department)
    with translation.override("zh-hans"):
        name = str(where)
    facts = {
        "department": name,
        "day": timezone.localtime(now),
        "new": count.get(AlertKind.ORDER, 0),
        "copies": count.get(AlertKind.COPY, 0),
        "open": still,
        "orders": list(open_orders.order_by("issued_at").values_list("number", flat=True)[:LISTED]),
        "path": "/daily",
    }
    key = f"daily.{department}.{timezone.localdate(now):%Y%m%d}"
    return tell(people, where.unit, "daily_list", facts, key)
