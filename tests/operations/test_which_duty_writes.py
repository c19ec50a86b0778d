"""With SQL as the web's login nobody writes beneath a case what no command of theirs writes there (SEC-01, SEC-06).

The database has of each table the duties of the commands that write it, and the states in which they do. Here every
duty tries every table, at the case's own unit and wherever a case may stand, and what the database says is compared
with the registry of commands.
"""

# ruff: noqa: F811 - fixtures

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from redress.assembly import BY_NAME
from redress.casework.models import Disposal
from redress.complaints.commands.base import Accompanying, Automatic
from redress.complaints.models import Approval, Complaint, Share
from redress.letters.models import Letter
from redress.operations.demo import insurer as _insurer  # noqa: F401
from redress.operations.floor import duties
from redress.operations.floor.writers import COLUMNS, WRITERS
from redress.organisation import tickets
from redress.organisation.actor import Actor
from redress.organisation.kinds import TAKING_DUTIES, DepartmentKind, Duty
from redress.organisation.models import Appointment, Department, User
from redress.organisation.queries import actor as actor_of
from redress.rulebook import State
from tests.operations.test_sql_as_the_web import (  # noqa: F401 - fixtures
    a_case,
    enter,
    login,
    secret_of,
    thief,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.req("SEC-01", "SEC-06")]
EVERY = [(table, verb) for table in sorted(WRITERS) for verb in duties.VERBS]


def test_every_name_is_that_of_a_command_which_somebody_gives_and_every_table_stands_beneath_a_case():
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.attname in ("complaint_id", "file_id") for field in model._meta.concrete_fields)
    }
    assert set(WRITERS) <= tables
    for table, writers in WRITERS.items():
        for verb in duties.VERBS:
            names = getattr(writers, verb)
            assert all(name in BY_NAME for name in names), (table, verb, names)
            assert not any(issubclass(BY_NAME[name], Accompanying) for name in names), (table, verb)
            assert not names or any(not issubclass(BY_NAME[name], Automatic) for name in names), (table, verb)


def test_who_sees_cases_and_does_nothing_with_them_follows_from_the_commands():
    assert duties.idle() == {Duty.AUDITOR, Duty.ADMINISTRATOR, Duty.CLAIMS_HANDLER}, (
        "claims are no complaints"
    )
    assert duties.of(("register",)) == TAKING_DUTIES


@pytest.fixture
def someone(a_case) -> dict[Duty, Actor]:
    """Of each duty somebody at the unit of the case, who has no other."""
    unit = Complaint.objects.get(number=a_case).unit
    place, _new = Department.objects.get_or_create(unit=unit, kind=DepartmentKind.CUSTOMER_SERVICE)
    found = {}
    for duty in Duty:
        user = User.objects.create(username=f"only.{duty}", name="x", department=place)
        period = (timezone.localdate() - timedelta(days=1), None)
        Appointment.objects.create(user=user, department=place, duty=duty, period=period)
        found[duty] = actor_of(user.pk)
    # Whoever sees no cases of the unit by their duty sees this one by their department.
    Share.objects.get_or_create(
        complaint=Complaint.objects.get(number=a_case), department=place, defaults={"why": "asked"}
    )
    return found


def checks(line: psycopg.Connection, table: str, verb: str, case_id: int) -> bool:
    """What the rule of duties says of a row of that case, asked as the rule itself asks it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(with_check, qual) FROM pg_policies"
            " WHERE tablename = %s AND policyname = %s AND permissive = 'RESTRICTIVE'",
            [table, f"floor_duty_{verb}"],
        )
        (rule,) = cursor.fetchone()
    column = WRITERS[table].person
    named = f", NULL::bigint AS {column}" if column else ""
    row = f"SELECT c AS complaint_id, c AS file_id{named} FROM (SELECT {case_id}::bigint) t(c)"
    asked = f"SELECT {rule} FROM ({row}) {table}"
    return bool(line.execute(asked).fetchone()[0])


def test_every_duty_writes_what_its_commands_write_and_nothing_else(thief, a_case, someone):
    case_id = Complaint.objects.get(number=a_case).id
    secret = secret_of(thief)
    differ, tried = [], 0
    for duty, who in someone.items():
        enter(thief, *tickets.ticket(secret, who, holds=600))
        for table, verb in EVERY:
            wanted = duties.to(table, verb)
            if wanted is None:
                continue
            tried += 1
            if checks(thief, table, verb, case_id) is not (duty in asked(table, verb, State.REGISTERED)):
                differ.append((duty, table, verb))
    assert differ == []
    assert tried > 500


def asked(table: str, verb: str, state: str) -> frozenset[Duty]:
    """Duties of those commands that write there while a case stands so."""
    names = getattr(WRITERS[table], verb)
    return duties.asked(names, confirms=table == "complaints_disposal").get(state, frozenset())


def test_what_was_established_stays_when_a_case_goes_on(thief, a_case, someone):
    """A finding after the end, an order of a closed case: what no command of one's own writes then, one writes not."""
    case_id = Complaint.objects.get(number=a_case).id
    secret = secret_of(thief)
    differ, refused = [], 0
    for duty in (Duty.COMPLAINT_OFFICER, Duty.MANAGER, Duty.COORDINATOR):
        for state in State:
            Complaint.objects.filter(id=case_id).update(
                state=state, closed_at=timezone.now() if state in (State.CLOSED, State.ARCHIVED) else None
            )
            enter(thief, *tickets.ticket(secret, someone[duty], holds=600))
            for table, verb in EVERY:
                if duty in (duties.to(table, verb) or ()):
                    may = duty in asked(table, verb, state)
                    refused += not may
                    if checks(thief, table, verb, case_id) is not may:
                        differ.append((duty, state, table, verb))
    assert differ == []
    assert refused > 500


