"""Reads of the organisation for its own page: the tree, departments with who does what, what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from redress.organisation.actor import Actor
from redress.organisation.holders import coordinator_gaps
from redress.organisation.kinds import SEES_GAPS, Change, DepartmentKind, Duty
from redress.organisation.models import Appointment, Department, Deputy, OrganisationEntry, Unit, User

WHOLE_TREE = 60
"""Up to so many units the tree is shown open; beyond, only the way to the chosen unit and what stands beside it."""
PEOPLE = 200
ENTRIES = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree, how deep it stands below the actor's own, and how many coordinators are missing there."""

    unit: Unit
    depth: int
    gaps: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Post:
    """An appointment that holds today or will."""

    appointment: Appointment
    first: date
    last: date | None
    coming: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the duties in one department; without any, somebody who sits there."""

    user: User
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class Room:
    """A department and its people; `gap` when it has no coordinator today (ORG-04)."""

    department: Department
    holders: list[Holder]
    gap: bool


def visible_unit(actor: Actor, code: str = "") -> Unit | None:
    """The unit of that code if a post of the actor reaches it; without a code where the actor works (ORG-11)."""
    units = Unit.objects.select_related("parent").filter(pk__in=actor.reach)
    if code:
        return units.filter(code=code).first()
    return units.filter(pk=actor.stands_at(frozenset(Duty)) or 0).first()


def gaps(actor: Actor) -> list[Department]:
    """Departments without a coordinator today, for whom they concern (ORG-04)."""
    return list(coordinator_gaps(actor)) if actor.over(SEES_GAPS) else []


def tree(actor: Actor, chosen: Unit, missing: Iterable[Department]) -> list[Branch]:
    """The actor's unit and what is below it, in order: one query."""
    units, reach = Unit.objects.filter(pk__in=actor.reach), actor.reach
    if len(reach) > WHOLE_TREE:
        codes = chosen.ancestor_codes()
        units = units.filter(Q(parent__code__in=codes) | Q(code__in=codes))
    count: dict[int, int] = {}
    for department in missing:
        count[department.unit_id] = count.get(department.unit_id, 0) + 1
    found = list(units.order_by("path"))
    top = min((unit.path.count("/") for unit in found), default=0)
    return [
        Branch(unit, min(unit.path.count("/") - top, 8), count.get(unit.pk, 0), unit == chosen)
        for unit in found
    ]


def rooms(unit: Unit, department: int | None = None) -> list[Room]:
    """The departments of a unit with everybody who has a duty there, today or later: two queries.

    With a `department`, that one alone, and also those who sit there without a duty.
    """
    departments = list(unit.departments.all())
    if department is not None:
        departments = [each for each in departments if each.pk == department]
    ids = [each.pk for each in departments]
    today = timezone.localdate()
    appointments = Appointment.objects.filter(department__in=ids).exclude(period__fully_lt=(today, None))
    order = {duty: place for place, duty in enumerate(Duty.values)}
    kept = sorted(appointments.select_related("user"), key=lambda each: (order[each.duty], each.pk))
    found: dict[int, dict[int, Holder]] = {each.pk: {} for each in departments}
    for each in kept:
        holder = found[each.department_id].setdefault(each.user_id, Holder(each.user, []))
        holder.posts.append(_post(each, today))
    if department is not None:
        for user in User.objects.filter(department__in=ids, is_active=True)[:PEOPLE]:
            found[department].setdefault(user.pk, Holder(user, []))
    return [Room(each, list(found[each.pk].values()), _gap(each, found[each.pk])) for each in departments]


def posts_of(user: User) -> list[Post]:
    """All a person was ever appointed to, the latest first."""
    today = timezone.localdate()
    kept = user.appointments.select_related("department__unit", "user").order_by("-period")
    return [_post(each, today) for each in kept]


def changes(
    actor: Actor, *, unit: Unit | None = None, person: User | None = None, what: Change | None = None
) -> list[OrganisationEntry]:
    """The latest changes of a unit and below, of a person, or of one kind; only what the actor may see."""
    entries = OrganisationEntry.objects.select_related("by", "unit", "department__unit", "person")
    if unit is not None:
        below = Unit.objects.filter(path__startswith=unit.path, pk__in=actor.reach)
        entries = entries.filter(unit__in=below)
    if person is not None:
        entries = entries.filter(person=person)
    if what is not None:
        entries = entries.filter(what=what)
    return list(entries[:ENTRIES])


def _post(appointment: Appointment, today: date) -> Post:
    first, upper = appointment.period.lower, appointment.period.upper
    last = date.fromordinal(upper.toordinal() - 1) if upper else None
    return Post(appointment, first, last, first > today)


def _gap(department: Department, holders: dict[int, Holder]) -> bool:
    held = any(
        post.appointment.duty == Duty.COORDINATOR and not post.coming
        for holder in holders.values()
        for post in holder.posts
    )
    return department.kind != DepartmentKind.CUSTOMER_SERVICE and not held


@dataclass(frozen=True, slots=True)
class Stand:
    """A deputy's time that holds today or will: who acts for whom, until when."""

    deputy: Deputy
    first: date
    last: date
    coming: bool


def deputies_of(user: User, today: date) -> list[Stand]:
    """Who acts for the person, and for whom the person acts, today or later: one query (ORG-12)."""
    held = Deputy.objects.filter(Q(absent=user) | Q(deputy=user)).exclude(period__fully_lt=(today, None))
    return [
        Stand(
            each,
            each.period.lower,
            date.fromordinal(each.period.upper.toordinal() - 1),
            each.period.lower > today,
        )
        for each in held.select_related("absent", "deputy").order_by("period")
    ]
