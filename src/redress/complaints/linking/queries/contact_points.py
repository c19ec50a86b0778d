"""Cases the actor may not see: that they exist and whom to ask, and nothing else (ORG-11, INT-15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils import timezone

from redress.organisation.actor import Actor
from redress.organisation.kinds import TAKING_DUTIES, Duty
from redress.organisation.models import Unit

_POSTS = (Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.HANDLER)
PEOPLE: Final = 2
"""Named of a unit, which may have hundreds."""
_ASKED: Final = 50
"""Posts looked at for them, of a unit."""
# By the order of the posts, whoever holds a post longest first; each person once.
_PEOPLE = """
    WITH given (posts) AS (SELECT %s::text[])
    SELECT w.unit, array_agg(p.name ORDER BY p.place, p.first)
      FROM given, unnest(%s::bigint[]) w (unit) CROSS JOIN LATERAL (
        SELECT u.name, min(h.place) AS place, min(h.id) AS first
          FROM (
            SELECT a.user_id, a.id, array_position(given.posts, a.duty::text) AS place
              FROM organisation_department d JOIN organisation_appointment a ON a.department_id = d.id
              JOIN organisation_user s ON s.id = a.user_id AND s.is_active
             WHERE d.unit_id = w.unit AND a.duty = ANY (given.posts) AND a.period @> %s::date
             ORDER BY place, a.id LIMIT %s
          ) h JOIN organisation_user u ON u.id = h.user_id
         GROUP BY u.id ORDER BY place, first LIMIT %s
      ) p GROUP BY w.unit
"""


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


def within(actor: Actor, points: Mapping[int, Elsewhere]) -> dict[int, Elsewhere]:
    """Those in the companies where the actor has a duty of customer service (ORG-11): one query, or none."""
    if not points:
        return {}
    posts = {post.unit for post in actor.posts if post.duty in TAKING_DUTIES}
    own = {_company(path) for path in Unit.objects.filter(pk__in=posts).values_list("path", flat=True)}
    return {
        key: each for key, each in points.items() if actor.system or each.unit.path.startswith(tuple(own))
    }


def _company(path: str) -> str:
    """The path of the company a unit belongs to; of the group, for what stands above the companies."""
    return "/" + "/".join(path.strip("/").split("/")[:2]) + "/"


def contact_points(units: Iterable[int]) -> dict[int, Elsewhere]:
    """Unit -> whom to ask there: its complaint post. Two queries, or none."""
    wanted = set(units)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [list(_POSTS), sorted(wanted), timezone.localdate(), _ASKED, PEOPLE])
        people = dict(cursor.fetchall())
    found = Unit.objects.filter(pk__in=wanted)
    return {unit.pk: Elsewhere(unit, tuple(people.get(unit.pk, ()))) for unit in found}
