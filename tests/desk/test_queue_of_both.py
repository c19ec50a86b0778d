"""One queue of mine: complaints and claims together, page by page, in as many queries whatever stands in it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.casework.paging import unpack
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.complaints.executor import execute as complain
from redress.complaints.lists.filters import Filters
from redress.complaints.models import Complaint
from redress.desk.pages import mine as queue
from redress.organisation.actor import Actor
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard
from tests.complaints.inputs import visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(standard, handles, actor, wednesday):
    """both(3, 2): a handler with three complaints more and two claims more, their limits in turn."""
    made = count(1)

    def having(complaints: int, claims: int) -> Actor:
        by, start = handles("cd.officer", "cd", "customer_service"), moment.now()
        for place in range(complaints):
            n = next(made)
            people = [{"name": f"客户{n}", "phone": f"138000{n:05d}"}]
            filed = complain(
                visit(people=people, policy_number=f"V{n}", facts=f"第 {n} 位客户反映服务态度。"), by
            )
            due = start + timedelta(hours=2 * place)
            Complaint.objects.filter(number=filed.number).update(next_due_at=due, late_from=due)
        for place in range(claims):
            n = next(made)
            given = report(
                unit="cd",
                policy_number=f"P{n}",
                people=[{"name": f"车主{n}", "phone": f"139000{n:05d}"}],
                occurred_at=start - timedelta(days=1),
                place=f"人民南路 {n} 号",
            )
            number = execute(given, by).number
            Claim.objects.filter(number=number).update(next_due_at=start + timedelta(hours=2 * place + 1))
        return by

    return having


def walk(by, kind: str = "", size: int = 50) -> list[str]:
    """The numbers of all pages."""
    found, after = [], None
    while True:
        page = queue.mine(by, Filters(), kind, after)
        found += [row.number for row in page.rows]
        if not page.next:
            return found
        after = unpack(page.next)


@pytest.mark.req("FLW-17", "CLM-05")
def test_complaints_and_claims_stand_in_the_order_of_their_limits(both):
    by = both(3, 3)
    kinds = "".join("C" if number.startswith("C") else "L" for number in walk(by))
    assert kinds == "LCLCLC"


@pytest.mark.req("FLW-17")
def test_pages_neither_repeat_nor_leave_out_whatever_kind_ends_them(both, monkeypatch):
    by = both(5, 6)
    whole = walk(by)
    assert len(whole) == 11
    for size in (1, 2, 3, 10, 11):
        monkeypatch.setattr(queue, "SIZE", size)
        monkeypatch.setattr("redress.complaints.lists.queue.SIZE", size)
        assert walk(by) == whole, size


@pytest.mark.req("FLW-17")
def test_one_kind_can_be_looked_at_alone(both):
    by = both(2, 2)
    assert all(number.startswith("C") for number in walk(by, "claims"))
    assert not any(number.startswith("C") for number in walk(by, "complaints"))
    assert len(walk(by, "claims")) == len(walk(by, "complaints")) == 2


@pytest.mark.req("FLW-17")
def test_the_queue_costs_as_many_queries_with_many_files_as_with_few(both, desk):
    by = both(1, 1)
    client = desk("cd.officer")

    def queries() -> int:
        client.get("/?list=mine")
        with CaptureQueriesContext(connection) as found:
            page = client.get("/?list=mine")
        assert page.status_code == 200
        return len(found)

    few = queries()
    both(4, 4)
    assert Claim.objects.filter(owner=by.id).count() > 1
    assert queries() == few


@pytest.mark.req("FLW-17")
def test_the_workbench_shows_both_and_asks_for_one_kind(both, desk):
    both(1, 1)
    client = desk("cd.officer")
    words = client.get("/?list=mine").content.decode()
    assert re.search(r'href="/claims/C\d{4}-\d+"', words)
    assert re.search(r'href="/case/L\d{4}-\d+"', words)
    only = client.get("/?list=mine&kind=claims").content.decode()
    assert not re.search(r'href="/case/L\d{4}-\d+"', only)
