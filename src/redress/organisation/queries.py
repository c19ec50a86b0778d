"""Reads of the organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from redress.organisation.actor import NOBODY, Actor, Post
from redress.organisation.deputising import NAMERS, is_above, passed
from redress.organisation.kinds import SEES_GAPS, DepartmentKind, Duty, UnitKind
from redress.organisation.models import Appointment, Department, Unit, User

_ACTOR = """
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
           held.unit, held.level, held.below, held.posts
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
"""
"""A row for each person and unit in which that person has posts today; the day is the insurer's, not the server's.

Absent people come with who acts for them directly; somebody who was disabled passes nothing on, nor does a deputyship
that the deputy arranged alone. Before the posts: had duties once, and sits on no committee.
"""


def actor(user_id: int, scopes: frozenset[str] | None = None) -> Actor:
    """The actor a user is today: one query. NOBODY when the user is unknown or no longer active.

    With what passes from the absent people for whom the user is deputy, also by a chain of deputies (ORG-12).
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, {"user": user_id, "today": timezone.localdate()})
        rows: dict[int, list[tuple[Any, ...]]] = {}
        for row in cursor.fetchall():
            rows.setdefault(row[0], []).append(row)
    own = rows.get(user_id)
    if own is None or not own[0][1]:
        return NOBODY
    alone = _alone(user_id, own, _posts(own), scopes)
    if len(rows) == 1:
        return alone
    return _in_their_places(alone, rows)


def _in_their_places(alone: Actor, rows: Mapping[int, Sequence[tuple[Any, ...]]]) -> Actor:
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
    return replace(alone, posts=alone.posts.union(*absent.values()), hats=(alone, *places))


def _posts(rows: Sequence[tuple[Any, ...]]) -> frozenset[Post]:
    return frozenset(
        Post(Duty(duty), department, DepartmentKind(kind), unit, UnitKind(level), reach)
        for *_who, unit, level, below, held in rows
        if held
        for reach in (frozenset(below),)
        for duty, department, kind in held
    )


