"""Code and database are of one mind about who may change the organisation: each command, many people, many places.

Each change is tried three times and taken back: by the command as the owner of the tables, where the code alone judges;
by the command under the rules of rows, as it is served; and by the statement that the command comes to, where the
database alone judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from psycopg.types.json import Json

from redress.administration import rulebooks, years
from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.casework.models import RulebookVersion
from redress.casework.refusals import Refusal as Refused
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.models import Body, Seat
from redress.organisation.acting import become
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind, Duty, UnitKind
from redress.organisation.models import (
    Appointment,
    CalendarYear,
    ChangeNotice,
    Department,
    Deputy,
    Proposal,
    Unit,
    User,
)
from redress.organisation.queries import actor as actor_of
from redress.worktime.shipped import names
from tests.fixtures.desk import _as_the_house
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "ORG-12")]

UNITS = ("life", "sc", "cd", "gx", "pc")


class _TakenBack(Exception):
    pass


@dataclass(frozen=True)
class Try:
    """A change by a command and by hand."""

    name: str
    command: Callable[[Actor], object]
    by_hand: tuple[str, list[object]]
    """ME stands for who tries it, US for everybody for whom that one acts as well."""


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


def passes(act: Callable[[], object]) -> bool:
    """Whether it goes through; whatever it did is taken back."""
    try:
        with transaction.atomic():
            if act() == 0:
                return False
            raise _TakenBack
    except _TakenBack:
        return True
    except (NotYourDuty, Refused):
        return False
    except ProgrammingError as refusal:
        assert refusal.__cause__.sqlstate == "42501", refusal
        return False


def run(statement: str, given: list[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.rowcount


ME, US = object(), object()


def filled(given: list[object], who: Actor) -> list[object]:
    return [who.id if each is ME else sorted(who.people | {who.id}) if each is US else each for each in given]


def differences(tries: list[Try], people: list[Actor]) -> Iterator[tuple[str, str, dict[str, bool]]]:
    allowed = 0
    for each in tries:
        for who in people:
            said = {"code": passes(lambda each=each, who=who: each.command(who))}
            become(who)
            said["served"] = passes(lambda each=each, who=who: each.command(who))
            said["database"] = passes(
                lambda each=each, who=who: run(each.by_hand[0], filled(each.by_hand[1], who))
            )
            _as_the_house()
            allowed += said["code"]
            if len(set(said.values())) > 1:
                yield (each.name, f"{who.name} {sorted((p.duty, p.unit) for p in who.posts)}", said)
    assert allowed, "nobody at all may: the test says nothing"


def units() -> list[Unit]:
    return list(Unit.objects.filter(code__in=UNITS, departments__isnull=False).distinct())


def staff() -> list[User]:
    """Somebody of each duty, and who sits without one."""
    found = {
        (each.duty, each.department.unit.code in ("sc", "cd")): each.user
        for each in Appointment.objects.select_related("user__department__unit", "department__unit").order_by(
            "pk"
        )
    }
    return sorted(set(found.values()), key=lambda each: each.pk)


TODAY = timezone.localdate
DAY = timedelta(days=1)


def adding_units() -> Iterator[Try]:
    for unit in units():
        yield Try(
            f"add a unit under {unit.code}",
            lambda who, unit=unit: administration.add_unit(
                who, unit, code="new", name="x", kind=UnitKind(unit.kind), line=unit.line
            ),
            (
                ("INSERT INTO organisation_unit (code, name, name_en, kind, line, parent_id, path, rulebook, "
                "claims_rulebook, calendar, reception) VALUES ('new', 'x', '', %s, %s, %s, %s, '', '', '', '')"),
                [unit.kind, unit.line, unit.pk, f"{unit.path}new/"],
            ),
        )  # fmt: skip


def adding_departments() -> Iterator[Try]:
    for unit in units():
        has = set(unit.departments.values_list("kind", flat=True))
        kind = next((each for each in DepartmentKind if each not in has), None)
        if kind is None:
            continue
        yield Try(
            f"add a department to {unit.code}",
            lambda who, unit=unit, kind=kind: administration.add_department(who, unit, kind),
            (
                "INSERT INTO organisation_department (unit_id, kind, email) VALUES (%s, %s, '')",
                [unit.pk, kind],
            ),
        )


def closing_periods() -> Iterator[Try]:
    for unit in units():
        yield Try(
            f"close a period of {unit.code}",
            lambda who, unit=unit: administration.close_period(who, unit, date(2020, 1, 1)),
            (
                "UPDATE organisation_unit SET closed_until = '2020-01-01' WHERE id = %s",
                [unit.pk],
            ),
        )


def adding_people() -> Iterator[Try]:
    for unit in units():
        place = unit.departments.first()
        yield Try(
            f"add somebody to {unit.code}",
            lambda who, place=place: administration.add_person(who, place, username="new", name="x"),
            (
                (
                    "INSERT INTO organisation_user (username, password, email, is_superuser, is_staff, is_active, "
                    "date_joined, name, phone, department_id) "
                    "VALUES ('new', '!x', '', false, false, true, now(), 'x', '', %s)"
                ),
                [place.pk],
            ),
        )


def appointing() -> Iterator[Try]:
    first = TODAY()
    for user in staff():
        for place in Department.objects.filter(unit__code__in=("sc", "gx"), kind="legal"):
            if user.appointments.filter(duty="legal", department=place).exists():
                continue
            yield Try(
                f"appoint {user.username} legal in {place.unit_id}",
                lambda who, user=user, place=place: administration.appoint(
                    who, user, place, Duty.LEGAL, first
                ),
                (
                    (
                        "INSERT INTO organisation_appointment (user_id, department_id, duty, period) "
                        "VALUES (%s, %s, 'legal', daterange(%s, NULL))"
                    ),
                    [user.pk, place.pk, first],
                ),
            )


def ending_appointments() -> Iterator[Try]:
    today = TODAY()
    for held in Appointment.objects.filter(department__unit__code__in=("sc", "gx", "life")).exclude(
        duty="administrator"
    )[:12]:
        yield Try(
            f"end {held.duty} of {held.user_id}",
            lambda who, held=held: administration.end_appointment(who, held, today),
            (
                "UPDATE organisation_appointment SET period = daterange(lower(period), %s) WHERE id = %s",
                [today + DAY, held.pk],
            ),
        )


def disabling() -> Iterator[Try]:
    for user in staff():
        if user.appointments.filter(duty="administrator").exists():
            continue
        yield Try(
            f"disable {user.username}",
            lambda who, user=user: administration.disable(who, User.objects.get(pk=user.pk), "away"),
            (
                "UPDATE organisation_user SET is_active = false WHERE id = %s",
                [user.pk],
            ),
        )


def proposing() -> Iterator[Try]:
    for unit in units():
        place = unit.departments.first()
        yield Try(
            f"propose an address of {unit.code}",
            lambda who, place=place: administration.change_department_email(who, place, "a@example.com"),
            (
                (
                    "INSERT INTO organisation_proposal (kind, unit_id, department_id, asked, proposed_by_id, "
                    "proposers, proposed_at, verdict, reason) "
                    "VALUES ('department_email', %s, %s, '{}', %s, %s, now(), '', '')"
                ),
                [unit.pk, place.pk, ME, US],
            ),
        )


def _waiting() -> list[Proposal]:
    admin = actor_of(User.objects.get(username="admin").pk)
    return [
        administration.change_department_email(admin, unit.departments.first(), "a@example.com")
        for unit in units()
    ]


def confirming() -> Iterator[Try]:
    for made in _waiting():
        yield Try(
            f"confirm for {made.unit.code}",
            lambda who, made=made: administration.confirm(who, made),
            (
                "UPDATE organisation_proposal SET verdict = 'confirmed', decided_by_id = %s WHERE id = %s",
                [ME, made.pk],
            ),
        )


def rejecting() -> Iterator[Try]:
    for made in _waiting():
        yield Try(
            f"reject for {made.unit.code}",
            lambda who, made=made: administration.reject(who, made, "no"),
            (
                "UPDATE organisation_proposal SET verdict = 'rejected', decided_by_id = %s WHERE id = %s",
                [ME, made.pk],
            ),
        )


def _pairs() -> list[tuple[User, User]]:
    """Absent people and who could act for them: two of a line of duty in a company."""
    found = []
    held = Appointment.objects.select_related("user__department__unit", "department").order_by("pk")
    for one in held.exclude(duty="administrator"):
        two = (
            held.filter(duty=one.duty, department__unit__path__startswith=one.department.unit.path)
            .exclude(user=one.user)
            .exclude(duty="administrator")
            .first()
        )
        if two is not None:
            found.append((one.user, two.user))
    return found[::3]


def naming_deputies() -> Iterator[Try]:
    first = TODAY() + timedelta(days=40)
    for absent, deputy in _pairs():
        oneself = actor_of(absent.pk)
        if not passes(
            lambda absent=absent, deputy=deputy, oneself=oneself: administration.name_deputy(
                oneself, absent, deputy, first, first + DAY, "away"
            )
        ):
            continue  # nobody may: it is refused for what it is
        yield Try(
            f"name {deputy.username} for {absent.username}",
            lambda who, absent=absent, deputy=deputy: administration.name_deputy(
                who, absent, deputy, first, first + DAY, "away"
            ),
            (
                (
                    "INSERT INTO organisation_deputy (absent_id, deputy_id, period, reason, named_by_id) "
                    "VALUES (%s, %s, daterange(%s, %s), 'x', %s)"
                ),
                [absent.pk, deputy.pk, first, first + 2 * DAY, ME],
            ),
        )


def ending_deputies() -> Iterator[Try]:
    first = TODAY() - timedelta(days=2)
    for absent, deputy in _pairs():
        if Deputy.objects.filter(absent=absent).exists():
            continue
        named = Deputy.objects.create(
            absent=absent, deputy=deputy, period=(first, first + 9 * DAY), reason="x", named_by=absent
        )
        for last, statement, given in (
            (
                TODAY(),
                "UPDATE organisation_deputy SET period = daterange(lower(period), %s) WHERE id = %s",
                [TODAY() + DAY, named.pk],
            ),
            (first - DAY, "DELETE FROM organisation_deputy WHERE id = %s", [named.pk]),
        ):
            yield Try(
                f"end {deputy.username} for {absent.username} with {last}",
                lambda who, named=named, last=last: administration.end_deputy(who, named, last),
                (statement, given),
            )


def setting_up_bodies() -> Iterator[Try]:
    for unit in Unit.objects.filter(departments__kind="customer_service", bodies__isnull=True)[:4]:
        office = unit.departments.get(kind="customer_service")
        yield Try(
            f"set up a body of {unit.code}",
            lambda who, unit=unit: administration.set_up(who, unit, BodyKind.COORDINATION_COMMITTEE),
            (
                "INSERT INTO committee_body (unit_id, kind, office_id) VALUES (%s, %s, %s)",
                [unit.pk, BodyKind.COORDINATION_COMMITTEE, office.pk],
            ),
        )


def ending_seats() -> Iterator[Try]:
    today = TODAY()
    for body in Body.objects.select_related("unit")[:3]:
        given = Seat.objects.create(
            body=body,
            role=SeatRole.MEMBER,
            user=User.objects.get(username="sc.handler"),
            period=(today - DAY, None),
        )
        yield Try(
            f"end a seat of {body.unit.code}",
            lambda who, given=given: administration.unseat(who, given, today),
            (
                "UPDATE committee_seat SET period = daterange(lower(period), %s) WHERE id = %s",
                [today + DAY, given.pk],
            ),
        )


def filing_reports() -> Iterator[Try]:
    for unit in Unit.objects.filter(code__in=("sc", "cd", "gx")):
        notice = ChangeNotice.objects.create(
            rule="x", department=unit.departments.first(), duty="coordinator", changed_on=TODAY(), due_on=TODAY(),
            remind_on=TODAY(),
        )  # fmt: skip
        yield Try(
            f"report of {unit.code}",
            lambda who, notice=notice: administration.file_report(who, notice, "words"),
            (
                "UPDATE organisation_changenotice SET filed_at = now(), filed_by_id = %s WHERE id = %s",
                [ME, notice.pk],
            ),
        )


def publishing() -> Iterator[Try]:
    """Of a rulebook that units follow, one that others extend, and one that nobody knows."""
    columns = "(name, version, effective, digest, texts, published_at)"
    for name in sorted(
        {*Unit.objects.exclude(rulebook="").values_list("rulebook", flat=True), "statutory-2020", "new"}
    ):
        given = {"name": name, "version": "0.1", "digest": f"of {name}", "texts": {name: ""}}
        yield Try(
            f"publish {name}",
            lambda who, given=given: _published(who, given),
            (
                f"INSERT INTO complaints_rulebookversion {columns} VALUES (%s, '0.1', now(), %s, %s, now())",
                [name, given["digest"], Json(given["texts"])],
            ),
        )


def _published(who: Actor, given: dict[str, Any]) -> object:
    extended = (
        RulebookVersion.objects.filter(texts__has_key=given["name"]).exclude(name=given["name"]).exists()
    )
    rulebooks.need_publishing(who, given["name"], extended=extended)
    return RulebookVersion.objects.create(effective=TODAY(), **given)


def loading_years() -> Iterator[Try]:
    for calendar in names():
        yield Try(
            f"load a year of {calendar}",
            lambda who, calendar=calendar: _loaded(who, calendar),
            (
                (
                    "INSERT INTO organisation_calendaryear (calendar, year, plan, loaded_at) "
                    "VALUES (%s, 2031, 'x', now())"
                ),
                [calendar],
            ),
        )


def _loaded(who: Actor, calendar: str) -> object:
    """As load_year(), but for what the process remembers of calendars."""
    if not years.may_load(who, calendar):
        raise NotYourDuty(ADMINISTRATORS, calendar)
    return CalendarYear.objects.create(calendar=calendar, year=2031, plan="x")


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
