"""What SQL alone shows of claims and lets be changed: no more than the program does (SEC-01, SEC-06)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from redress.claims.commands.money import ChangeAccount
from redress.claims.commands.questions import AskQuestion
from redress.claims.commands.recuse import DeclareClaimConflict
from redress.claims.door import execute
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim
from redress.operations.floor import kinds
from redress.operations.floor.registers import names
from redress.organisation.acting import acting_as
from redress.organisation.models import Appointment, Department, Unit, User
from tests.claims.conftest import report
from tests.claims.on_the_way import told

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "SEC-06", "ORG-11")]

TABLES = ("claim", "claimparty", "claimpaper", "claimentry", "claimtext", "decision", "decisionitem")


def as_the_web(actor, statement: str, *given) -> list[tuple]:
    with acting_as(actor), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE redress_web")
        cursor.execute(statement, given)
        found = cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
        cursor.execute("RESET ROLE")
        return found


def count(actor, table: str) -> int:
    return as_the_web(actor, f"SELECT count(*) FROM claims_{table}")[0][0]


def test_each_table_of_a_claim_is_seen_by_who_sees_the_claim(reported, handler, handles, actor):
    told(reported)
    stranger = handles("gx.claims", "gx")
    for table in TABLES:
        assert count(handler, table) > 0, table
        assert count(stranger, table) == 0, table
        assert count(actor("psc.officer"), table) > 0, table
        assert count(actor("psc.legal"), table) == 0, table


def test_rows_and_program_agree_on_who_sees_what_for_everybody(reported, handler, handles, actor):
    execute(report(unit="sc", policy_number="P2"), handles("sc.claims", "sc"))
    everybody = User.objects.values_list("username", flat=True)
    assert {"sc.claims", "cd.officer"} <= set(everybody)
    for username in everybody:
        who = actor(username)
        seen = sorted(Claim.objects.visible_to(who).values_list("number", flat=True))
        rows = sorted(number for (number,) in as_the_web(who, "SELECT number FROM claims_claim"))
        assert rows == seen, username


def test_who_only_takes_reports_decides_and_pays_nothing_by_sql_either(reported, handler, actor):
    told(reported)
    claim = Claim.objects.get(number=reported.number)
    service = actor("psc.officer")
    for statement in (
        "INSERT INTO claims_payment (id, claim_id, kind, amount, at, by_id) VALUES (999, %s, 'full', 1, now(), %s)",
        (
            "INSERT INTO claims_decision (id, claim_id, ordinal, outcome, amount, decided_at, told_by, decided_by_id)"
            " VALUES (999, %s, 9, 'pay', 1, now(), '', %s)"
        ),
    ):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            as_the_web(service, statement, claim.pk, service.id)


def test_the_journal_is_only_added_to_and_verification_finds_what_the_owner_changed(reported):
    claim = Claim.objects.get(number=reported.number)
    for statement in ("UPDATE claims_claimentry SET state = 'paid'", "DELETE FROM claims_claimentry"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_claimentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE claims_claimentry SET state = 'paid' WHERE claim_id = %s", [claim.pk])
        cursor.execute("ALTER TABLE claims_claimentry ENABLE TRIGGER USER")
    ((number, faults),) = JOURNAL.verify([claim.pk])
    assert number == reported.number
    assert [each.sequence for each in faults] == [1]


ADDED = {
    "dispute": ("complaint, reason, at", "'P2026-0000001', '', now()"),
    "claimrecusal": ("person_id, ground, reason, by_id, at", "{me}, 'kin', '', {me}, now()"),
    "claimparty": ("role, name, phone, id_number, email, address", "'insured', '', '', '', '', ''"),
    "question": ("ordinal, question, asked_at, promised_at", "9, '', now(), now()"),
    "papernotice": ("ordinal, papers, told_at, told_by, by_id", "9, '{{}}', now(), 'sms', {me}"),
}
CHANGED = {
    "claimpaper": "received_at = now(), verdict = 'fine'",
    "claimparty": "role = 'reporter'",
    "question": "answered_at = now()",
    "claimrecusal": "person_id = person_id",
    "decision": "amount = 1",
    "decisionitem": "payable = 1",
}
PARTS = (
    *(f"UPDATE claims_{table} SET {said}" for table, said in CHANGED.items()),
    *(
        f"INSERT INTO claims_{table} (id, claim_id, {columns}) VALUES (999, {{claim}}, {values})"
        for table, (columns, values) in ADDED.items()
    ),
)
"""What commands of claims write, by SQL alone."""


def refused_or_nothing(actor, statement: str) -> bool:
    """Whether nothing was written."""
    try:
        with transaction.atomic():
            return as_the_web(actor, statement) == [(0,)]
    except DatabaseError as refused:
        assert "row-level security" in str(refused) or "permission denied" in str(refused), refused
        return True


def test_who_only_reads_claims_writes_nothing_beneath_one(reported, handler, handles, actor):
    told(reported)
    reported(AskQuestion(question="什么时候赔？"))
    reported(DeclareClaimConflict(person="psc.officer", ground="kin", reason="邻居"))
    claim, unit = Claim.objects.get(number=reported.number), Unit.objects.get(code="psc")
    place = Department.objects.get(unit=unit, kind="customer_service")
    auditor = User.objects.create(username="only.auditor", name="x", department=place)
    Appointment.objects.create(
        user=auditor, department=place, duty="auditor", period=(date(2020, 1, 1), None)
    )
    reader = actor("only.auditor")
    assert count(reader, "claim") == 1
    written = [
        each for each in PARTS if not refused_or_nothing(reader, each.format(claim=claim.pk, me=reader.id))
    ]
    assert written == []


def test_of_a_claims_row_everybody_changes_what_their_commands_change(reported, handler, actor):
    """What it was entered as nobody changes, a decision's amount who decides, a state whoever works on it."""
    told(reported)
    service = actor("psc.officer")
    stranger = actor("gx.claims").id
    for column, value, who in (
        ("number", "'C2026-9999999'", handler),
        ("reported_by_id", str(stranger), handler),
        ("reported_at", "now()", handler),
        ("known_at", "now()", handler),
        ("rulebook_id", "rulebook_id + 1", handler),
        ("line", "'life'", handler),
        ("complexity", "'complex'", handler),  # decided: that is over
        ("agreed_at", "now() - interval '9 days'", actor("psc.manager")),
        ("account_changed_at", "now()", service),
    ):
        with pytest.raises(DatabaseError, match="changes that of a file now"), transaction.atomic():
            as_the_web(who, f"UPDATE claims_claim SET {column} = {value}")
    as_the_web(service, "UPDATE claims_claim SET told_by = 'sms'")
    as_the_web(handler, "UPDATE claims_claim SET agreed_amount = 1")


