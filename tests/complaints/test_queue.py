"""The queues: who sees which cases in which order, at what cost."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redress.casework import moment
from redress.casework.due import Urgency
from redress.casework.paging import unpack
from redress.complaints.executor import execute
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from redress.rulebook import OPEN_STATES
from redress.rulebook.limits import Unit
from tests.complaints.inputs import READERS, visit
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(actor, wednesday):
    """Twelve cases of three units, registered over four days, some with the law's clock only."""
    numbers = []
    for place, who in enumerate(["cd.officer", "sc.officer", "my.officer"] * 4):
        with moment.at(wednesday - timedelta(days=place % 4, minutes=place)):
            received = f"{wednesday - timedelta(days=place % 4, hours=1):%Y-%m-%dT%H:%M}"
            level = "major" if place == 5 else "general"
            numbers.append(execute(visit(received_at=received, level=level), actor(who)).number)
    return numbers


@pytest.mark.req("FLW-17")
def test_the_most_urgent_case_comes_first(actor, cases):
    found = queue(actor("sc.cshead"), Scope.UNIT).rows
    assert [row.number for row in found] == [
        case.number for case in Complaint.objects.filter(number__in=cases).order_by("next_due_at", "id")
    ]
    assert len(found) == 12


@pytest.mark.req("CLK-02", "FLW-17")
def test_what_is_left_is_told_in_what_each_limit_counts(actor, cases):
    """The law's limit is in calendar days; the method's in days, hours of the clock and working days."""
    told = {}
    for row in queue(actor("sc.cshead"), Scope.UNIT).rows:
        last = timezone.localdate(row.legal.at - timedelta(microseconds=1))
        assert row.legal.told == (((last - timezone.localdate(moment.now())).days, Unit.CALENDAR_DAY),)
        told.setdefault(row.due_title, set()).update(unit for _, unit in row.due.told)
        assert row.counted("resolution") is Unit.WORKING_DAY, "whatever line of the table"
    assert told == {"当日分派": {Unit.CALENDAR_DAY, Unit.HOUR}, "应急：立即上报": {Unit.HOUR}}


def test_my_queue_holds_the_cases_i_own_and_no_others(actor, cases):
    me = actor("cd.officer")
    assert {row.owner_id for row in queue(me).rows} == {me.id}
    assert len(queue(me).rows) == 4


@pytest.mark.req("ORG-11", "SEC-06")
@pytest.mark.parametrize("username", READERS)
def test_every_list_shows_just_what_the_scope_allows(actor, cases, username):
    reader = actor(username)
    with acting_as(reader):
        visible = Complaint.objects.visible_to(reader).filter(state__in=OPEN_STATES)
        shown = {row.number for row in queue(reader, Scope.UNIT).rows}
        assert shown == {case.number for case in visible.filter(unit_id__in=reader.units)}
        owned = {row.number for row in queue(reader, Scope.MINE).rows}
        assert owned == {case.number for case in visible.filter(owner_id=reader.id)}


def test_pages_join_without_gap_or_repeat(actor, cases):
    reader, seen, cursor = actor("sc.cshead"), [], None
    while True:
        page = queue(reader, Scope.UNIT, after=cursor, size=5)
        seen += [row.number for row in page.rows]
        if not page.next:
            break
        cursor = unpack(page.next)
    assert seen == [row.number for row in queue(reader, Scope.UNIT).rows]


def test_cases_without_a_deadline_come_last_and_are_paged_too(actor, cases):
    Complaint.objects.filter(number__in=cases[:6]).update(next_due_at=None)
    reader, seen, cursor = actor("sc.cshead"), [], None
    while True:
        page = queue(reader, Scope.UNIT, after=cursor, size=4)
        seen += page.rows
        if not page.next:
            break
        cursor = unpack(page.next)
    assert len({row.number for row in seen}) == len(seen) == 12
    assert [row.due is None for row in seen] == [False] * 6 + [True] * 6


def test_a_cursor_that_was_tampered_with_begins_the_list_anew(actor, cases):
    page = queue(actor("sc.cshead"), Scope.UNIT, size=5)
    assert unpack(page.next[:-2] + "xx") is None
    assert unpack("nonsense") is None


@pytest.mark.parametrize("size", [3, 12])
def test_a_page_costs_two_queries_whatever_its_size(actor, cases, size):
    reader = actor("sc.cshead")
    queue(reader, Scope.UNIT)  # rulebook and calendar are read once a process
    with CaptureQueriesContext(connection) as asked:
        assert len(queue(reader, Scope.UNIT, size=size).rows) == size
    assert len(asked) == 2


@pytest.mark.parametrize("scope", list(Scope))
def test_under_row_level_security_a_page_walks_an_index_of_open_cases(actor, cases, scope):
    reader = actor("sc.cshead")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE complaints_complaint")  # what earlier tests left is no measure
    with acting_as(reader), CaptureQueriesContext(connection) as asked:
        queue(reader, scope)
        with connection.cursor() as cursor:
            # With a dozen rows reading all is cheapest; what must hold is that the index can be used at all.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            page = next(
                each["sql"] for each in asked if "LIMIT" in each["sql"]
            )  # what is asked first may be asked before it
            cursor.execute(f"EXPLAIN (FORMAT JSON) {page}")
            [plan] = cursor.fetchone()
    text = plan if isinstance(plan, str) else json.dumps(plan)
    wanted = "complaint_queue" if scope is Scope.MINE else "complaint_unit_due"
    assert wanted in text
    assert "Index Cond" in text
    assert "InitPlan" in text, "the policy's sub-selects stand beneath"


def test_late_and_near_are_told_apart_by_working_time(actor, cases, wednesday):
    reader = actor("sc.cshead")
    with moment.at(local("2026-11-18 11:00")):
        late = queue(reader, Scope.UNIT, Filters(limit="late")).rows
        near = queue(reader, Scope.UNIT, Filters(limit="near")).rows
        every = queue(reader, Scope.UNIT).rows
    assert {row.due.urgency for row in late} == {Urgency.LATE}
    assert {row.due.urgency for row in near} == {Urgency.NEAR}
    assert len(late) == sum(row.due.urgency is Urgency.LATE for row in every)
    assert len(near) == sum(row.due.urgency is Urgency.NEAR for row in every)


def test_filters_narrow_by_level_class_channel_state_unit_and_owner(actor, cases):
    reader = actor("sc.cshead")

    def count(**filters):
        return len(queue(reader, Scope.UNIT, Filters(**filters)).rows)

    assert count(level="major") == 1
    assert count(class_code="payments") == 12
    assert count(class_code="claims") == 0
    assert count(channel="visit") == 12
    assert count(state=("registered",)) == 12
    assert count(state=("investigating",)) == 0
    assert count(unit="cd") == 4
    assert count(unit="sc") == 12
    assert count(unit="sc", only=True) == 4
    assert count(unit="gx") == 0, "not among the reader's units"
    assert count(owner=actor("my.officer").id) == 4


def test_filters_of_an_old_link_that_mean_nothing_are_left_out():
    read = Filters.read({"limit": "soon", "state": "registered,closed", "owner": "x", "level": "major"})
    assert read == Filters(state=("registered",), level="major")


@pytest.mark.req("SEC-02")
def test_a_row_names_the_customer_masked(actor, cases):
    assert {row.customer for row in queue(actor("sc.cshead"), Scope.UNIT).rows} == {"刘**"}
