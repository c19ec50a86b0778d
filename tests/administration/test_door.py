"""The organisation changes through the door of the kernel: with key, version and a chain (SYS-01, FLW-18, SEC-04)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from redress.administration import chains
from redress.administration.accounts import DisableAccount, EndAllAccess
from redress.administration.appointments import Appoint
from redress.administration.authority import NotYourDuty
from redress.administration.door import PEOPLE, UNITS
from redress.administration.models import OrganisationFile
from redress.administration.numbers import person_number
from redress.administration.units import AddDepartment, ClosePeriod
from redress.casework.refusals import Changed, KeyReused, NotThere
from redress.organisation.acting import acting_as
from redress.organisation.kinds import Change, DepartmentKind, Duty
from redress.organisation.models import Appointment, Department, OrganisationEntry, Proposal, Unit, User
from tests.organisation import acts
from tests.organisation.people_and_posts import people_and_posts

pytestmark = pytest.mark.django_db
UNTIL = ClosePeriod(until=date(2026, 10, 31))


def person(username: str = "sc.finance") -> User:
    return User.objects.select_related("department__unit").get(username=username)


def entries(number: str) -> list[OrganisationEntry]:
    return list(OrganisationEntry.objects.filter(number=number).order_by("sequence"))


def faults() -> list[str]:
    return [f"{number} #{each.sequence} {each.what}" for number, found in chains.verify() for each in found]


@pytest.mark.req("SYS-01")
def test_a_form_that_is_sent_twice_is_done_once_and_told_the_first_answer(actor):
    with acting_as(actor("admin")) as admin:
        given = AddDepartment(kind=DepartmentKind.FINANCE, email="f@anhe.example")
        first = UNITS.execute(given, admin, "my", key="once")
        again = UNITS.execute(given, admin, "my", key="once")
        with pytest.raises(KeyReused):
            UNITS.execute(UNTIL, admin, "my", key="once")
    assert (again.replayed, again.facts, again.version) == (True, first.facts, first.version)
    assert Department.objects.filter(unit__code="my", kind="finance").count() == 1
    assert Proposal.objects.count() == 1
    assert [each.what for each in entries("my")] == [Change.DEPARTMENT_ADDED, Change.PROPOSED]


@pytest.mark.req("FLW-18")
def test_who_did_not_see_what_a_colleague_changed_is_told_and_changes_nothing(actor):
    number = person_number(person().pk)
    with acting_as(actor("admin")) as admin:
        seen = PEOPLE.version_of(number)
        PEOPLE.execute(EndAllAccess(), admin, number, seen)
        with pytest.raises(Changed) as refused:
            PEOPLE.execute(DisableAccount(reason="离职"), admin, number, seen)
    assert refused.value.version == seen + 1
    assert person().is_active


@pytest.mark.parametrize("number", ["nowhere", "P-999999", "P-1", "sc.officer", "Y-cn", ""])
def test_what_is_not_there_has_no_file(number, actor):
    door = UNITS if number.islower() else PEOPLE
    with acting_as(actor("admin")) as admin, pytest.raises(NotThere):
        door.execute(EndAllAccess(), admin, number)
    assert not OrganisationFile.objects.filter(number=number).exists()


def test_a_change_that_is_refused_leaves_no_file(actor):
    with acting_as(actor("sc.officer")) as officer, pytest.raises(NotYourDuty):
        UNITS.execute(UNTIL, officer, "sc")
    assert not OrganisationFile.objects.exists()


@pytest.mark.req("SEC-04")
def test_every_change_follows_the_one_before_it_and_the_chain_holds(actor):
    people_and_posts(actor)
    assert not OrganisationEntry.objects.filter(number="").exists()
    files = {row.number: row for row in OrganisationFile.objects.all()}
    assert set(OrganisationEntry.objects.values_list("number", flat=True)) == set(files)
    for number, row in files.items():
        found = entries(number)
        assert [each.sequence for each in found] == list(range(1, row.version + 1))
        assert [each.previous for each in found] == ["", *(each.hash for each in found[:-1])]
        assert found[-1].hash == row.journal_head
    assert faults() == []


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE organisation_organisationentry SET by_id = NULL WHERE number = 'sc' AND sequence = 1",
            "changed",
        ),
        (
            "UPDATE organisation_organisationentry SET unit_id = NULL WHERE number = 'sc' AND sequence = 1",
            "changed",
        ),
        ("DELETE FROM organisation_organisationentry WHERE number = 'sc' AND sequence = 1", "missing"),
        ("DELETE FROM organisation_organisationentry WHERE number = 'sc' AND sequence = 2", "missing"),
        ("DELETE FROM administration_organisationfile WHERE number = 'sc'", "not there"),
    ],
)
def test_an_entry_that_the_owner_of_the_database_changes_is_found(statement, fault, actor):
    with acting_as(actor("admin")) as admin:
        UNITS.execute(UNTIL, admin, "sc")
        UNITS.execute(ClosePeriod(until=None), admin, "sc")
    assert faults() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        assert cursor.rowcount == 1
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert any(fault in each for each in faults())


@pytest.mark.req("SEC-04")
def test_what_was_entered_before_there_was_a_door_stands_outside_the_chains(actor):
    OrganisationEntry.objects.create(
        what=Change.UNIT_ADDED, unit=Unit.objects.get(code="sc"), after={"code": "sc"}
    )
    with acting_as(actor("admin")) as admin:
        UNITS.execute(UNTIL, admin, "sc")
    assert faults() == []
    assert OrganisationFile.objects.get(number="sc").version == 1


@pytest.mark.req("ORG-12")
def test_what_is_done_in_somebodys_place_says_so_in_answer_and_entry(actor):
    absent, deputy = person("sc.manager"), person("sc.cshead")
    today = timezone.localdate()
    acts.name_deputy(actor("sc.manager"), absent, deputy, today, today + timedelta(days=2), "年假")
    done = UNITS.execute(UNTIL, actor("sc.cshead"), "sc")
    assert done.facts["on_behalf_of"] == absent.pk
    assert entries("sc")[-1].after["on_behalf_of"] == str(absent.pk)


def test_the_stamp_of_the_organisation_moves_with_a_change_and_not_with_its_file(actor):
    def stamp() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stamp FROM redress_as_of")
            return cursor.fetchone()

    before = stamp()
    given = Appoint(department=person().department_id, duty=Duty.COORDINATOR, first=date(2030, 1, 1))
    Appointment.objects.filter(department=person().department_id, duty="coordinator").update(
        period=(date(2020, 1, 1), date(2021, 1, 1))
    )
    with acting_as(actor("admin")) as admin:
        PEOPLE.execute(given, admin, person_number(person().pk))
        after = stamp()
        PEOPLE.execute(EndAllAccess(), admin, person_number(person().pk))
    assert before != after == stamp()


@pytest.mark.req("SYS-01")
def test_signing_in_and_acting_read_no_file_of_the_organisation(actor, desk, django_assert_num_queries):
    with connection.execute_wrapper(_no_files):
        assert desk("sc.officer").get("/").status_code == 200


def _no_files(execute, statement, given, many, context):
    assert "administration_" not in str(statement)
    return execute(statement, given, many, context)


MOVED = "UPDATE administration_organisationfile SET version = version + 1, journal_head = '\\x00'"
BEGUN = (
    "INSERT INTO administration_organisationfile (id, number, state, version, journal_head, unit_id)"
    " SELECT 999, code, 'in_force', 5, '\\x00', id FROM organisation_unit WHERE code = 'my'"
)


@pytest.mark.req("SEC-01", "SEC-04", "SEC-06")
@pytest.mark.parametrize("statement", [MOVED, BEGUN])
@pytest.mark.parametrize(
    ("username", "because"), [("sc.ithead", "row-level security"), ("admin", "with its entry")]
)
def test_by_sql_nobody_moves_a_file_whose_work_it_is_not_and_nobody_without_its_entry(
    statement, username, because, actor
):
    with acting_as(actor("admin")) as admin:
        UNITS.execute(UNTIL, admin, "sc")
    with (
        acting_as(actor(username)),
        pytest.raises(DatabaseError, match=because),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert faults() == []
