"""A unit with all above it, and who has which duty there today: the way up that approvals take (AUT-01)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from redress.organisation.actor import Actor, Post
from redress.organisation.kinds import Duty

_CHAIN = """
    SELECT a.id, a.kind, CASE WHEN %s AND a.name_en <> '' THEN a.name_en ELSE a.name END,
           (SELECT json_agg(json_build_array(p.duty, d.id, p.user_id) ORDER BY p.id)
              FROM organisation_department d JOIN organisation_appointment p ON p.department_id = d.id
              JOIN organisation_user s ON s.id = p.user_id AND s.is_active
             WHERE d.unit_id = a.id AND p.period @> %s)
      FROM organisation_unit u JOIN organisation_unit a ON starts_with(u.path, a.path)
     WHERE u.id = %s
     ORDER BY length(a.path) DESC
"""


@dataclass(frozen=True, slots=True)
class Level:
    """One unit of the way up, named in the language of the page. `holders`: (duty, department, person)."""

    unit: int
    kind: str
    name: str
    holders: tuple[tuple[Duty, int, int], ...] = field(repr=False)

    def people(self, duties: Collection[str], without: Collection[int] = ()) -> list[int]:
        """Who has one of the duties there, less those left out."""
        found = [user for duty, _department, user in self.holders if duty in duties and user not in without]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Chain:
    """The units from one upwards, the nearest first."""

    levels: tuple[Level, ...]

    @property
    def kinds(self) -> list[str]:
        return [level.kind for level in self.levels]

    def above(self, unit: int | None) -> int:
        """How many steps up a unit stands; 0 for the first and for a unit that is not on the way."""
        return next((step for step, level in enumerate(self.levels) if level.unit == unit), 0)

    def posts(self, actor: Actor) -> Iterable[tuple[int, Level, Post]]:
        """The actor's posts in these units, each with how many steps up it stands."""
        for step, level in enumerate(self.levels):
            for post in actor.posts:
                if post.unit == level.unit:
                    yield step, level, post


def chain(unit: int) -> Chain:
    """From the unit to the root: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [(get_language() or "").startswith("en"), timezone.localdate(), unit])
        rows = cursor.fetchall()
    return Chain(
        tuple(
            Level(
                unit_id,
                kind,
                name,
                tuple((Duty(duty), department, user) for duty, department, user in holders or []),
            )
            for unit_id, kind, name, holders in rows
        )
    )
