"""A unit with all above it, and who has which duty there today: the way up that approvals take (AUT-01)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from redress.organisation.actor import Actor, Post
from redress.organisation.kinds import Duty
from redress.organisation.statements import Asked, array, given

_UNITS = """
    SELECT a.id, a.kind, CASE WHEN %s AND a.name_en <> '' THEN a.name_en ELSE a.name END
      FROM organisation_unit u JOIN organisation_unit a ON starts_with(u.path, a.path)
     WHERE u.id = %s
     ORDER BY length(a.path) DESC
"""
_STAFF = f"""
    SELECT d.unit_id, p.duty, d.id, p.user_id
      FROM organisation_department d JOIN organisation_appointment p ON p.department_id = d.id
      JOIN organisation_user s ON s.id = p.user_id AND s.is_active
     WHERE d.unit_id = ANY ({given("%s")}) AND p.period @> %s
     ORDER BY p.id
"""  # noqa: S608 - constants only

_DUTIES = {each.value: each for each in Duty}
"""A large unit has thousands of posts, and to call an enumeration takes three times as long."""

Held = tuple[Duty, int, int]
"""A duty, the department where it is held, the person."""


class Staff:
    """Who has which duty in some units today: one query, when somebody asks. Most ask only which units there are."""

    def __init__(self, units: Collection[int]) -> None:
        self._units = units

    def of(self, unit: int) -> tuple[Held, ...]:
        return self._by_unit.get(unit, ())

    @cached_property
    def _by_unit(self) -> dict[int, tuple[Held, ...]]:
        found: dict[int, list[Held]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_STAFF, [array(self._units), timezone.localdate()])
            for unit, duty, department, user in cursor.fetchall():
                found.setdefault(unit, []).append((_DUTIES[duty], department, user))
        return {unit: tuple(held) for unit, held in found.items()}


@dataclass(frozen=True, slots=True)
class Level:
    """One unit of the way up, named in the language of the page."""

    unit: int
    kind: str
    name: str
    staff: Staff = field(repr=False, compare=False)

    @property
    def holders(self) -> tuple[Held, ...]:
        """(duty, department, person), in the order of their appointment."""
        return self.staff.of(self.unit)

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

    def departments_of(self, person: int) -> frozenset[int]:
        """The departments of these units in which the person has a duty."""
        return frozenset(
            department for level in self.levels for _duty, department, user in level.holders if user == person
        )

    def posts(self, actor: Actor) -> Iterable[tuple[int, Level, Post]]:
        """The actor's posts in these units, each with how many steps up it stands."""
        for step, level in enumerate(self.levels):
            for post in actor.posts:
                if post.unit == level.unit:
                    yield step, level, post


def chain(unit: int) -> Chain:
    """From the unit to the root: one query, and a second when who works there is asked for."""
    return chain_in(ask_chain(unit))


def ask_chain(unit: int) -> Asked:
    """Asks for the units from that one to the root; `chain_in` reads them."""
    return Asked(_UNITS, [(get_language() or "").startswith("en"), unit])


def chain_in(asked: Asked) -> Chain:
    """The way up that was asked for."""
    rows = asked.all()
    staff = Staff([unit_id for unit_id, _kind, _name in rows])
    return Chain(tuple(Level(unit_id, kind, name, staff) for unit_id, kind, name in rows))
