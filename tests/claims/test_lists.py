"""Lists of claims: what somebody sees, whatever leads there, page by page."""

from __future__ import annotations

import re
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework.paging import unpack
from redress.claims.commands.after import WithdrawClaim
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.claims.queries import lists
from redress.claims.states import OPEN, ClaimState
from redress.organisation.acting import acting_as
from tests.claims.conftest import report

pytestmark = pytest.mark.django_db

WHO = ("psc.claims", "psc.officer", "gx.claims", "sc.claims", "cd.officer")


@pytest.fixture
def several(handler, actor, monday):
    """Claims of the unit, by the handler and by somebody who takes reports; one is withdrawn."""
    made = [
        execute(report(policy_number=f"P{place}"), by).number
        for place, by in enumerate((handler, actor("psc.officer"), handler, actor("psc.officer"), handler))
    ]
    execute(WithdrawClaim(reason="客户自行处理"), handler, made[1])
    return made


@pytest.mark.req("ORG-11", "SEC-06")
def test_the_list_holds_what_somebody_sees(several, actor):
    for who, state in product(map(actor, WHO), ("", *ClaimState.values)):
        seen = Claim.objects.visible_to(who).filter(state__in=[state] if state else sorted(OPEN))
        found = [row.number for row in lists.page(who, state=state).rows]
        assert found == list(seen.order_by("-pk").values_list("number", flat=True)), (who.id, state)


@pytest.mark.req("ORG-11")
def test_pages_follow_one_another_the_newest_first(several, handler, monkeypatch):
    monkeypatch.setattr(lists, "SIZE", 2)
    found, after = [], None
    while True:
        page = lists.page(handler, after=after)
        found += [row.number for row in page.rows]
        if not page.next:
            break
        after = unpack(page.next)
    assert found == [number for number in reversed(several) if number != several[1]]


@pytest.mark.req("ORG-11")
def test_a_state_that_there_is_not_has_no_claims(several, handler):
    assert not lists.page(handler, state="elsewhere").rows


@pytest.mark.req("CLM-14", "CLM-05")
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (lists.page, "claim_unit_open"),
        (lists.at_risk, "claim_unit_risk"),
        (lists.to_be_saved_today, "claim_unit_(risk_)?due"),
    ],
    ids=["open", "by points", "today"],
)
def test_each_list_can_be_walked_along_an_index_of_its_order(several, handler, asked, index):
    """With a dozen claims reading all is cheapest; what must hold is that the index can be used, beneath the rules."""
    with acting_as(handler), CaptureQueriesContext(connection) as said:
        asked(handler)
        with connection.cursor() as cursor:
            for what in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{what} = off")
            page = next(each["sql"] for each in said if "FROM claims_claim c JOIN" in each["sql"])
            cursor.execute(f"EXPLAIN {page}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
    assert re.search(rf"Index Scan using {index} ", plan)
