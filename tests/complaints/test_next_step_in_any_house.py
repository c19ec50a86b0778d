"""Every open case of any company has somebody who can take its next step, whatever its tree and posts (ORG-04).

Companies are made at random: life or property, each under one of the shipped rulebooks, with no to three provinces,
some counters, departments that exist or not, people who sit in one place and have their posts in others, and posts that
ended. What each has is a head office with a leader and a head of customer service, as elsewhere here.
"""

from __future__ import annotations

import random
from datetime import date
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from redress.casework import rulebooks
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.kinds import DepartmentKind, Duty, UnitKind
from redress.organisation.models import Appointment, Department, Unit, User
from redress.organisation.queries import actor as actor_of
from redress.rulebook import OPEN_STATES
from tests.complaints.inputs import transfer
from tests.complaints.test_next_step_is_somebodys import somebody_can, walk

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-04", "FLW-17")]

BOOKS = {
    "life": ["group-flows", "insurer-method", "life-method", "guangxi-method"],
    "property": ["property-method"],
}
STANDS = DateRange(date(2025, 1, 1), None)
ENDED = DateRange(date(2025, 1, 1), date(2026, 11, 1))
TAKES = (Duty.INTAKE, Duty.COMPLAINT_OFFICER, Duty.HANDLER, Duty.CS_HEAD)
ELSEWHERE = (Duty.COORDINATOR, Duty.DEPARTMENT_HEAD, Duty.LEGAL, Duty.MANAGER, Duty.SECOND_LINE)


def found(line: str, counter: count[int]) -> list[Unit]:
    """A company beneath the group, with its rulebook; the units at which complaints come in."""
    book = random.choice(BOOKS[line])
    if not rulebooks.published(book):
        rulebooks.publish(book)
    group = Unit.objects.get(kind=UnitKind.GROUP)
    made = _unit(group, UnitKind.COMPANY, line, counter, rulebook=book)
    units = [_unit(made, UnitKind.HEAD_OFFICE, line, counter)]
    for _province in range(random.randint(0, 3)):
        units.append(province := _unit(units[0], UnitKind.PROVINCE, line, counter))
        counters = random.choices((UnitKind.COUNTER_A, UnitKind.COUNTER_B), k=random.randint(0, 2))
        units += [_unit(province, kind, line, counter) for kind in counters]
    for unit in units:
        kinds = {DepartmentKind.CUSTOMER_SERVICE, *random.sample(DepartmentKind.values, random.randint(0, 8))}
        Department.objects.bulk_create(Department(unit=unit, kind=kind) for kind in sorted(kinds))
    return units


def _unit(parent: Unit, kind: str, line: str, counter: count[int], rulebook: str = "") -> Unit:
    code = f"z{next(counter)}"
    return Unit.objects.create(code=code, name=code, kind=kind, line=line, parent=parent, rulebook=rulebook)


def staff(units: list[Unit], counter: count[int]) -> list[User]:
    """The two who are always there, and whoever else there happens to be: one or two posts each, somewhere."""
    head_office = units[0]
    service = Department.objects.get(unit=head_office, kind=DepartmentKind.CUSTOMER_SERVICE)
    people = [_person(service, counter), _person(service, counter)]
    _post(people[0], service, Duty.MANAGER)
    _post(people[1], service, Duty.CS_HEAD)
    departments = list(Department.objects.filter(unit__in=units).select_related("unit").order_by("pk"))
    for _someone in range(random.randint(2, 25)):
        people.append(person := _person(random.choice(departments), counter))
        for _each in range(random.randint(1, 2)):
            where = random.choice(departments)
            duty = random.choice(TAKES if where.kind == DepartmentKind.CUSTOMER_SERVICE else ELSEWHERE)
            _post(person, where, duty, ENDED if random.random() < 0.15 else STANDS)
    return people


def _person(where: Department, counter: count[int]) -> User:
    name = f"z.person{next(counter)}"
    return User.objects.create(username=name, name=name, department=where, password="!")


def _post(person: User, where: Department, duty: str, period: DateRange[date] = STANDS) -> None:
    taken = Appointment.objects.filter(department=where, duty=duty)
    if (duty == Duty.COORDINATOR and taken.exists()) or taken.filter(user=person).exists():
        return
    Appointment.objects.create(user=person, department=where, duty=duty, period=period)


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    seed=st.integers(0, 10**9),
    line=st.sampled_from(["life", "property"]),
    source=st.sampled_from(["direct", "regulator", "superior", "department"]),
    what=st.sampled_from(["claims", "payments", "underwriting", "solicitation", "other"]),
    steps=st.integers(0, 10),
)
def test_in_whatever_company_somebody_can_take_the_next_step(wednesday, seed, line, source, what, steps):
    random.seed(seed)
    with transaction.atomic():
        counter = count(1)
        people = staff(units := found(line, counter), counter)
        taken = _register(people, random.choice(units), source=source, channel="letter", class_code=what)
        assume(taken)
        assert taken
        for number in taken:
            walk(number, steps)
            case = Complaint.objects.get(number=number)
            if case.state in OPEN_STATES:
                assert somebody_can(number) is not None, (
                    seed,
                    case.state,
                    case.flow,
                    case.unit.kind,
                    case.source,
                )
        transaction.set_rollback(True)


def _register(people: list[User], unit: Unit, **said: str) -> list[str]:
    """By the first who may: for the unit, or else where that person takes complaints; none where nobody may."""
    for person in people:
        for where in (unit.code, ""):
            try:
                with transaction.atomic():
                    return [execute(transfer(**said, unit=where), actor_of(person.pk)).number]
            except Refusal:
                continue
    return []