def test_beneath_a_kind_of_file_every_table_asks_whose_work_it_is():
    """Of every kind there will be: what hangs on its files by a column of its own is asked for as what hangs by key."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT tablename::text, array_agg(policyname::text) FROM pg_policies
             WHERE permissive = 'RESTRICTIVE' GROUP BY 1
        """)
        laid = dict(cursor.fetchall())
        registers = set(names(cursor))
    hanging = kinds.files()
    assert {"claims_claimparty", "claims_decisionitem", "claims_catastrophenotice"} <= set(hanging)
    assert [each for each in hanging if each not in registers and "floor_works" not in laid[each]] == []


def test_what_waits_for_a_second_person_is_entered_in_ones_own_name(reported, handler, second):
    claim = Claim.objects.get(number=reported.number)
    for statement in (
        (
            "INSERT INTO claims_accountchange (id, claim_id, account, holder, verified_by, asked_at, asked_by_id)"
            " VALUES (999, %s, '', '', '', now(), %s)"
        ),
        (
            "INSERT INTO claims_payment (id, claim_id, kind, amount, at, reference, by_id)"
            " VALUES (999, %s, 'full', 1, now(), '', %s)"
        ),
    ):
        with pytest.raises(DatabaseError, match="own name"), transaction.atomic():
            as_the_web(handler, statement, claim.pk, second.id)


def test_no_second_person_by_sql(reported, handler):
    reported(ChangeAccount(account="6217000000000000001", holder="刘建国", verified_by="回拨"))
    change = "UPDATE claims_accountchange SET approved_by_id = %s, approved_at = now()"
    with pytest.raises(DatabaseError), transaction.atomic():
        as_the_web(handler, change, handler.id)


DAYS = {"yesterday's": -1, "today's": 0}


@pytest.mark.parametrize("last", DAYS)
def test_posts_away_from_home_and_two_posts_hold_until_their_last_day(
    reported, handler, handles, actor, last
):
    """Rows and program agree on what is seen by a post in another unit than one's own, and until when."""
    execute(report(unit="sc", policy_number="P2", another_event=True), handles("sc.claims", "sc"))
    ends = timezone.localdate() + timedelta(days=DAYS[last] + 1)  # the day after the last
    away, twice = (User.objects.get(username=each) for each in ("gx.business", "nn.intake"))
    places = {unit: Department.objects.get(unit__code=unit, kind="claims") for unit in ("psc", "sc")}
    for user, unit, duty in (
        (away, "psc", "claims_handler"),
        (twice, "psc", "legal"),
        (twice, "sc", "claims_handler"),
    ):
        Appointment.objects.create(
            user=user, department=places[unit], duty=duty, period=(date(2020, 1, 1), ends)
        )
    for user, units in ((away, {"psc"}), (twice, {"sc"})):
        who = actor(user.username)
        program = set(Claim.objects.visible_to(who).values_list("unit__code", flat=True))
        rows = {
            code
            for (code,) in as_the_web(
                who, "SELECT u.code FROM claims_claim c JOIN organisation_unit u ON u.id = c.unit_id"
            )
        }
        assert program == rows == (units if last == "today's" else set()), user.username