def _alone(
    user_id: int, rows: Sequence[tuple[Any, ...]], posts: frozenset[Post], scopes: frozenset[str] | None
) -> Actor:
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
    held = Appointment.objects.filter(user__in=people, period__contains=day or _day())
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
    codes = person.department.unit.ancestor_codes()
    paths = ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
    found = (
        Appointment.objects.filter(
            duty__in=NAMERS,
            department__unit__path__in=paths,
            period__contains=_day(),
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
    codes = unit.ancestor_codes()
    paths = ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
    return (
        Department.objects.filter(unit__path__in=paths, kind=kind)
        .select_related("unit")
        .order_by("-unit__path")
        .first()
    )


def holders(duty: Duty, department_id: int) -> QuerySet[User]:
    """Who has a duty in a department today."""
    return _appointed(appointments__duty=duty, appointments__department_id=department_id)


@dataclass(frozen=True, slots=True)
class Coordinators:
    """Who coordinates a department today, and the path of its unit."""

    department: int
    path: str
    people: list[int]


def coordinators() -> list[Coordinators]:
    """Every department's coordinator of today: one query (ORG-04)."""
    posts = Appointment.objects.filter(
        duty=Duty.COORDINATOR, period__contains=_day(), user__is_active=True
    ).order_by("department_id")
    found: dict[int, Coordinators] = {}
    for department, path, user in posts.values_list("department_id", "department__unit__path", "user_id"):
        found.setdefault(department, Coordinators(department, path, [])).people.append(user)
    return list(found.values())


def desk_of(departments: Collection[int]) -> dict[int, list[int]]:
    """Department -> who answers its orders today: the coordinator, else its heads. One query."""
    posts = Appointment.objects.filter(
        department_id__in=departments,
        duty__in=[Duty.COORDINATOR, Duty.DEPARTMENT_HEAD, Duty.CS_HEAD],
        period__contains=_day(),
        user__is_active=True,
    )
    found: dict[int, dict[bool, list[int]]] = {}
    for department, duty, user in posts.order_by("id").values_list("department_id", "duty", "user_id"):
        found.setdefault(department, {}).setdefault(duty == Duty.COORDINATOR, []).append(user)
    return {department: by.get(True) or by[False] for department, by in found.items()}


def customer_service(unit: Unit) -> QuerySet[User]:
    """People of a unit who may own cases there (FLW-05)."""
    return _appointed(
        appointments__duty__in=[Duty.HANDLER, Duty.COMPLAINT_OFFICER, Duty.CS_HEAD],
        appointments__department__unit=unit,
    )


def customer_service_of(unit: Unit) -> QuerySet[User]:
    """The same of the unit and of those above it, whose people may take a case over."""
    codes = unit.ancestor_codes()
    paths = ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
    return _appointed(
        appointments__duty__in=[Duty.HANDLER, Duty.COMPLAINT_OFFICER, Duty.CS_HEAD],
        appointments__department__unit__path__in=paths,
    )


Sought = tuple[DepartmentKind, Sequence[Duty]]
"""A kind of department, and duties in the order in which a holder is looked for."""


def nearest_holder(
    unit: Unit, kind: DepartmentKind, duties: Sequence[Duty]
) -> tuple[Department, User] | None:
    """Somebody with one of the duties in the unit's department of that kind, or the nearest superior's: one query.

    The nearest unit first, then the duties in their order, then the longest appointed.
    """
    return nearest_holders(unit, {"": (kind, duties)}).get("")


def nearest_holders(unit: Unit, wanted: Mapping[str, Sought]) -> dict[str, tuple[Department, User]]:
    """The same for several posts at once, by key; posts that nobody holds are left out: one query."""
    codes = unit.ancestor_codes()
    paths = ["/" + "/".join(codes[: n + 1]) + "/" for n in range(len(codes))]
    found = list(
        Appointment.objects.filter(
            department__kind__in={kind for kind, _ in wanted.values()},
            department__unit__path__in=paths,
            duty__in={duty for _, duties in wanted.values() for duty in duties},
            period__contains=_day(),
            user__is_active=True,
        ).select_related("department__unit", "user")
    )
    held = {}
    for key, (kind, duties) in wanted.items():
        order = {duty: place for place, duty in enumerate(duties)}
        fitting = [each for each in found if each.department.kind == kind and each.duty in order]
        if fitting:
            best = min(fitting, key=lambda a: (-len(a.department.unit.path), order[Duty(a.duty)], a.pk))
            held[key] = (best.department, best.user)
    return held


def complaint_posts(companies: Sequence[str]) -> dict[str, list[tuple[User, str]]]:
    """The complaint posts of each company, by its path: those of its head office, or of the company itself (ORG-09).

    Each with the name of the unit. One query.
    """
    if not companies:
        return {}
    found = Appointment.objects.filter(
        duty__in=[Duty.COMPLAINT_OFFICER, Duty.CS_HEAD],
        department__unit__kind__in=[UnitKind.HEAD_OFFICE, UnitKind.COMPANY],
        period__contains=_day(),
        user__is_active=True,
    ).select_related("user", "department__unit")
    posts: dict[str, list[tuple[User, str]]] = {}
    for each in found.order_by("duty", "id"):
        path = next((path for path in companies if each.department.unit.path.startswith(path)), None)
        if path is not None:
            posts.setdefault(path, []).append(
                (each.user, f"{each.department.unit} · {each.get_duty_display()}")
            )
    return posts


def coordinator_gaps(actor: Actor) -> QuerySet[Department]:
    """Departments under the actor that have no coordinator today (ORG-04).

    Customer service needs none: it is whom the coordinators of the others work with.
    """
    current = Appointment.objects.filter(
        department=OuterRef("pk"), duty=Duty.COORDINATOR, period__contains=_day()
    )
    others = Department.objects.exclude(kind=DepartmentKind.CUSTOMER_SERVICE)
    return others.filter(~Exists(current), unit_id__in=actor.over(SEES_GAPS)).select_related("unit")


def _appointed(**conditions: object) -> QuerySet[User]:
    # One filter call: the conditions must hold for the same appointment.
    return User.objects.filter(appointments__period__contains=_day(), is_active=True, **conditions).distinct()


def _day() -> date:
    return timezone.localdate()


@dataclass(frozen=True, slots=True)
class Posts:
    """Heads of customer service and leaders by unit, and the units above each unit, the nearest first."""

    heads: dict[int, int]
    leaders: dict[int, int]
    above: dict[int, tuple[int, ...]]

    def find(self, whom: str, unit: int) -> int | None:
        """Who 'head', 'superior', 'leading_group' or 'committee' is for a unit; None when nobody is appointed.

        A post that is vacant is its nearest superior's: a step of the ladder always reaches a named person (CLK-08).
        The unit's leader presides over its leading group and its committee.
        """
        above = self.above.get(unit, ())
        match whom:
            case "head":
                return _first(self.heads, (unit, *above))
            case "superior":
                return _first(self.heads, above)
            case "leading_group" | "committee":
                return _first(self.leaders, (unit, *above))
        return None


def _first(by_unit: dict[int, int], units: tuple[int, ...]) -> int | None:
    return next((by_unit[unit] for unit in units if unit in by_unit), None)


_UNITS_ABOVE = """
    SELECT u.id, array_agg(a.id ORDER BY length(a.path) DESC)
      FROM organisation_unit u JOIN organisation_unit a ON starts_with(u.path, a.path) AND a.id <> u.id
     WHERE u.id = ANY (%s) GROUP BY u.id
"""


def posts(units: Collection[int]) -> Posts:
    """Today's heads and leaders of the units and all units above them: two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS_ABOVE, [sorted(units)])
        above = {unit: tuple(found) for unit, found in cursor.fetchall()}
    heads: dict[int, int] = {}
    leaders: dict[int, int] = {}
    wanted = set(units).union(*above.values())
    found = Appointment.objects.filter(
        duty__in=[Duty.CS_HEAD, Duty.MANAGER],
        department__unit_id__in=wanted,
        period__contains=_day(),
        user__is_active=True,
    ).values_list("duty", "department__unit_id", "user_id")
    for duty, unit, user in found.order_by("-id"):
        (heads if duty == Duty.CS_HEAD else leaders)[unit] = user
    return Posts(heads, leaders, above)
