"""Who holds which duty today, and who answers where nobody does: a vacant post is its nearest superior's (CLK-08)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from redress.organisation.actor import Actor
from redress.organisation.chain import Chain
from redress.organisation.kinds import HEADS, SEES_GAPS, DepartmentKind, Duty, UnitKind
from redress.organisation.models import Appointment, Department, Unit, User


def holders(duty: Duty, department_id: int) -> QuerySet[User]:
    """Who has a duty in a department today."""
    return _appointed(appointments__duty=duty, appointments__department_id=department_id)


def people_in(department_id: int, duties: Collection[Duty]) -> list[int]:
    """Who has one of the duties in a department today: one query."""
    found = Appointment.objects.filter(
        department_id=department_id, duty__in=list(duties), period__contains=_day(), user__is_active=True
    )
    return list(dict.fromkeys(found.order_by("id").values_list("user_id", flat=True)))


def people_of(departments: Collection[int], duties: Collection[Duty]) -> dict[int, list[int]]:
    """Department -> who has one of the duties there today; one query for all of them."""
    held = Appointment.objects.filter(
        department_id__in=departments,
        duty__in=list(duties),
        period__contains=_day(),
        user__is_active=True,
    )
    found: dict[int, list[int]] = {}
    for department, user in held.order_by("id").values_list("department_id", "user_id"):
        found.setdefault(department, []).append(user)
    return found


def somebody(duties: Collection[Duty]) -> Exists:
    """Whether somebody has one of the duties in a department today, for queries of departments."""
    held = Appointment.objects.filter(
        department=OuterRef("pk"), duty__in=list(duties), period__contains=_day(), user__is_active=True
    )
    return Exists(held)


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
        duty__in=HEADS | {Duty.COORDINATOR},
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
    paths = unit.paths()
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
    paths = unit.paths()
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


def nearest_free(
    chain: Chain, kind: DepartmentKind, duties: Collection[Duty], free: Callable[[int], bool]
) -> Department | None:
    """The department of that kind, nearest upwards, where somebody with one of the duties is free; two queries."""
    units = [level.unit for level in chain.levels]
    fitting = Department.objects.filter(unit__in=units, kind=kind).select_related("unit").in_bulk()
    for level in chain.levels:
        for duty, sits, person in level.holders:
            if duty in duties and sits in fitting and free(person):
                return fitting[sits]
    return None


def nearest_manager(unit: Unit) -> tuple[Department, User] | None:
    """The unit's manager, or the nearest superior's: the superior by post of every post that is vacant: one query."""
    found = nearest_holders(unit, {kind: (kind, [Duty.MANAGER]) for kind in DepartmentKind})
    return max(found.values(), key=lambda held: len(held[0].unit.path), default=None)


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
