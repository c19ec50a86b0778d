"""Cases the actor may not see: that they exist and whom to ask, and nothing else (ORG-11, INT-15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Unit

_POSTS = (Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.HANDLER)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A unit that handles such a case, and its people to ask."""

    unit: Unit
    people: tuple[str, ...]


def units_of(ids: Iterable[int]) -> dict[int, int]:
    """Case -> the unit that handles it, also of cases the actor does not see."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, unit FROM redress_units_of(%s)", [wanted])
        return dict(cursor.fetchall())


def contact_points(units: Iterable[int]) -> dict[int, Elsewhere]:
    """Unit -> whom to ask there: its complaint post. Two queries, or none."""
    wanted = set(units)
    if not wanted:
        return {}
    people: dict[int, dict[str, None]] = {}
    posts = Appointment.objects.filter(
        duty__in=_POSTS,
        department__unit_id__in=wanted,
        period__contains=timezone.localdate(),
        user__is_active=True,
    ).select_related("user", "department")
    for post in sorted(posts, key=lambda post: _POSTS.index(Duty(post.duty))):
        people.setdefault(post.department.unit_id, {})[post.user.name] = None
    found = Unit.objects.filter(pk__in=wanted)
    return {unit.pk: Elsewhere(unit, tuple(people.get(unit.pk, ()))[:2]) for unit in found}
