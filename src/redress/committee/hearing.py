"""Which departments a ruling concerns, and which of them the committee has not yet heard (ORG-03)."""

from __future__ import annotations

from redress.committee.models import Item
from redress.complaints.case import Case
from redress.complaints.kinds import GONE_BACK, OrderKind
from redress.complaints.models import Order, SignOff
from redress.organisation.models import Department

_ANSWERING = (OrderKind.MAIN, OrderKind.CO_HANDLING)


def unheard(case: Case, item: Item) -> list[str]:
    """Names of the departments that must be heard before the ruling; empty once all were.

    Concerned are those that had an order of the case, main or co-handling, which they did not return as not theirs;
    those that a determined cause or the motion makes responsible; where there is none of them, whichever department
    the rulebook has answer for such a case.
    """
    heard = {hearing.department_id for hearing in item.hearings.all()}
    concerned = _concerned(case, item)
    if concerned:
        missing = (
            Department.objects.filter(pk__in=concerned - heard).select_related("unit").order_by("unit__path")
        )
        return [str(department) for department in missing]
    kind = case.rulebook.route(case.subject).to
    if Department.objects.filter(pk__in=heard, kind=kind).exists():
        return []
    return [str(Department(kind=kind).get_kind_display())]


def _concerned(case: Case, item: Item) -> set[int]:
    row, motion = case.row, item.referral
    orders = Order.objects.filter(complaint=row, kind__in=_ANSWERING).exclude(state__in=GONE_BACK)
    signing = SignOff.objects.filter(complaint=row)
    moved = {department for _code, department in motion.causes} if motion else set()
    return (
        moved
        | set(orders.values_list("department_id", flat=True))
        | set(signing.values_list("department_id", flat=True))
    )
