"""People whom a form offers, by sign-in name, so that nobody types one (FLW-05, ORG-13, FLW-16)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from redress.casework import moment
from redress.casework.asking import Option
from redress.complaints.case import Case
from redress.organisation import holders
from redress.organisation.models import User

MOST = 300


def owners(case: Case) -> list[Option]:
    """Who may own the case besides its owner: customer service of its unit, then of those above."""
    found = holders.customer_service_of(case.row.unit).exclude(pk=case.row.owner_id)
    return _options(found.select_related("department__unit"))


def colleagues(case: Case) -> list[Option]:
    """Staff with a post in the unit of the case and in those above it within the company, nearest first."""
    return _options(around(case)[:MOST])


def around(case: Case) -> QuerySet[User]:
    """Those `colleagues` offers, however many."""
    paths = case.row.unit.paths()[1:]
    return (
        User.objects.filter(is_active=True, department__unit__path__in=paths)
        .filter(appointments__period__contains=timezone.localdate(moment.now()))
        .select_related("department__unit")
        .order_by("-department__unit__path", "department_id", "id")
        .distinct()
    )


def _options(found: Iterable[User]) -> list[Option]:
    return [Option(each.username, each.name, str(each.department)) for each in found]
