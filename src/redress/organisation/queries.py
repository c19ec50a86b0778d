"""Reads of the organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from redress.organisation import as_of
from redress.organisation.actor import NOBODY, Actor, Post
from redress.organisation.as_of import STAMP
from redress.organisation.deputising import NAMERS, is_above, passed
from redress.organisation.kinds import DepartmentKind, Duty, UnitKind
from redress.organisation.models import Appointment, Department, Unit, User
from redress.organisation.statements import Asked

_ACTOR = f"""
    WITH RECURSIVE acting(id, through) AS (
        SELECT %(user)s::bigint, NULL::bigint
        UNION
        SELECT p.absent_id, p.deputy_id FROM organisation_deputy p JOIN acting a ON p.deputy_id = a.id
          JOIN organisation_user away ON away.id = p.absent_id AND away.is_active
         WHERE p.period @> %(today)s AND p.named_by_id IS DISTINCT FROM p.deputy_id
    )
    SELECT u.id, u.is_active, u.name, d.id, d.unit_id, n.kind, acting.through,
           EXISTS (SELECT FROM organisation_appointment e WHERE e.user_id = u.id)
             AND NOT EXISTS (SELECT FROM committee_seat s WHERE s.user_id = u.id AND s.period @> %(today)s),
           held.unit, held.level, held.below, held.posts, {STAMP}
      FROM acting JOIN organisation_user u ON u.id = acting.id
      LEFT JOIN organisation_department d ON d.id = u.department_id
      LEFT JOIN organisation_unit n ON n.id = d.unit_id
      LEFT JOIN LATERAL (
        SELECT au.id AS unit, au.kind AS level,
               (SELECT array_agg(b.id) FROM organisation_unit b WHERE starts_with(b.path, au.path)) AS below,
               json_agg(json_build_array(a.duty, a.department_id, ad.kind)) AS posts
          FROM organisation_appointment a JOIN organisation_department ad ON ad.id = a.department_id
          JOIN organisation_unit au ON au.id = ad.unit_id
         WHERE a.user_id = u.id AND a.period @> %(today)s
         GROUP BY au.id
      ) held ON true
"""  # noqa: S608 - constants only
"""A row for each person and unit in which that person has posts today; the day is the insurer's, not the server's.