def test_what_only_a_disposal_takes_away_is_changed_by_nobody_before_two_confirmed_it(thief, a_case, someone):
    case_id = Complaint.objects.get(number=a_case).id
    Complaint.objects.filter(id=case_id).update(state=State.ARCHIVED, closed_at=timezone.now())
    enter(thief, *tickets.ticket(secret_of(thief), someone[Duty.CS_HEAD], holds=600))
    gone = [each for each in EVERY if Duty.CS_HEAD in asked(*each, duties.DISPOSED)]
    only = [each for each in gone if Duty.CS_HEAD not in asked(*each, State.ARCHIVED)]
    assert ("complaints_finding", "change") in only
    assert not any(checks(thief, table, verb, case_id) for table, verb in only)
    now, first, second = timezone.now(), someone[Duty.CS_HEAD].id, someone[Duty.MANAGER].id
    Disposal.objects.create(
        file_id=case_id, retained_until=now.date(), proposed_by_id=first, proposed_at=now,
        confirmed_by_id=second, confirmed_at=now,
    )  # fmt: skip
    assert all(checks(thief, table, verb, case_id) for table, verb in gone)


DISPOSAL = (
    "INSERT INTO complaints_disposal (id, file_id, retained_until, reason, skeleton, destroyed, emptied, files,"
    " minutes, proposed_at, proposed_by_id, confirmed_at, confirmed_by_id)"
    " VALUES (9000000003, %(case)s, now(), '', '{}', '{}', '{}', '{}', '{}', now(), "
)
IN_ONES_OWN_NAME = {
    f"{DISPOSAL} %(other)s, NULL, NULL)": "archived",
    f"{DISPOSAL} %(me)s, now(), %(other)s)": "archived",
    "UPDATE complaints_approval SET state = 'approved', decided_by_id = %(other)s, decided_at = now()": "investigating",
    "UPDATE complaints_approval SET state = 'approved', decided_by_id = %(me)s, decided_at = now()": "investigating",
    "UPDATE complaints_approval SET by_id = NULL": "investigating",
    "UPDATE complaints_approval SET by_id = %(other)s": "investigating",
    "UPDATE letters_letter SET reviewer_id = %(other)s": "investigating",
}
"""What a single person with SQL would write to have two in it, and where the case stands."""


@pytest.mark.req("AUT-03", "CLO-10", "COM-04")
def test_nobody_gives_the_word_of_a_second_person(thief, a_case, someone):
    case = Complaint.objects.get(number=a_case)
    me, other = someone[Duty.COMPLAINT_OFFICER], someone[Duty.CS_HEAD]
    Approval.objects.create(
        complaint=case, number=1, asked="proposal", proposal=1, by_id=me.id, at=timezone.now(),
        of_unit_id=case.unit_id, of_duty=Duty.CS_HEAD,
    )  # fmt: skip
    Letter.objects.create(
        file_id=case.pk,
        kind="acknowledgement",
        number="x",
        code="x",
        author_id=me.id,
        written_at=timezone.now(),
    )
    secret = secret_of(thief)
    for statement, state in IN_ONES_OWN_NAME.items():
        Complaint.objects.filter(id=case.id).update(
            state=state, closed_at=timezone.now() if state == "archived" else None
        )
        enter(thief, *tickets.ticket(secret, me, holds=60))
        given = {"case": case.id, "me": me.id, "other": other.id}
        assert tries(thief, statement, given) == "refused", statement
    sound = {"case": case.id, "me": me.id}
    Complaint.objects.filter(id=case.id).update(state="archived", closed_at=timezone.now())
    enter(thief, *tickets.ticket(secret, me, holds=60))
    assert tries(thief, f"{DISPOSAL} %(me)s, NULL, NULL)", sound) == "written"
    # The second person's own word is taken.
    Complaint.objects.filter(id=case.id).update(state="investigating", closed_at=None)
    enter(thief, *tickets.ticket(secret, other, holds=60))
    own = "UPDATE complaints_approval SET state = 'approved', decided_by_id = %(me)s, decided_at = now()"
    assert tries(thief, own, {"me": other.id}) == "written"


