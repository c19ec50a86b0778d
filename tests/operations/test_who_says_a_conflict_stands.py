"""By SQL alone nobody has a conflict of another stand without a superior, nor sets one aside (ORG-13, SEC-01)."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from redress.claims.commands.recuse import DeclareClaimConflict
from redress.claims.door import execute as on_claim
from redress.complaints.executor import execute
from redress.complaints.models import Recusal
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.models import User
from tests.claims.conftest import handler as handler
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard
from tests.claims.test_floor import as_the_web
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-13", "SEC-01")]

STATEMENTS = (
    "UPDATE {table} SET review_by = NULL",
    "UPDATE {table} SET review_by = now() + interval '9 years'",
    "UPDATE {table} SET overridden_at = now()",
    "UPDATE {table} SET person_id = {me}",
)


def changed(actor, statement: str) -> bool:
    try:
        with transaction.atomic():
            done = as_the_web(actor, statement) != [(0,)]
            transaction.set_rollback(True)
            return done
    except DatabaseError as refused:
        assert "superior" in str(refused) or "row-level" in str(refused) or "own name" in str(refused), (
            refused
        )
        return False


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_conflict_that_waits_is_decided_by_who_leads_the_person(
    actor, handler, handles, wednesday, statement
):
    handles("psc.legal", "psc", "legal")
    number = execute(transfer(), actor("sc.officer")).number
    execute(DeclareConflict(person="sc.officer", kind="kin", reason="亲属"), actor("sc.intake"), number)
    claim = on_claim(report(), handler).number
    on_claim(
        DeclareClaimConflict(person="psc.claims", ground="kin", reason="亲属"), actor("psc.officer"), claim
    )
    for table, clerks in (
        ("complaints_recusal", ("sc.intake", "sc.handler", "sc.claimshead")),
        ("claims_claimrecusal", ("psc.officer", "psc.legal")),
    ):
        for clerk in clerks:
            who = actor(clerk)
            assert not changed(who, statement.format(table=table, me=who.id)), (table, clerk)
    if "overridden_at" in statement or "person_id" in statement:
        for person, table in (("sc.officer", "complaints_recusal"), ("psc.claims", "claims_claimrecusal")):
            who = actor(person)
            other = statement.format(table=table, me=actor("sc.handler").id)
            assert not changed(who, other), "of oneself no more"
    if "person_id" not in statement:
        assert changed(actor("sc.manager"), statement.format(table="complaints_recusal"))


def test_none_is_declared_by_sql_of_another_that_waits_for_nobody(actor, handler, wednesday):
    claim = on_claim(report(), handler)
    person, who = User.objects.get(username="psc.claims"), actor("psc.officer")
    columns = "id, claim_id, person_id, ground, at, by_id, review_by"
    given = f"SELECT 999, c.id, %s, 'kin', now(), {who.id}, {{until}} FROM claims_claim c"
    for until, admitted in (("NULL::timestamptz", False), ("now() + interval '1 day'", True)):
        statement = f"INSERT INTO claims_claimrecusal ({columns}) {given.format(until=until)}"
        assert changed(who, statement.replace("%s", str(person.pk))) is admitted
    assert claim.number
    assert not Recusal.objects.exists()