Absent people come with who acts for them directly; somebody who was disabled passes nothing on, nor does a deputyship
that the deputy arranged alone. Before the posts: had duties once, and sits on no committee. Last: as of when it is so.
"""

Row = tuple[Any, ...]


def actor(user_id: int, scopes: frozenset[str] | None = None) -> Actor:
    """The actor a user is today: one query. NOBODY when the user is unknown or no longer active.

    With what passes from the absent people for whom the user is deputy, also by a chain of deputies (ORG-12).
    """
    return actor_of(user_id, ask_actor(user_id).all(), scopes)


def actor_as_of(stamp: UUID | None, user_id: int, scopes: frozenset[str]) -> Actor:
    """As `actor`; no query when the same was asked on this connection while the organisation was as it is."""
    key = "actor", user_id, scopes, timezone.localdate()
    return as_of.known(stamp, key, lambda: _with_stamp(user_id, scopes)) or NOBODY


def _with_stamp(user_id: int, scopes: frozenset[str]) -> tuple[Actor, UUID] | None:
    """None of whom there is no such account."""
    found = ask_actor(user_id).all()
    return (actor_of(user_id, found, scopes), found[0][-1]) if found else None


def ask_actor(user_id: int) -> Asked:
    """Asks for what `actor_of` makes the actor from."""
    return Asked(_ACTOR, {"user": user_id, "today": timezone.localdate()})


def actor_of(user_id: int, found: Sequence[Row], scopes: frozenset[str] | None) -> Actor:
    """The actor of a user from what a statement of actors found. NOBODY as `actor` says."""
    rows: dict[int, list[Row]] = {}
    for row in found:
        rows.setdefault(row[0], []).append(row[:-1])
    own = rows.get(user_id)
    if own is None or not own[0][1]:
        return NOBODY
    alone = _alone(user_id, own, _posts(own), scopes)
    if len(rows) == 1:
        return alone
    return _in_their_places(alone, rows)


def _in_their_places(alone: Actor, rows: Mapping[int, Sequence[Row]]) -> Actor:
    """The actor with a way in the place of each absent person whose work passes."""
    posts = {person: _posts(found) for person, found in rows.items()}
    seats = {person: found[0][3] for person, found in rows.items()}
    through = {person: found[0][6] for person, found in rows.items() if person != alone.id}
    passing = {person: passed(person, posts, seats, through) for person in through}
    absent = {person: found for person, found in passing.items() if found is not None}
    if not absent:
        return alone
    deputises = frozenset(absent)
    assert alone.id is not None
    places = tuple(
        replace(
            _alone(alone.id, rows[person], found, alone.scopes),
            name=alone.name,
            deputises=deputises,
            on_behalf_of=person,
            former=False,
        )
        for person, found in absent.items()
    )
    alone = replace(alone, deputises=deputises)
    return replace(alone, posts=alone.posts.union(*absent.values()), capacities=(alone, *places))


def _posts(rows: Sequence[Row]) -> frozenset[Post]:
    return frozenset(
        Post(Duty(duty), department, DepartmentKind(kind), unit, UnitKind(level), reach)
        for *_who, unit, level, below, held in rows
        if held
        for reach in (frozenset(below),)
        for duty, department, kind in held
    )


def _alone(user_id: int, rows: Sequence[Row], posts: frozenset[Post], scopes: frozenset[str] | None) -> Actor:
    _id, _active, name, department, unit, unit_kind, _through, once, *_held = rows[0]
    return Actor(
        id=user_id,
        name=name,
        unit=unit,
        unit_kind=UnitKind(unit_kind) if unit_kind else None,
        department=department,
        posts=posts,
        scopes=scopes,
        former=once and not posts,
    )


def posts_on(people: Collection[int], day: date | None) -> dict[int, frozenset[Post]]:
    """Person -> the posts held on a day, today when none is given, without how far they reach: one query."""
    found: dict[int, set[Post]] = {person: set() for person in people}
    held = Appointment.objects.filter(user__in=people, period__contains=day or timezone.localdate())
    for user, duty, department, kind, unit, level in held.values_list(
        "user_id",
        "duty",
        "department_id",
        "department__kind",
        "department__unit_id",
        "department__unit__kind",
    ):
        found[user].add(Post(Duty(duty), department, DepartmentKind(kind), unit, UnitKind(level)))
    return {person: frozenset(posts) for person, posts in found.items()}


def superior_of(person: User) -> int | None:
    """The nearest who is the person's superior by post today, in the unit where the person sits or above; or None."""
    if person.department is None:
        return None
    held = posts_on((person.pk,), None)[person.pk] or {place(person.department)}
    paths = person.department.unit.paths()
    found = (
        Appointment.objects.filter(
            duty__in=NAMERS,
            department__unit__path__in=paths,
            period__contains=timezone.localdate(),
            user__is_active=True,
        )
        .exclude(user=person)
        .order_by("-department__unit__path", "id")
        .values_list("user_id", "duty", "department_id", "department__kind", "department__unit_id")
    )
    beneath = frozenset(post.unit for post in held)
    for user, duty, department, kind, unit in found:
        post = Post(Duty(duty), department, DepartmentKind(kind), unit, below=beneath)
        if any(is_above(post, each) for each in held):
            return user
    return None


def place(department: Department) -> Post:
    """Where somebody sits, as a post of no rank."""
    return Post(Duty.INTAKE, department.pk, DepartmentKind(department.kind), department.unit_id)


def deputising_for(deputy: int) -> frozenset[int]:
    """Whom somebody is deputy of today, directly or along a chain, and whose work passes."""
    return actor(deputy).deputises


def units_below(actor: Actor) -> QuerySet[Unit]:
    """The units that the actor's posts reach."""
    return Unit.objects.filter(id__in=actor.reach)


def department_of(unit: Unit, kind: DepartmentKind) -> Department | None:
    """The unit's department of that kind, else the nearest superior unit's."""
    paths = unit.paths()
    return (
        Department.objects.filter(unit__path__in=paths, kind=kind)
        .select_related("unit")
        .order_by("-unit__path")
        .first()
    )
