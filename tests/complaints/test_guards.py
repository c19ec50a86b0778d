"""What the database itself refuses, whatever the code above it forgets."""

import random

import pytest
from django.db import DatabaseError, connection, transaction

from redress.complaints import journal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.models import Complaint, JournalEntry, Order, Party
from redress.organisation.acting import acting_as
from redress.organisation.actor import NOBODY, SYSTEM
from redress.organisation.models import Unit, User
from tests.complaints.inputs import department, staffed, transfer, visit

pytestmark = pytest.mark.django_db


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_journalentry SET command = 'x'",
        "DELETE FROM complaints_journalentry",
        "UPDATE complaints_accessentry SET purpose = 'x'",
    ],
)
def test_the_database_refuses_to_change_the_journal_even_for_its_owner(actor, wednesday, statement):
    from redress.casework.models import AccessEntry

    execute(visit(), actor("cd.officer"))
    AccessEntry.objects.create(action="read")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.req("SEC-04")
def test_the_database_refuses_to_empty_the_journal(wednesday):
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
    ):
        cursor.execute("TRUNCATE complaints_journalentry CASCADE")


@pytest.mark.req("SEC-04")
def test_verify_finds_a_changed_a_removed_and_an_inserted_entry(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Confirm(means="call", words="已告知受理"), officer, number)
    case = Complaint.objects.get(number=number)
    assert list(journal.verify(case)) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # what only a superuser can
        cursor.execute("UPDATE complaints_journalentry SET facts = '{}' WHERE sequence = 2")
        assert [fault.what for fault in journal.verify(case)] == ["content was changed"]
        cursor.execute("DELETE FROM complaints_journalentry WHERE sequence = 1")
        assert "missing entry" in [fault.what for fault in journal.verify(case)]
        cursor.execute("DELETE FROM complaints_journalentry")
        assert "the last entries are missing" in [fault.what for fault in journal.verify(case)]


@pytest.mark.req("SEC-01", "SEC-06")
def test_nobody_sees_nothing_even_where_a_filter_was_forgotten(actor, wednesday):
    execute(visit(), actor("cd.officer"))
    with acting_as(actor("cd.officer")):
        assert Complaint.objects.count() == 1
        assert Party.objects.exists()
        assert JournalEntry.objects.exists()
    with acting_as(NOBODY):
        assert Complaint.objects.count() == 0
        assert Party.objects.count() == 0
        assert JournalEntry.objects.count() == 0


@pytest.mark.req("SEC-01")
def test_the_application_role_is_no_superuser_and_owns_nothing():
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = session_user")
        assert cursor.fetchone()[0] == "redress_worker"
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.fixture
def scattered(actor, wednesday):
    """Sixty cases over units, some dispatched to departments elsewhere."""
    chance = random.Random(7)
    takers = [
        actor(name)
        for name in ("cd.officer", "my.officer", "sc.officer", "gx.officer", "nn.officer", "psc.officer")
    ]
    for _ in range(60):
        taker = chance.choice(takers)
        line = Unit.objects.get(pk=taker.unit).line
        units = list(Unit.objects.filter(line=line, kind__in=["province", "counter_a", "counter_b"]))
        unit = chance.choice(units).code
        number = execute(transfer(unit=unit, source="direct", channel="email"), taker).number
        if chance.random() < 0.5:
            to = chance.choice(
                list(staffed().filter(unit__line=line, unit__kind__in=["province", "counter_a"]))
            )
            execute(Dispatch(to=to.pk, opinion="请调查"), SYSTEM, number)


@pytest.mark.req("ORG-11", "SEC-06")
def test_queryset_and_row_level_security_agree_for_every_member_of_staff(scattered, actor):
    everything = list(Complaint.objects.values_list("pk", flat=True))
    assert len(everything) == 60
    seen = set()
    for username in User.objects.values_list("username", flat=True):
        person = actor(username)
        by_code = set(Complaint.objects.visible_to(person).values_list("pk", flat=True))
        with acting_as(person):
            by_database = set(Complaint.objects.values_list("pk", flat=True))
        assert by_code == by_database, username
        seen.add(len(by_code))
    assert len(seen) > 5, "the example must tell people apart"


@pytest.mark.req("ORG-11")
def test_nobody_sees_sideways_and_superiors_see_below(scattered, actor):
    def units(username):
        with acting_as(actor(username)):
            return set(Complaint.objects.values_list("unit__code", flat=True))

    assert "gx" not in units("sc.intake") - {"gx"}
    with acting_as(actor("gx.officer")):
        gx = actor("gx.officer")
        for case in Complaint.objects.select_related("unit", "received_unit"):
            involved = {case.unit_id, case.received_unit_id} & gx.units
            assert involved or gx.id in (case.owner_id, case.registered_by_id) or case.shares.exists()
    assert {"sc", "cd", "my"} <= units("ho.officer")


@pytest.mark.req("ORG-11")
def test_a_department_sees_what_was_dispatched_to_it_and_nothing_else(actor, wednesday):
    officer = actor("sc.officer")
    mine, other = (execute(transfer(), officer).number for _ in range(2))
    execute(Dispatch(to=department("sc", "claims"), opinion="请核实理赔经过"), officer, mine)
    with acting_as(actor("sc.claims")):
        assert list(Complaint.objects.values_list("number", flat=True)) == [mine]
        assert Order.objects.count() == 1
    assert other != mine


@pytest.mark.req("SEC-04")
def test_a_case_that_grew_while_it_was_verified_has_no_fault(actor, wednesday):
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    read_before = Complaint.objects.get(number=number)
    execute(Confirm(means="call", words="已告知受理"), officer, number)
    assert list(journal.verify(read_before)) == []
