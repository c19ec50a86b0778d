"""In any tree of units with any staff every open case has somebody who can take its next step (ORG-01, ORG-04, FLW-17).

A company of any line is built beneath the group: provinces, counters, departments and duties by chance, any shipped
method. What is certain is that its head office has a leader and a head of customer service. Somebody there took the
case in, and may have left before the question is asked.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from redress.casework import rulebooks
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty, Line, UnitKind
from redress.organisation.models import Appointment, Department, Unit, User
from redress.organisation.queries import actor as actor_of
from redress.rulebook import OPEN_STATES
from tests.complaints.inputs import transfer
from tests.complaints.test_next_step_is_somebodys import somebody_can, walk

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-01", "ORG-04", "FLW-17")]

SINCE = (date(2020, 1, 1), None)
METHODS = ("insurer-method", "life-method", "group-flows", "property-method")
DUTIES = (Duty.INTAKE, Duty.COMPLAINT_OFFICER, Duty.HANDLER, Duty.COORDINATOR, Duty.DEPARTMENT_HEAD, Duty.CS_HEAD,
          Duty.MANAGER, Duty.LEGAL)  # fmt: skip
SERVICE = DepartmentKind.CUSTOMER_SERVICE


@dataclass(frozen=True)
class Tree:
    """How many counters each province has; of each unit, which departments, and who holds what in them."""

    line: Line
    method: str
    counters: tuple[int, ...]
    departments: float
    """The share of the kinds of department that a unit has."""
    staff: float
    """The share of departments that somebody answers for."""
    seed: int


def trees() -> st.SearchStrategy[Tree]:
    return st.builds(
        Tree,
        line=st.sampled_from([Line.LIFE, Line.PROPERTY, Line.HEALTH]),
        method=st.sampled_from(METHODS),
        counters=st.lists(st.integers(0, 2), min_size=0, max_size=2).map(tuple),
        departments=st.sampled_from([0.1, 0.4, 0.9]),
        staff=st.sampled_from([0.0, 0.3, 0.8]),
        seed=st.integers(0, 10**9),
    )


def build(tree: Tree) -> list[Unit]:
    """The company's units, the head office first."""
    company = _unit("rnd", Unit.objects.get(code="group"), UnitKind.COMPANY, tree.line, rulebook=tree.method)
    head_office = _unit("rnd-ho", company, UnitKind.HEAD_OFFICE, tree.line)
    units = [head_office]
    for number, counters in enumerate(tree.counters):
        province = _unit(f"rp{number}", head_office, UnitKind.PROVINCE, tree.line)
        kinds = [random.choice([UnitKind.COUNTER_A, UnitKind.COUNTER_B]) for _counter in range(counters)]
        below = [_unit(f"rc{number}{at}", province, kind, tree.line) for at, kind in enumerate(kinds)]
        units += [province, *below]
    for unit in units:
        kinds = {kind for kind in DepartmentKind if random.random() < tree.departments}
        for kind in sorted(kinds | ({SERVICE} if unit == head_office else set())):
            department = Department.objects.create(unit=unit, kind=kind)
            if random.random() < tree.staff:
                _person(department, *random.sample(DUTIES, random.randint(1, 3)))
    service = Department.objects.get(unit=head_office, kind=SERVICE)
    for duty in (Duty.MANAGER, Duty.CS_HEAD, Duty.COMPLAINT_OFFICER):
        _person(service, duty)
    return units


def _unit(code: str, parent: Unit, kind: UnitKind, line: Line, **more: str) -> Unit:
    return Unit.objects.create(code=code, name=code, parent=parent, kind=kind, line=line, **more)


def _person(department: Department, *duties: Duty) -> User:
    username = f"rnd.{department.pk}.{User.objects.count()}"
    user = User.objects.create(username=username, name=username, department=department)
    for duty in duties:
        Appointment.objects.create(user=user, department=department, duty=duty, period=SINCE)
    return user


def registered(units: list[Unit], unit: Unit, taker: Actor, **more: str) -> str:
    """The number of a case of the unit; of the head office where the unit has nobody, which is said and is no case."""
    try:
        with transaction.atomic():
            return execute(transfer(unit=unit.code, channel="letter", **more), taker).number
    except Refusal as said:
        assert said.rule == "FLW-05", said
        return execute(transfer(unit=units[0].code, channel="letter", **more), taker).number


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    tree=trees(),
    where=st.integers(0, 6),
    source=st.sampled_from(["direct", "regulator", "superior", "department"]),
    what=st.sampled_from(["claims", "payments", "underwriting", "solicitation", "other"]),
    steps=st.integers(0, 11),
    share=st.sampled_from([0.0, 0.5, 1.0]),
)
def test_in_any_tree_somebody_can_take_the_next_step(wednesday, tree, where, source, what, steps, share):
    random.seed(tree.seed)
    with transaction.atomic():
        if not rulebooks.published(tree.method):
            rulebooks.publish(tree.method)
        units = build(tree)
        unit = units[where % len(units)]
        taker = User.objects.filter(appointments__duty=Duty.COMPLAINT_OFFICER).latest("pk")
        number = registered(units, unit, actor_of(taker.pk), source=source, class_code=what)
        walk(number, steps)
        heads = Appointment.objects.filter(
            department__unit__code="rnd-ho", department__kind=SERVICE, duty__in=[Duty.MANAGER, Duty.CS_HEAD]
        )
        staying = User.objects.filter(username__startswith="rnd.").exclude(pk__in=heads.values("user"))
        gone = [user.pk for user in staying.order_by("pk") if random.random() < share]
        User.objects.filter(pk__in=gone).update(is_active=False)
        case = Complaint.objects.get(number=number)
        if case.state in OPEN_STATES:
            assert somebody_can(number) is not None, (
                case.state,
                case.flow,
                unit.code,
                unit.kind,
                case.source,
            )
        transaction.set_rollback(True)
