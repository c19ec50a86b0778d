"""Setting up the bodies of a unit: a chair, and seats that go with a duty (ORG-02, ORG-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from redress.committee.kinds import SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.kinds import DepartmentKind, Duty
from redress.organisation.models import Department, Unit, User


def set_up(unit_code: str, chair: str, seats: Mapping[str, Sequence[str]], since: date) -> None:
    """Bodies of a unit by kind, each with its seats as 'department/duty'. Setting up twice changes nothing."""
    unit = Unit.objects.get(code=unit_code)
    office = Department.objects.get(unit=unit, kind=DepartmentKind.CUSTOMER_SERVICE)
    for kind, places in seats.items():
        body, created = Body.objects.get_or_create(unit=unit, kind=kind, defaults={"office": office})
        if created:
            Seat.objects.create(
                body=body, role=SeatRole.CHAIR, user=User.objects.get(username=chair), period=(since, None)
            )
            Seat.objects.bulk_create(_by_duty(body, place, since) for place in places)


def _by_duty(body: Body, place: str, since: date) -> Seat:
    kind, duty = place.split("/")
    department = Department.objects.get(unit=body.unit, kind=kind)
    return Seat(body=body, department=department, duty=Duty(duty), period=(since, None))
