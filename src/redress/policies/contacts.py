"""Customers' contacts are verified at each contact, and at least as often as the rulebook says (CLM-01)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from redress.casework import blank
from redress.policies.kinds import PolicyState
from redress.policies.models import ContactCheck, Policy
from redress.rulebook.sections.guides.schema import ContactCheck as Rule

MOST = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A policy of the house's own tables whose contacts are to be verified, and since when they were not."""

    number: str
    product: str
    unit: str
    since: date


def check_of(number: str, at: datetime, by: int | None, changed: Collection[str]) -> ContactCheck:
    """The row that says a policy's contacts were verified; to be written with what else was done then."""
    return blank.new(ContactCheck, policy_number=number, at=at, by_id=by, changed=" ".join(changed))


def due(rule: Rule | None, units: Collection[str], day: date) -> Sequence[Due]:
    """Policies in force of these units that are to be verified by now or are about to, the oldest first."""
    if rule is None:
        return ()
    by = _months_before(day, rule.every_months) + timedelta(days=rule.remind_days)
    moment = datetime(by.year, by.month, by.day, tzinfo=timezone.get_default_timezone())
    verified = ContactCheck.objects.filter(policy_number_index=OuterRef("number_index"))
    rows = (
        Policy.objects.filter(unit__in=units, state=PolicyState.IN_FORCE, begins__lte=by)
        .filter(Q(ends__isnull=True) | Q(ends__gte=day))
        .exclude(Exists(verified.filter(at__gte=moment)))
        .annotate(verified=Subquery(verified.order_by("-at").values("at")[:1]))
        .select_related("product")
        .order_by("begins", "id")[:MOST]
    )
    return [
        Due(
            str(row.number),
            row.product.name,
            row.unit,
            timezone.localdate(row.verified) if row.verified else row.begins,
        )
        for row in rows
    ]


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month; its last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
