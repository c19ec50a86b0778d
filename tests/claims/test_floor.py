"""What SQL alone shows of claims and lets be changed: no more than the program does (SEC-01, SEC-06)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from redress.claims.commands.money import ChangeAccount
from redress.claims.door import execute
from redress.claims.journal import JOURNAL
from redress.claims.models import Claim
from redress.organisation.acting import acting_as
from redress.organisation.models import User
from tests.claims.conftest import report
from tests.claims.test_on_the_way import told

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
    for username in User.objects.values_list("username", flat=True):
        who = actor(username)
        seen = sorted(Claim.objects.visible_to(who).values_list("number", flat=True))
        rows = sorted(number for (number,) in as_the_web(who, "SELECT number FROM claims_claim"))
        assert rows == seen, username


def test_who_only_takes_reports_decides_and_pays_nothing_by_sql_either(reported, handler, actor):
    told(reported)
    claim = Claim.objects.get(number=reported.number)
    service = actor("psc.officer")
    for statement in (
        "INSERT INTO claims_payment (id, claim_id, kind, amount, at) VALUES (999, %s, 'full', 1, now())",
        (
            "INSERT INTO claims_decision (id, claim_id, ordinal, outcome, amount, decided_at, told_by)"
            " VALUES (999, %s, 9, 'pay', 1, now(), '')"
        ),
    ):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            as_the_web(service, statement, claim.pk)


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


def test_no_second_person_by_sql(reported, handler):
    reported(ChangeAccount(account="6217000000000000001", holder="刘建国", verified_by="回拨"))
    change = "UPDATE claims_accountchange SET approved_by_id = %s, approved_at = now()"
    with pytest.raises(DatabaseError), transaction.atomic():
        as_the_web(handler, change, handler.id)
