"""Who is acting: one value that commands, reads and row-level security all ask (ORG-11, SEC-06)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from redress.organisation.kinds import UNIT_SCOPE_DUTIES, DepartmentKind, Duty, UnitKind


@dataclass(frozen=True, slots=True)
class Post:
    """One duty in one department, and how far it reaches: the department's unit and every unit beneath."""

    duty: Duty
    department: int
    kind: DepartmentKind
    unit: int
    level: UnitKind | None = field(default=None, compare=False)
    """The kind of the unit."""
    below: frozenset[int] = field(default=frozenset(), compare=False, repr=False)
    """The unit and all beneath it; follows from the unit."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff with today's duties, the system itself, or nobody.

    `units` are the ids of the units whose cases the actor may see by scope, `departments` the ids of the
    departments whose orders the actor works on; `below` are the units at or under the actor's own. Who acts for an
    absent person has also that person's posts and units.
    """

    id: int | None = None
    name: str = ""
    unit: int | None = None
    unit_kind: UnitKind | None = None
    department: int | None = None
    posts: frozenset[Post] = frozenset()
    below: frozenset[int] = frozenset()
    system: bool = False
    scopes: frozenset[str] | None = field(default=None)
    deputises: frozenset[int] = frozenset()
    """Absent people for whom the actor acts today (ORG-12)."""
    on_behalf_of: int | None = None
    """The absent person whose duties are used in this act; the journal says so."""
    hats: tuple[Actor, ...] = field(default=(), repr=False)
    """Who acts for absent people: the actor alone, then the actor in the place of each of them. Else empty."""

    @property
    def people(self) -> frozenset[int]:
        """The actor and everybody for whom the actor acts: what one may not decide, no deputy may (AUT-03)."""
        return self.deputises if self.id is None else self.deputises | {self.id}

    @property
    def units(self) -> frozenset[int]:
        """Units whose cases the actor sees because of a duty there (ORG-11)."""
        return self.over(UNIT_SCOPE_DUTIES)

    @property
    def ways(self) -> tuple[Actor, ...]:
        """The ways in which the actor may act: as oneself, then in the place of each absent person."""
        return self.hats or (self,)

    @property
    def departments(self) -> frozenset[int]:
        """Departments whose orders and copies the actor sees."""
        return frozenset(post.department for post in self.posts)

    def has_over(self, duties: Collection[Duty], unit: int | None) -> bool:
        """Whether one post of the actor is of these duties and reaches that unit; the system has them all.

        Duty and reach are asked of the same post: what somebody is at a counter says nothing of head office, nor does
        the unit where that person sits.
        """
        return self.system or any(post.duty in duties and unit in post.below for post in self.posts)

    def over(self, duties: Collection[Duty]) -> frozenset[int]:
        """The units that posts of these duties reach: what `has_over` admits, for queries."""
        reach = {post.unit: post.below for post in self.posts if post.duty in duties}
        if len(reach) == 1:
            return next(iter(reach.values()))
        return frozenset().union(*reach.values())

    def has(self, duties: Iterable[Duty]) -> bool:
        """Whether the actor has any of the duties, anywhere."""
        wanted = frozenset(duties)
        return any(post.duty in wanted for post in self.posts)

    def has_in(self, duties: Iterable[Duty], department: int | None) -> bool:
        """Whether the actor has any of the duties in that department."""
        wanted = frozenset(duties)
        return any(post.duty in wanted and post.department == department for post in self.posts)


SYSTEM = Actor(name="system", system=True)
"""Scheduled work and the command line."""

NOBODY = Actor()
"""Not signed in: sees and may do nothing."""
