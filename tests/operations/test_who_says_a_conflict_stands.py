"""By SQL alone nobody has a conflict of another stand without a superior, nor sets one aside (ORG-13, SEC-01)."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from redress.claims.commands.recuse import DeclareClaimConflict
from redress.claims.door import execute as on_claim
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Link, Recusal
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


@pytest.mark.parametrize(
    "until", ["NULL::timestamptz", "now() + interval '9 years'", "now() + interval '1 day'"]
)
def test_none_is_declared_by_sql_of_another_that_waits_for_nobody(actor, handler, wednesday, until):
    """Nor one whose wait ends when nobody remembers it; not of a claim, not of a complaint."""
    admitted = "1 day" in until
    claim = on_claim(report(), handler).number
    case = execute(transfer(), actor("sc.officer")).number
    for table, number, person, clerk, columns in (
        ("claims_claimrecusal", claim, "psc.claims", "psc.officer", "claim_id, ground"),
        ("complaints_recusal", case, "sc.officer", "sc.intake", "complaint_id, kind"),
    ):
        file = "claims_claim" if table.startswith("claims") else "complaints_complaint"
        who, whom = actor(clerk), User.objects.get(username=person).pk
        for ground in ("kin", "handled_before", "complained_of"):
            statement = (
                f"INSERT INTO {table} (id, person_id, at, by_id, review_by, {columns})"
                f" SELECT 999, {whom}, now(), {who.id}, {until}, c.id, '{ground}' FROM {file} c"
                f" WHERE c.number = '{number}'"
            )
            assert changed(who, statement) is admitted, (table, ground)
            assert changed(
                actor(person), statement.replace(f"{who.id}, {until}", f"{actor(person).id}, {until}")
            )


def test_what_was_set_aside_stands_again_by_sql_for_nobody_but_a_superior_and_oneself(
    actor, handler, handles, wednesday
):
    handles("psc.legal", "psc", "legal")
    claim = on_claim(report(), handler).number
    on_claim(
        DeclareClaimConflict(person="psc.claims", ground="kin", reason="亲属"), actor("psc.officer"), claim
    )
    number = execute(transfer(), actor("sc.officer")).number
    execute(DeclareConflict(person="sc.officer", kind="kin", reason="亲属"), actor("sc.intake"), number)
    for table in ("complaints_recusal", "claims_claimrecusal"):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET overridden_at = now(), review_by = NULL")
    again = "UPDATE {} SET overridden_at = NULL"
    for clerk in ("sc.intake", "sc.handler"):
        assert not changed(actor(clerk), again.format("complaints_recusal")), clerk
    assert not changed(actor("psc.officer"), again.format("claims_claimrecusal"))
    assert changed(actor("sc.manager"), again.format("complaints_recusal"))
    assert changed(actor("sc.officer"), again.format("complaints_recusal")), "of oneself it stands"


def test_a_merge_that_is_none_brings_no_conflict_by_sql(actor, wednesday):
    """A link of that kind alone has nobody keep out; nor a case that is merged, by a ground that is not there."""
    officer, clerk = actor("sc.officer"), actor("sc.intake")
    first, second = (execute(transfer(), officer).number for _ in range(2))
    whom = User.objects.get(username="sc.handler").pk
    ids = dict(Complaint.objects.values_list("number", "pk"))
    insert = (
        "INSERT INTO complaints_recusal (id, complaint_id, person_id, kind, at, by_id, reason)"
        f" VALUES (999, {ids[first]}, {whom}, '{{}}', now(), {{}}, NULL)"
    )
    link = {"complaint_id": ids[second], "to_id": ids[first], "kind": "merge", "rule": "", "ruled": "merge"}
    with connection.cursor() as cursor:
        Link.objects.create(**link, reason="", made_at=wednesday, end_reason="")
        for ground in ("kin", "handled_before", "complained_of"):
            assert not changed(clerk, insert.format(ground, clerk.id)), ground
        cursor.execute("UPDATE complaints_complaint SET state = 'merged' WHERE number = %s", [second])
        for ground in ("kin", "handled_before", "complained_of"):
            assert not changed(clerk, insert.format(ground, clerk.id)), ground
        Recusal.objects.create(
            complaint_id=ids[second], person_id=whom, kind="kin", at=wednesday, reason="亲属"
        )
        assert changed(clerk, insert.format("kin", clerk.id)), "it stands there, and comes with it"
        assert not changed(clerk, insert.format("interest", clerk.id))
