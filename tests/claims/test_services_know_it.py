"""What serves every kind of file serves a claim: who sees what hangs on it, its clocks, what verifies it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.casework.models import FileKey
from redress.claims.commands.questions import AskQuestion
from redress.claims.models import Claim
from redress.clocks.models import Clock
from redress.clocks.queries import explanations_of
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.operations.verifying import engine, keys
from redress.organisation.acting import acting_as
from redress.organisation.models import User
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def under_rules(who, statement, *given):
    with acting_as(who), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE redress_web")
        cursor.execute(statement, given)
        found = cursor.fetchall()
        cursor.execute("RESET ROLE")
        return found


@pytest.mark.req("SEC-01", "ORG-11")
def test_what_the_database_says_of_a_file_of_either_kind_is_what_the_program_says(reported, actor):
    with moment.at(local("2026-11-18 10:00")):
        execute(visit(), actor("cd.officer"))
    claim, case = Claim.objects.get(number=reported.number), Complaint.objects.get()
    assert [KINDS.of(each.pk).name for each in (case, claim)] == ["complaint", "claim"]
    for username in User.objects.values_list("username", flat=True):
        who = actor(username)
        for row in (case, claim):
            seen = type(row).objects.visible_to(who).filter(pk=row.pk).exists()
            asked = (
                "SELECT redress_sees(%s), EXISTS (SELECT FROM casework_file WHERE id = %s),"
                " EXISTS (SELECT FROM clocks_clock WHERE file_id = %s), redress_works(%s) AND NOT redress_sees(%s)"
            )
            assert under_rules(who, asked, *[row.pk] * 5) == [(seen, seen, seen, False)], (username, row)


@pytest.mark.req("CLM-09", "CLK-07")
def test_its_deadlines_are_explained_by_its_number_as_those_of_a_complaint(reported, handler):
    with acting_as(handler):
        told = explanations_of(reported.number, "en")
    running = Clock.objects.filter(file__number=reported.number, status="running")
    assert {each.due_at for each in running} <= {each.due_at for each in told}
    assert running.exists()


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_claimentry SET facts = '{}' WHERE claim_id = %s AND sequence = 1",
        "DELETE FROM claims_claimentry WHERE claim_id = %s",
        "UPDATE clocks_clock SET due_at = due_at + interval '1 hour' WHERE file_id = %s",
        "DELETE FROM casework_file WHERE id = %s",
    ],
)
def test_what_is_changed_beside_its_door_is_found(reported, statement):
    claim = FileKey.objects.get(number=reported.number).pk
    before = engine.verify(whole=True).faults
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, [claim])
        assert cursor.rowcount
        found = [fault for fault in engine.verify(whole=True).faults if fault not in before]
        assert found
        if "casework_file" in statement:
            assert {fault.what for fault in found} == {keys.NOT_ITS_FILE}
        transaction.set_rollback(True)


@pytest.mark.req("COM-10", "CLM-06")
def test_an_alert_of_a_claim_leads_to_the_claim(reported, desk):
    with moment.at(local("2026-03-02 10:00")):
        reported(AskQuestion(question="误工费？"))
    with moment.at(local("2026-03-03 08:05")):
        sweep()
    words = desk("psc.claims").get("/alerts").content.decode()
    assert f'href="/claims/{reported.number}"' in words
    assert "答复客户询问" in words
