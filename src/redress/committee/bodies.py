"""Reads of bodies: which there are, who sits in them on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Unit

OFFICE = frozenset({Duty.CS_HEAD, Duty.COMPLAINT_OFFICER})
"""Duties that keep a body's papers in its office (ORG-03)."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body on a day."""

    user: int
    role: SeatRole
    department: int | None


def members(body: Body, day: date) -> list[Member]:
    """Everybody with a seat on that day, the chair first, nobody twice: two queries."""
    seats = list(_there(body.seats.filter(period__contains=day)))
    return _seated(seats, _holders(seats, day))


def chairs(units: Collection[Unit], kind: BodyKind, day: date) -> dict[int, int]:
    """Who presides over the body of each unit, or of the nearest above it: three queries, however many units."""
    above = {unit.pk: unit.paths() for unit in units}
    paths = {path for each in above.values() for path in each}
    bodies = {
        body.unit.path: body
        for body in Body.objects.filter(kind=kind, unit__path__in=paths).select_related("unit")
    }
    nearest = {
        unit: next((bodies[path] for path in reversed(each) if path in bodies), None)
        for unit, each in above.items()
    }
    seats = list(
        _there(
            Seat.objects.filter(body__in=[body for body in nearest.values() if body], period__contains=day)
        )
    )
    holders, of_body = _holders(seats, day), dict[int, list[Seat]]()
    for seat in seats:
        of_body.setdefault(seat.body_id, []).append(seat)
    sitting = {body: _seated(each, holders) for body, each in of_body.items()}
    return {unit: sitting[body.pk][0].user for unit, body in nearest.items() if body and sitting.get(body.pk)}


def coordinators(units: Collection[Unit]) -> dict[int, int]:
    """Who presides over the coordination committee of each unit today."""
    return chairs(units, BodyKind.COORDINATION_COMMITTEE, timezone.localdate())


def _there(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    """Without those of people who have left: such a seat is vacant."""
    return seats.filter(Q(user=None) | Q(user__is_active=True)).order_by("id")


def _holders(seats: Iterable[Seat], day: date) -> dict[tuple[int, str], list[int]]:
    """Who holds the posts that seats are for."""
    held = Appointment.objects.filter(
        department__in=[seat.department_id for seat in seats if seat.department_id],
        period__contains=day,
        user__is_active=True,
    ).values_list("department_id", "duty", "user_id")
    holders: dict[tuple[int, str], list[int]] = {}
    for department, duty, user in held.order_by("id"):
        holders.setdefault((department, duty), []).append(user)
    return holders


def _seated(seats: Iterable[Seat], holders: Mapping[tuple[int, str], list[int]]) -> list[Member]:
    found: dict[int, Member] = {}
    for seat in sorted(seats, key=lambda each: each.role != SeatRole.CHAIR):
        users = [seat.user_id] if seat.user_id else holders.get((seat.department_id or 0, seat.duty), [])
        for user in users:
            if user is not None:
                found.setdefault(user, Member(user, SeatRole(seat.role), seat.department_id))
    return list(found.values())


def body_for(unit: Unit, kind: BodyKind, *, above: bool = False) -> Body | None:
    """The body of the unit or of the nearest unit above it; with `above`, of a superior unit (FLW-10)."""
    paths = unit.paths()[: -1 if above else None]
    found = Body.objects.filter(kind=kind, unit__path__in=paths).select_related("unit", "office")
    return found.order_by("-unit__path").first()


def keeps(actor: Actor, body: Body) -> bool:
    """Whether the actor works in the body's office."""
    return actor.system or actor.has_in(OFFICE, body.office_id)


def kept_by(actor: Actor) -> QuerySet[Body]:
    """Bodies whose office the actor works in."""
    offices = actor.departments_of(OFFICE)
    return Body.objects.filter(office__in=offices).select_related("unit", "office")
