"""What a command wrote goes to the database in few statements, however many claims and rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import flush, moment
from redress.claims.door import execute
from redress.claims.models import Claim, ClaimEntry, ClaimPaper, ClaimParty
from redress.clocks.models import Clock
from redress.clocks.sweeper import sweep
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.organisation.models import Department, Unit
from tests.claims.conftest import report
from tests.claims.on_the_way import complete
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.mark.req("CLM-02")
def test_a_report_saves_no_row_by_itself(handler, monday):
    execute(report(policy_number="P1"), handler)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        number = execute(report(policy_number="P2"), handler).number
    said = [each["sql"] for each in asked.captured_queries]
    assert not [each for each in said if each.startswith('INSERT INTO "claims_')]
    assert len(said) <= 17
    made = Claim.objects.get(number=number)
    for kind in (ClaimParty, ClaimPaper, ClaimEntry):
        assert kind.objects.filter(claim=made).exists(), kind
    assert Clock.objects.filter(file_id=made.pk).exists()


@pytest.mark.req("CLM-09", "CLK-06")
def test_a_sweep_of_many_claims_takes_as_many_statements_as_of_two(reported, handler):
    from tests.claims.conftest import Claims

    def due(few: int) -> int:
        made = [execute(report(policy_number=f"P{few}{n}"), handler).number for n in range(few)]
        for number in made:
            complete(Claims(handler, number))
        return len(made)

    def swept(at: str) -> tuple[int, int]:
        with moment.at(local(at)), CaptureQueriesContext(connection) as asked:
            taken = sweep().taken
        return taken, len(asked.captured_queries)

    due(2)
    few, statements = swept("2026-03-11 00:01")
    assert few >= 2
    due(8)
    many, of_many = swept("2026-03-11 00:02")
    assert many >= 3 * few
    assert of_many <= statements


@pytest.mark.req("SYS-01")
def test_a_row_knows_the_key_of_another_that_is_as_new(db):
    with acting_as(SYSTEM):
        unit = Unit(code="zz", name="新设机构", kind="counter_a", path="/zz/")
        department = Department(unit=unit, kind="customer_service")
        flush.insert([unit, department])
        assert Department.objects.get(unit__code="zz").unit.name == "新设机构"
