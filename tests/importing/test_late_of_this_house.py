"""Limits that had passed when a case came from another register were not ours to keep: no figure has them (INT-17).

Counted here a second way, from the clocks and the journals, and held against every figure, list and count.
"""

import csv
import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redress.casework import moment
from redress.casework.rulebooks import rulebook_of
from redress.clocks.models import Clock
from redress.committee.queries.issues import issues
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm
from redress.complaints.lists.counts import counts
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.oversight.queries.monitor import board
from redress.complaints.rulebooks.simulation.replay import Question, simulate
from redress.operations.importing import mapping, runner
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from redress.rulebook import OPEN_STATES
from tests.complaints.stories import filed
from tests.fixtures.insurer import local
from tests.importing.test_dates_of_the_register import MAPPING

pytestmark = [pytest.mark.req("INT-17", "FLW-17"), pytest.mark.django_db]

CAME = "2026-11-16 10:00"
LOOKS = ("2026-11-16 10:30", "2026-11-17 23:59", "2026-11-23 09:00", "2026-12-01 00:00", "2027-01-20 12:00")


@pytest.fixture
def take(tmp_path):
    """take(days) imports an open case for each day of receipt, at `CAME`; their numbers."""

    def run(days: list[date]) -> list[str]:
        chosen = tmp_path / "open.yaml"
        least = MAPPING.partition("events:")[0].replace("psc", "sc")
        chosen.write_text(f"{least}channel: phone_in\nclasses: {{理赔: {{to: claims}}}}\n", "utf-8")
        path = tmp_path / "open.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = [[f"O{n}", day.isoformat(), "", "理赔"] for n, day in enumerate(days)]
            csv.writer(file).writerows([["编号", "收到", "结案", "原因"], *rows])
        with moment.at(local(CAME)):
            assert runner.run(path, mapping.load(str(chosen))).report.imported == len(days)
        return list(
            Complaint.objects.exclude(import_run=None).order_by("pk").values_list("number", flat=True)
        )

    return run


def late_at(now) -> tuple[set[str], set[str]]:
    """Late of this house, and late by what had passed before alone: from clocks and journals."""
    ours, before = set(), set()
    for case in Complaint.objects.filter(state__in=OPEN_STATES):
        came = JournalEntry.objects.get(complaint=case, sequence=1).at if case.import_run_id else None
        due = [c.due_at for c in Clock.objects.filter(file_id=case.pk, status="running") if c.due_at <= now]
        if [at for at in due if came is None or at > came]:
            ours.add(case.number)
        elif due:
            before.add(case.number)
    return ours, before


def listed(actor, limit: str) -> set[str]:
    with acting_as(actor):
        return {row.number for row in queue(actor, Scope.UNIT, Filters(limit=limit), size=200).rows}


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_and_list_counts_as_late_what_passed_here_alone(take, actor, seed):
    dice = random.Random(seed)
    first = date(2026, 9, 1)
    numbers = take([first + timedelta(days=dice.randrange(76)) for _ in range(30)])
    for number in dice.sample(numbers, 8):
        with moment.at(local(f"2026-11-{dice.randrange(17, 21)} 11:00")):
            execute(Confirm(means="call", words="已告知受理"), actor("sc.officer"), number)
    for day in dice.sample(range(2, 28), 6):
        filed(actor, f"2026-11-{day:02d} 10:00")
    for look in LOOKS:
        with moment.at(local(look)) as now:
            manager = actor("sc.manager")
            ours, before = late_at(now)
            with acting_as(manager):
                shown = board(manager, "sc")
                assert shown.total.total.late == len(ours), look
                assert sum(each.late for each in shown.late) == len(ours)
                assert shown.came_late == len(before)
                assert counts(manager).unit_late == len(ours)
                assert {each.number for each in issues(manager, shown.top).late} <= ours
            assert listed(manager, "late") == ours
            assert listed(manager, "came_late") == before
            assert ours | before == set(
                Complaint.objects.filter(next_due_at__lte=now).values_list("number", flat=True)
            )
    assert before, "some cases came late and nothing of theirs has passed since, or the test says nothing"


@pytest.mark.req("CLK-10")
def test_a_simulation_leaves_out_what_had_passed_before_a_case_came(take, actor):
    """Received 1 September 2026: the legal limit of 15 days ended on the 16th, two months before it came."""
    [old] = take([date(2026, 9, 1)])
    mine = filed(actor, "2026-09-01 10:00")
    with moment.at(local("2026-12-20 09:00")):
        book = rulebook_of(Complaint.objects.get(number=mine))
        legal = simulate(Question(book, date(2026, 9, 1), date(2026, 9, 1)), SYSTEM).by_clock()[
            "resolution_law"
        ]
    assert (legal.ran, legal.before, legal.after) == (2, 1, 1)
    assert Clock.objects.get(file__number=old, key="resolution_law").due_at < local(CAME)


def test_what_came_late_is_counted_by_an_index_of_it_alone(take, actor):
    take([date(2026, 9, 1)])
    with acting_as(actor("sc.manager")), CaptureQueriesContext(connection) as asked:
        board(actor("sc.manager"), "sc")
        [counted] = [each["sql"] for each in asked if "late_from > " in each["sql"]]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # of a dozen rows reading all is cheapest
            cursor.execute(f"EXPLAIN {counted}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "complaint_came_late" in plan
