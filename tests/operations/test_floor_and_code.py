"""Code and database are of one mind about who may change the organisation: each command, many people, many places.

Each change is tried three times and taken back: by the command as the owner of the tables, where the code alone judges;
by the command under the rules of rows, as it is served; and by the statement that the command comes to, where the
database alone judges.
"""

from __future__ import annotations

import pytest

from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import (
    Appointment,
    Department,
    Deputy,
    User,
)
from redress.organisation.queries import actor as actor_of
from tests.fixtures.desk import _as_the_house
from tests.operations.tries import DAY, TODAY, differences
from tests.operations.tries_on_people import (
    _pairs,
    adding_people,
    appointing,
    confirming,
    disabling,
    ending_appointments,
    ending_deputies,
    naming_deputies,
    proposing,
    rejecting,
)
from tests.operations.tries_on_places import (
    adding_departments,
    adding_units,
    closing_periods,
    ending_seats,
    filing_reports,
    loading_years,
    publishing,
    setting_up_bodies,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "ORG-12")]


@pytest.fixture(autouse=True)
def home():
    yield
    _as_the_house()


@pytest.fixture
def people() -> list[Actor]:
    """One of each duty in each unit, somebody with none, and a deputy."""
    held = Appointment.objects.select_related("department").order_by("pk")
    found = {(each.duty, each.department.unit_id): each.user_id for each in held}
    idle = User.objects.exclude(appointments__isnull=False).first()
    ids = {*found.values(), *([idle.pk] if idle else [])}
    return [actor_of(each) for each in sorted(ids)]


@pytest.mark.req("CLK-06")
def test_a_year_is_loaded_by_who_administers_every_unit_that_follows_the_calendar(people):
    """Somebody administers one province, somebody the house: the province's calendar lies over the national one."""
    period = (TODAY() - DAY, None)
    for place in Department.objects.filter(unit__code__in=("sc", "gx"), kind="it"):
        user = User.objects.create(username=f"{place.unit.code}.admin", name="x", department=place)
        Appointment.objects.create(user=user, department=place, duty=Duty.ADMINISTRATOR, period=period)
        people.append(actor_of(user.pk))
    assert list(differences(list(loading_years()), people)) == []


COMMANDS = [
    adding_units, adding_departments, closing_periods, adding_people, appointing, ending_appointments, disabling,
    proposing, confirming, rejecting, naming_deputies, ending_deputies, setting_up_bodies, ending_seats, filing_reports,
    publishing, loading_years,
]  # fmt: skip


@pytest.mark.parametrize("tries", COMMANDS, ids=lambda each: each.__name__)
def test_code_and_database_admit_the_same_people_to_the_same_places(tries, people, insurer_with_deputies):
    assert list(differences(list(tries()), people)) == []


@pytest.fixture
def insurer_with_deputies(people):
    """Two who act for others today: of what passes to them the database knows as much as the code."""
    today = TODAY()
    for absent, deputy in _pairs()[1::4]:
        if not Deputy.objects.filter(absent=absent).exists():
            Deputy.objects.create(
                absent=absent,
                deputy=deputy,
                period=(today - DAY, today + 3 * DAY),
                reason="x",
                named_by=absent,
            )
    people[:] = [actor_of(each.id) for each in people]
    assert any(each.capacities for each in people)
