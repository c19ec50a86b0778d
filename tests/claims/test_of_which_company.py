"""Who takes a report takes it for their own company; the group's customer service for each (ORG-09, SEC-01)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from redress.casework.refusals import Refusal
from redress.claims import choices
from redress.claims.door import execute
from redress.claims.kind_of_file import CLAIM
from redress.claims.kinds import TAKES
from redress.claims.models import Claim
from redress.operations.floor.rules import takes_for as asked
from redress.organisation.acting import acting_as
from redress.organisation.companies import taken_for, takes_for
from redress.organisation.models import Appointment, Department, Unit, User
from redress.policies.table.storing import store, store_products
from tests.claims.conftest import report
from tests.claims.test_floor import as_the_web
from tests.claims.test_policies import BARE
from tests.policies.conftest import chosen_anew as chosen_anew
from tests.policies.made import made

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-09", "SEC-01", "CLM-02")]

STRANGERS = ("sc.intake", "cd.intake", "ho.officer", "gx.officer", "sc.second")


@pytest.mark.parametrize("username", STRANGERS)
def test_nobody_takes_a_report_for_another_company(standard, handler, actor, monday, username):
    with pytest.raises(Refusal) as refused:
        execute(report(), actor(username))
    assert (refused.value.rule, refused.value.field, refused.value.status) == ("ORG-09", "unit", 403)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("username", ["psc.officer", "pho.officer", "group.officer"])
def test_ones_own_company_and_the_customer_service_of_the_group_take_it(handler, actor, monday, username):
    execute(report(), actor(username))
    assert Claim.objects.get().unit.code == "psc"


def test_a_unit_that_the_policy_names_is_no_way_round_it(chosen_anew, handler, actor, monday):
    policy = made(unit="psc")
    store_products([policy.product])
    store([policy])
    with pytest.raises(Refusal) as refused:
        execute(report(**BARE), actor("sc.intake"))
    assert (refused.value.rule, refused.value.field) == ("ORG-09", "unit")


def test_a_second_post_in_another_company_takes_there_what_the_first_does_not(handler, actor, monday):
    user = User.objects.get(username="sc.intake")
    there = Department.objects.get(unit__code="psc", kind="customer_service")
    Appointment.objects.create(user=user, department=there, duty="legal", period=("2020-01-01", None))
    with pytest.raises(Refusal):
        execute(report(), actor("sc.intake"))
    Appointment.objects.create(user=user, department=there, duty="intake", period=("2020-01-01", None))
    execute(report(), actor("sc.intake"))
    assert Claim.objects.get().unit.code == "psc"


def test_what_is_offered_what_is_taken_and_what_the_database_admits_are_the_same(standard, actor):
    units = list(Unit.objects.order_by("path"))
    for username in (*STRANGERS, "psc.officer", "group.officer", "ho.ithead", "admin", "psc.claims"):
        who = actor(username)
        taken = {unit.code for unit in units if takes_for(who, TAKES, unit)}
        beneath = tuple(taken_for(who, TAKES))
        assert {each.value for each in choices.units(None, who)} == {
            unit.code
            for unit in units
            if unit.code in taken and unit.kind in ("head_office", "province", "counter_a")
        }
        assert taken == {unit.code for unit in units if unit.path.startswith(beneath) and beneath}
        with acting_as(who), connection.cursor() as cursor:
            cursor.execute(f"SELECT code FROM organisation_unit u WHERE {asked('u.id', *sorted(TAKES))}")
            assert {code for (code,) in cursor.fetchall()} == taken, username


def test_by_sql_no_claim_of_another_company_is_entered(handler, actor):
    """Rules of rows are asked before whether the row is whole."""
    unit = Unit.objects.get(code="psc")
    for username, said in (("sc.intake", "row-level security"), ("psc.officer", "null value")):
        who = actor(username)
        statement = "INSERT INTO claims_claim (id, unit_id, reported_by_id) VALUES (%s, %s, %s)"
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            as_the_web(who, statement, CLAIM.keys.start + 77, unit.pk, who.id)
