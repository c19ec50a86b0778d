"""Customers' contacts are verified at each contact, and at least as often as the rulebook says (CLM-01)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from redress.casework import blank
from redress.policies.kinds import PartyRole, PolicyState
from redress.policies.models import ContactCheck, Party, Policy
from redress.rulebook.sections.guides.schema import ContactCheck as Rule

MOST = 200
LOOK_BACK = timedelta(days=7)
"""A reminder that fell due while no worker ran is told later, yet not after so long."""


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
    moment = _midnight(by)
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


@dataclass(frozen=True, slots=True)
class Reached:
    """A customer whose contacts came due these days: the policy's fingerprint, since when they were not verified, how
    the holder is reached. Personal data."""

    key: str
    unit: str
    since: date
    name: str
    phone: str
    email: str
    address: str = ""


def came_due(rule: Rule, units: Collection[str], day: date) -> Iterator[Reached]:
    """Policies in force of these units whose reminder fell into the last days, with who holds them."""
    by = _months_before(day, rule.every_months) + timedelta(days=rule.remind_days)
    first, last = _midnight(by - LOOK_BACK), _midnight(by)
    verified = ContactCheck.objects.filter(policy_number_index=OuterRef("number_index"))
    rows = (
        Policy.objects.filter(unit__in=units, state=PolicyState.IN_FORCE)
        .filter(Q(ends__isnull=True) | Q(ends__gte=day))
        .annotate(verified=Subquery(verified.order_by("-at").values("at")[:1]))
        .filter(
            Q(verified__isnull=True, begins__gt=first.date(), begins__lte=by)
            | Q(verified__gte=first, verified__lt=last)
        )
        .prefetch_related(Prefetch("parties", Party.objects.filter(role=PartyRole.HOLDER).order_by("place")))
        .order_by("id")
    )
    for row in rows.iterator(500):
        for holder in row.parties.all()[:1]:
            since = timezone.localdate(row.verified) if row.verified else row.begins
            fingerprint = bytes(row.number_index).hex()
            yield Reached(
                fingerprint, row.unit, since, holder.name, holder.phone, holder.email, holder.address
            )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month; its last one where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
