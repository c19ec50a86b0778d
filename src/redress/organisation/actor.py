"""Who is acting: one value that commands, reads and row-level security all ask (ORG-11, SEC-06).

What somebody may is asked in one way: has one post of the actor the duty, and does that post reach the unit
(`has_over`, or `over` for queries). Where the person sits says nothing. The few other questions below are narrower
forms of it; `anywhere` alone says less, and tells only which entries of a menu to show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
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

    `unit` and `department` are where the person sits: they choose what a page begins with and give no right. Who acts
    for an absent person has also those of that person's posts that pass to a deputy (ORG-12).
    """

    id: int | None = None
    name: str = ""
    unit: int | None = None
    unit_kind: UnitKind | None = None
    department: int | None = None
    posts: frozenset[Post] = frozenset()
    system: bool = False
    scopes: frozenset[str] | None = field(default=None)
    deputises: frozenset[int] = frozenset()
    """Absent people for whom the actor acts today (ORG-12)."""
    on_behalf_of: int | None = None
    """The absent person whose duties are used in this act; the journal says so."""
    capacities: tuple[Actor, ...] = field(default=(), repr=False)
    """Who acts for absent people: the actor alone, then the actor in the place of each of them. Else empty."""
    former: bool = False
    """Had duties and has none any more: handles nothing, so sees nothing, own cases neither (ORG-11)."""

    @property
    def people(self) -> frozenset[int]:
        """The actor and everybody for whom the actor acts: what one may not decide, no deputy may (AUT-03)."""
        return self.deputises if self.id is None or self.former else self.deputises | {self.id}

    @property
    def units(self) -> frozenset[int]:
        """Units whose cases the actor sees because of a duty there (ORG-11)."""
        return self.over(UNIT_SCOPE_DUTIES)

    @property
    def reach(self) -> frozenset[int]:
        """Units at or under a post of any duty: whose departments and people are shown, no cases."""
        return self.over(_ALL)

    @property
    def ways(self) -> tuple[Actor, ...]:
        """The ways in which the actor may act: as oneself, then in the place of each absent person."""
        return self.capacities or (self,)

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

    def reaching(self, duties: Collection[Duty], unit: int | None) -> list[Post]:
        """The posts for which `has_over` holds, the nearest to the unit first: who asks further about their level."""
        found = [post for post in self.posts if post.duty in duties and unit in post.below]
        return sorted(found, key=lambda post: (len(post.below), post.unit, post.duty))

    def has_at(self, duties: Collection[Duty], unit: int | None) -> bool:
        """Whether one post of these duties is in that very unit, not above it."""
        return any(post.duty in duties and post.unit == unit for post in self.posts)

    def has_in(self, duties: Collection[Duty], department: int | None) -> bool:
        """Whether the actor has any of the duties in that very department."""
        return any(post.duty in duties and post.department == department for post in self.posts)

    def departments_of(self, duties: Collection[Duty]) -> frozenset[int]:
        """The departments for which `has_in` holds, for queries."""
        return frozenset(post.department for post in self.posts if post.duty in duties)

    def stands_at(self, duties: Collection[Duty]) -> int | None:
        """The unit in which the actor works with these duties: where the person sits if there, else one of them."""
        units = {post.unit for post in self.posts if post.duty in duties}
        return self.unit if self.unit in units else min(units, default=None)

    def way(self, admits: Callable[[Actor], bool]) -> Actor | None:
        """The first way, alone or in somebody's place, that is admitted: an act says in whose place it was done."""
        return next((each for each in self.ways if admits(each)), None)

    def anywhere(self, duties: Collection[Duty]) -> bool:
        """Whether the actor has such a post at all: what a menu shows. Decides nothing about a case or a unit."""
        return any(post.duty in duties for post in self.posts)


_ALL = frozenset(Duty)

SYSTEM = Actor(name="system", system=True)
"""Scheduled work and the command line."""

NOBODY = Actor()
"""Not signed in: sees and may do nothing."""