def test_a_duty_elsewhere_writes_nothing_here(thief, a_case, someone, actor):
    """Also where the same person sees the case otherwise: it is asked of the same post."""
    case_id = Complaint.objects.get(number=a_case).id
    there = Department.objects.filter(unit__code="gx").first()
    user = User.objects.get(username="only.legal")
    period = (timezone.localdate() - timedelta(days=1), None)
    Appointment.objects.create(user=user, department=there, duty=Duty.COMPLAINT_OFFICER, period=period)
    enter(thief, *tickets.ticket(secret_of(thief), actor_of(user.pk), holds=60))
    assert thief.execute("SELECT count(*) FROM complaints_complaint WHERE id = %s", [case_id]).fetchone() == (
        1,
    )
    for table, verb in EVERY:
        wanted = duties.to(table, verb)
        if wanted and Duty.LEGAL not in wanted:
            assert not checks(thief, table, verb, case_id), (table, verb)


def tries(line: psycopg.Connection, statement: str, *given: object) -> str:
    named = given[0] if given and isinstance(given[0], dict) else given
    try:
        with line.transaction(force_rollback=True):
            return "written" if line.execute(statement, named).rowcount else "nothing"
    except psycopg.errors.InsufficientPrivilege:
        return "refused"
    except psycopg.Error as wrong:  # nobody stopped it before the table itself did
        return f"admitted: {wrong.sqlstate}"


def test_legal_counsel_decides_nothing_and_an_intake_clerk_neither(thief, a_case, someone):
    case_id = Complaint.objects.get(number=a_case).id
    Complaint.objects.filter(id=case_id).update(state=State.DETERMINED)
    decision = (
        "INSERT INTO complaints_decision (id, complaint_id, position, kind, state, remedies, by_id, at)"
        " VALUES (9000000001, %s, 1, 'decision', 'valid', '{}', %s, now())"
    )
    party = (
        "INSERT INTO complaints_party (id, complaint_id, role, is_organisation)"
        " VALUES (9000000002, %s, 'complainant', false)"
    )
    secret = secret_of(thief)
    said = {}
    for duty in (Duty.LEGAL, Duty.INTAKE, Duty.MANAGER, Duty.ADMINISTRATOR, Duty.COMPLAINT_OFFICER):
        who = someone[duty]
        enter(thief, *tickets.ticket(secret, who, holds=60))
        said[duty] = (tries(thief, decision, case_id, who.id), tries(thief, party, case_id))
    assert said == {
        Duty.LEGAL: ("refused", "refused"),
        Duty.INTAKE: ("refused", "written"),
        Duty.MANAGER: ("written", "refused"),  # by the review of a result
        Duty.ADMINISTRATOR: ("refused", "refused"),
        Duty.COMPLAINT_OFFICER: ("written", "written"),
    }


def test_who_takes_no_complaints_enters_none(thief, a_case, someone):
    unit = Complaint.objects.get(number=a_case).unit_id
    secret = secret_of(thief)
    assert set(someone) > TAKING_DUTIES
    for duty, who in someone.items():
        enter(thief, *tickets.ticket(secret, who, holds=60))
        may = thief.execute("SELECT redress_enters(%s, %s, %s, %s)", [unit, unit, who.id, who.id]).fetchone()[
            0
        ]
        assert may is (duty in TAKING_DUTIES), duty


def test_what_a_case_was_entered_as_nobody_changes_and_of_the_rest_whose_command_does(thief, a_case, someone):
    """A case moved to another unit would be seen there; a figure would be another."""
    case = Complaint.objects.get(number=a_case)
    secret = secret_of(thief)
    other = Department.objects.filter(unit__code="gx").first().unit_id
    given = {
        "unit_id": other, "received_unit_id": other, "number": "L2026-9999999", "registered_at": timezone.now(),
        "received_at": timezone.now(), "channel": "letter", "registered_by_id": someone[Duty.INTAKE].id,
        "rulebook_id": case.rulebook_id + 1, "archived_at": timezone.now(), "closed_at": timezone.now(),
        "closed_by_id": someone[Duty.INTAKE].id, "decided_at": timezone.now(), "validity": "valid",
        "complexity": "complex", "class_code": "x", "closing_ruling": "x", "joint_meeting_at": timezone.now(),
        "main_department_id": someone[Duty.INTAKE].department, "disposed_at": timezone.now(), "amount": 1,
        "import_run_id": 1,
    }  # fmt: skip
    assert set(given) == set(COLUMNS)
    differ = []
    for duty in (Duty.INTAKE, Duty.LEGAL, Duty.HANDLER, Duty.MANAGER, Duty.CS_HEAD, Duty.COORDINATOR):
        enter(thief, *tickets.ticket(secret, someone[duty], holds=600))
        for column, value in given.items():
            kind = Complaint._meta.get_field(column.removesuffix("_id") if column.endswith("_id") else column)
            if kind.db_type(connection) == "bytea" and not isinstance(value, bytes):
                continue
            may = duty in duties.asked(COLUMNS[column]).get(State.REGISTERED, ())
            said = tries(
                thief, f"UPDATE complaints_complaint SET {column} = %s WHERE id = %s", value, case.id
            )
            if (said == "refused") is may:
                differ.append((duty, column, said))
    assert differ == []
